/** Says in the status bar what *Format Document* left as it is: nothing is in the way when files are formatted on save. */
import { type Disposable, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LEFT_ALONE, type LeftAloneParams } from '../../../server/src/lsp/protocol.ts';

const SHOWN_MS = 10_000;
const MOST = 3;

export function tellLeftAlone(client: BaseLanguageClient): Disposable {
  return client.onNotification(LEFT_ALONE, ({ documents }: LeftAloneParams) => {
    const named = documents
      .slice(0, MOST)
      .map(({ line, why }) => l10n.t('line {0} ({1})', line + 1, words(why)));
    const rest = documents.length - named.length;
    const all = rest === 0 ? named : [...named, l10n.t('{0} more', rest)];
    window.setStatusBarMessage(l10n.t('Not formatted: {0}', all.join(', ')), SHOWN_MS);
  });
}

function words(why: LeftAloneParams['documents'][number]['why']): string {
  switch (why) {
    case 'broken':
      return l10n.t('the YAML is broken');
    case 'template':
      return l10n.t('a template');
    case 'json':
      return l10n.t('JSON');
    case 'foreign':
      return l10n.t('not of the mesh');
    case 'ambiguous':
      return l10n.t('other blanks could change the meaning');
  }
}

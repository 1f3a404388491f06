/** "Show what this becomes": what the active document's Kustomize root or chart comes to, beside it. */
import { l10n, window } from 'vscode';
import { BECOMES, type BecomesParams, type BecomesResult } from '../../../server/src/lsp/protocol.ts';
import { activeDocument } from '../active-document.ts';
import type { CommandContext } from './command-context.ts';

export async function showBecoming({
  server,
  becoming,
}: Pick<CommandContext, 'server' | 'becoming'>): Promise<void> {
  const document = activeDocument();
  if (document === undefined) {
    window.showInformationMessage(l10n.t('Open a file of a kustomization or a chart first.'));
    return;
  }
  const client = await server.client();
  if (client === undefined) return;
  const uri = document.uri.toString();
  const ask = (params: BecomesParams) => client.sendRequest<BecomesResult | null>(BECOMES, params);
  const first = await ask({ uri });
  if (first === null) {
    window.showInformationMessage(
      l10n.t(
        'This file is applied as it is written: no kustomization and no chart of this workspace uses it.',
      ),
    );
    return;
  }
  if (first.worlds.length === 1) return becoming.show(first);
  const world = await window.showQuickPick(first.worlds, {
    title: l10n.t('Show what this becomes'),
    placeHolder: l10n.t('Several use this file. Which one?'),
  });
  if (world === undefined) return;
  const chosen = world === first.world ? first : await ask({ uri, world });
  if (chosen !== null) await becoming.show(chosen);
}

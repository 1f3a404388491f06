/** The table as text for a chat or a review. */
import type { Sentence } from '../../../server/src/features/panels/panel-data.ts';
import type { RouteRow, RoutesShown } from '../../../server/src/features/routes-table/routes-data.ts';
import { t } from '../shared/l10n.ts';
import { visible } from '../shared/text.ts';

export function asText(
  { host, port, viewpoints, seenBy, otherwise }: RoutesShown,
  rows: readonly RouteRow[],
): string {
  const by = viewpoints.find(({ id }) => id === seenBy)?.text ?? seenBy;
  const lines = rows.map((row) => {
    const when = row.when.map(
      ({ conditions }) => conditions.map(({ text }) => text).join(` ${t('and')} `) || t('everything'),
    );
    const to =
      row.action === undefined
        ? row.to
            .map(({ share, text, why }) => `${share ?? '?'} % ${text}${why === undefined ? '' : ` (${why})`}`)
            .join(', ')
        : said(row.action);
    const name = row.name === undefined ? '' : `${row.name}: `;
    const never = row.never === undefined ? '' : ` [${row.never.text}]`;
    const conditions = when.join(` ${t('or')} `) || t('everything');
    return `${row.order}. ${name}${conditions} -> ${to}${never}`;
  });
  const head = `${host}:${port}, ${t('seen by: {0}', by)}`;
  return [head, ...lines, `-  ${t('anything else')} -> ${said(otherwise)}`].map(visible).join('\n');
}

function said(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

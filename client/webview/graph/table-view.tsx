/** The picture as a table: every line that is drawn is a row. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PictureLink } from '../../../server/src/graph/picture/picture.ts';
import { PlaceLink } from '../shared/frame.tsx';
import { t } from '../shared/l10n.ts';
import type { Relations } from './relations.ts';
import { countOf, stateOf } from './words.ts';

/** Rows that are drawn at once. */
const STEP = 500;

export interface TableProps {
  readonly links: readonly PictureLink[];
  readonly relations: Relations;
  readonly bright: ReadonlySet<string> | undefined;
}

export function TableView({ links, relations, bright }: TableProps): JSX.Element {
  const [limit, setLimit] = useState(STEP);
  const rows = links.filter(({ from, to }) => bright === undefined || bright.has(from) || bright.has(to));
  return (
    <>
      <table class="links">
        <thead>
          <tr>
            {[t('From'), t('Rule'), t('To'), t('Share'), t('Kind'), t('Findings')].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map((link) => (
            <Row key={link.id} link={link} relations={relations} />
          ))}
        </tbody>
      </table>
      {rows.length > limit && (
        <button type="button" class="more" onClick={() => setLimit(limit + STEP)}>
          {t('Show more: {0} of {1} rows are shown', limit, rows.length)}
        </button>
      )}
      {rows.length === 0 && <p class="empty">{t('No line is drawn here.')}</p>}
    </>
  );
}

function kindOf({ kind }: PictureLink): string {
  if (kind === 'admits') return t('lets in');
  return kind === 'routes' ? t('sends to') : t('copies to');
}

function Row({
  link,
  relations,
}: {
  readonly link: PictureLink;
  readonly relations: Relations;
}): JSX.Element {
  const from = relations.owner.get(link.from);
  const to = relations.owner.get(link.to);
  const row = from?.rows.find(({ id }) => id === link.from);
  const target = to?.rows.find(({ id }) => id === link.to);
  const findings = row?.findings ?? from?.findings;
  const name = to === undefined ? link.to : `${to.name}${target === undefined ? '' : ` ${target.text}`}`;
  return (
    <tr>
      <td>
        <PlaceLink place={from?.place} text={from?.name ?? link.from} />
      </td>
      <td>
        {row !== undefined && <PlaceLink place={row.place} text={`${row.order ?? ''} ${row.text}`.trim()} />}
      </td>
      <td>
        <PlaceLink place={target?.place ?? to?.place} text={name} />
      </td>
      <td>{link.kind === 'admits' ? '' : `${link.share ?? 100} %`}</td>
      <td>{[kindOf(link), ...stateOf(link)].join(', ')}</td>
      <td>{countOf(findings).join('')}</td>
    </tr>
  );
}

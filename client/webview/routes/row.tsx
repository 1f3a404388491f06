/** One rule as a row: every cell leads to its line. */
import type { ComponentChildren, JSX } from 'preact';
import type {
  BlockRow,
  DestinationRow,
  RouteRank,
  RouteRow,
  SettingText,
} from '../../../server/src/features/routes-table/routes-data.ts';
import * as conditions from '../shared/counts.ts';
import { PlaceLink, Words } from '../shared/frame.tsx';
import { t, told } from '../shared/l10n.ts';
import { shown } from '../shared/text.ts';

export interface RowProps {
  readonly row: RouteRow;
  readonly rows: readonly RouteRow[];
  readonly labels: ReadonlyMap<string, string>;
  readonly isHere: boolean;
}

export function Row({ row, rows, labels, isHere }: RowProps): JSX.Element {
  const { order, never, extras, timeout, retries } = row;
  return (
    <tr class={never === undefined ? '' : 'never'} aria-current={isHere ? 'location' : undefined}>
      <td class="order">
        {order}
        {row.rank !== undefined && <Rank rank={row.rank} />}
      </td>
      <td>
        <When row={row} labels={labels} />
        {never !== undefined && <Never never={never} rows={rows} />}
      </td>
      <td>
        {row.action === undefined ? (
          row.to.map((each, index) => <Destination key={index} destination={each} index={index} />)
        ) : (
          <Words sentence={row.action} />
        )}
      </td>
      <td class="aside" data-head={t('Timeout')}>
        <Setting setting={timeout} />
      </td>
      <td class="aside" data-head={t('Retries')}>
        <Setting setting={retries} />
      </td>
      <td class="aside" data-head={t('Also')}>
        <span class="chips">
          {extras.map(({ text, place }) => (
            <PlaceLink key={`${place} ${text}`} place={place} text={text} class="chip" />
          ))}
        </span>
      </td>
    </tr>
  );
}

/** What gives a rule of the Gateway API its place: seen while the row is pointed at or has the focus. */
function Rank({ rank }: { readonly rank: RouteRank }): JSX.Element {
  const { path, length, method, headers, params } = rank;
  const parts = [
    pathWords(path, length),
    ...(method ? [t('a method')] : []),
    ...(headers > 0 ? [conditions.headers(headers)] : []),
    ...(params > 0 ? [conditions.params(params)] : []),
  ];
  return <span class="rank">{t('ranked by {0}', parts.join(', '))}</span>;
}

function pathWords(path: RouteRank['path'], length: number): string {
  switch (path) {
    case 'exact':
      return t('exact path of {0} characters', length);
    case 'prefix':
      return t('path prefix of {0} characters', length);
    case 'regex':
      return t('path expression of {0} characters', length);
  }
}

const PROTOCOLS = { http: '', tls: 'TLS ', tcp: 'TCP ' } as const;

function When({ row, labels }: Pick<RowProps, 'row' | 'labels'>): JSX.Element {
  const { name, place, from, when, protocol } = row;
  return (
    <>
      <div>
        {name !== undefined && (
          <>
            <bdi>{shown(name)}</bdi>{' '}
          </>
        )}
        {PROTOCOLS[protocol]}
        <PlaceLink place={place} text={labels.get(place) ?? t('line')} />
        {from !== undefined && <span class="dim"> {told('of {0}', <bdi>{shown(from)}</bdi>)}</span>}
      </div>
      <div class="conditions">
        {when.length === 0
          ? t('everything')
          : joined(
              when.map((block) => <Block block={block} />),
              'or',
              t('or'),
            )}
      </div>
    </>
  );
}

function Block({ block }: { readonly block: BlockRow }): JSX.Element {
  const { conditions, never } = block;
  if (conditions.length === 0 && never === undefined) return <span>{t('everything')}</span>;
  return (
    <span class={never === undefined ? 'block' : 'block struck'}>
      {conditions.length === 0
        ? t('everything')
        : joined(
            conditions.map(({ text, place }) => <PlaceLink place={place} text={text} class="condition" />),
            'and',
            t('and'),
          )}
      {never !== undefined && <span class="why"> ({shown(never)})</span>}
    </span>
  );
}

function joined(parts: readonly JSX.Element[], look: 'or' | 'and', word: string): ComponentChildren {
  return parts.map((part, index) => (
    <span key={index} class={look}>
      {index > 0 && <span class="dim"> {word} </span>}
      {part}
    </span>
  ));
}

function Never({
  never,
  rows,
}: Pick<RowProps, 'rows'> & { readonly never: NonNullable<RouteRow['never']> }): JSX.Element {
  const by = rows.find(({ id }) => id === never.by);
  return (
    <div class="reason">
      <span aria-hidden="true">⊘ </span>
      {shown(never.text)}
      {by !== undefined && (
        <span>{told(', by {0}', <PlaceLink place={by.place} text={t('rule {0}', by.order)} />)}</span>
      )}
    </div>
  );
}

/** Shares are told in numbers; bars repeat them. */
function Destination({
  destination,
  index,
}: {
  readonly destination: DestinationRow;
  readonly index: number;
}): JSX.Element {
  const { share, text, place, state, why } = destination;
  return (
    <div class={`destination ${state}`}>
      <svg class="bar" width="60" height="8" aria-hidden="true">
        <rect class="frame" x="0.5" y="0.5" width="59" height="7" />
        {share !== undefined && (
          <rect class={`fill fill${index % 3}`} x="1" y="1" width={(58 * share) / 100} height="6" />
        )}
      </svg>
      <span class="share">{share === undefined ? t('no share') : `${share} %`}</span>
      {state !== 'good' && <span class="mark">{state === 'missing' ? '✕' : '?'}</span>}
      <span>
        <PlaceLink place={place} text={text} />
        {why !== undefined && (
          <span class="why"> {state === 'unjudged' ? t('not judged: {0}', shown(why)) : shown(why)}</span>
        )}
      </span>
    </div>
  );
}

function Setting({ setting }: { readonly setting: SettingText | undefined }): JSX.Element | null {
  if (setting === undefined) return null;
  const { text, isDefault, place } = setting;
  if (!isDefault) return <PlaceLink place={place} text={text} />;
  return <span class="dim">{t('{0} (default)', shown(text))}</span>;
}

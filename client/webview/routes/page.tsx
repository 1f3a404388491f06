/** The routes panel: the rules of a host as a table. */
import { type JSX, render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type {
  RouteRow,
  RoutesHead,
  RoutesShown,
} from '../../../server/src/features/routes-table/routes-data.ts';
import { destinations, rules } from '../shared/counts.ts';
import { Checked, CopyButton, Empty, Frame, Pick, Words } from '../shared/frame.tsx';
import { t } from '../shared/l10n.ts';
import { keepLook, keptLook, listen, type PageData, send } from '../shared/store.ts';
import { asText } from './as-text.ts';
import { Row } from './row.tsx';
import '../shared/theme.css';
import './page.css';

function Page({ data }: { readonly data: PageData }): JSX.Element {
  const head = data.head as RoutesHead;
  if (head.state === 'empty') {
    return (
      <Frame title={t('Routes')} status={data.status} foot={null}>
        <Empty why={head.why} />
      </Frame>
    );
  }
  const rows = data.items as readonly RouteRow[];
  const here = rowHere(rows, data.here);
  return (
    <Frame
      title={t('Routes')}
      status={data.status}
      tools={<Choices head={head} />}
      actions={<CopyButton text={t('Copy as text')} copy={() => asText(head, rows)} />}
      foot={<Summary rows={rows} data={data} here={here} />}
    >
      <p class="story">
        {t('Port {0}.', head.port)} <Words sentence={head.story} />
      </p>
      <Table head={head} rows={rows} data={data} here={here} />
    </Frame>
  );
}

function Choices({ head }: { readonly head: RoutesShown }): JSX.Element {
  const { host, hosts, seenBy, viewpoints, port, ports } = head;
  const ask = (change: object) => send({ type: 'ask', input: { host, seenBy, port, ...change } });
  return (
    <>
      <Pick
        label={t('Host')}
        value={host}
        choices={hosts.map((each) => ({ id: each, text: each }))}
        onPick={(id) => send({ type: 'ask', input: { host: id } })}
      />
      <Pick
        label={t('Seen by')}
        value={seenBy}
        choices={viewpoints.map(({ id, text }) => ({ id, text: t('seen by: {0}', text) }))}
        onPick={(id) => ask({ seenBy: id })}
      />
      {ports.length > 1 && (
        <Pick
          label={t('Port')}
          value={String(port)}
          choices={ports.map((each) => ({ id: String(each), text: t('port {0}', each) }))}
          onPick={(id) => ask({ port: Number(id) })}
        />
      )}
    </>
  );
}

interface TableProps {
  readonly head: RoutesShown;
  readonly rows: readonly RouteRow[];
  readonly data: PageData;
  readonly here: RouteRow | undefined;
}

function Table({ head, rows, data, here }: TableProps): JSX.Element {
  const box = useRef<HTMLTableElement>(null);
  useEffect(() => restoreScroll(box.current), []);
  const id = here?.id;
  useEffect(() => {
    // What the cursor touches comes into sight, but never under the hands of somebody who works in the page.
    if (id === undefined || document.hasFocus()) return;
    box.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [id]);
  return (
    <table ref={box} class="routes">
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">{t('When')}</th>
          <th scope="col">{t('Goes to')}</th>
          <th scope="col" class="aside">
            {t('Timeout')}
          </th>
          <th scope="col" class="aside">
            {t('Retries')}
          </th>
          <th scope="col" class="aside">
            {t('Also')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} rows={rows} labels={data.labels} isHere={row === here} />
        ))}
        <tr class="otherwise">
          <td>–</td>
          <td>{t('anything else')}</td>
          <td colSpan={4}>
            <Words sentence={head.otherwise} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** The row whose rule holds the cursor; the innermost place decides. */
function rowHere(rows: readonly RouteRow[], here: readonly string[]): RouteRow | undefined {
  const places = new Set(here);
  return rows.find(({ place }) => places.has(place));
}

function Summary({ rows, here, data }: Omit<TableProps, 'head'>): JSX.Element {
  const never = rows.filter((row) => row.never !== undefined).length;
  const all = rows.flatMap(({ to }) => to);
  const missing = all.filter(({ state }) => state === 'missing').length;
  const judged = all.filter(({ state }) => state !== 'unjudged').length;
  const parts = [
    rules(rows.length),
    ...(never > 0 ? [never === 1 ? t('1 never matches') : t('{0} never match', never)] : []),
    ...(missing > 0 ? [t('{0} not found', destinations(missing))] : []),
  ];
  return (
    <>
      <span role="status">{parts.join(', ')}</span>
      {judged < all.length && <Checked text={t('{0} of {1} checked', judged, destinations(all.length))} />}
      {here !== undefined && (
        <span>{t('cursor: {0}, rule {1}', data.labels.get(here.place) ?? '', here.order)}</span>
      )}
    </>
  );
}

function restoreScroll(table: HTMLElement | null): void {
  const main = table?.closest('main');
  if (!main) return;
  const look = keptLook();
  if (typeof look === 'object' && look !== null && 'scroll' in look)
    main.scrollTop = Number(look.scroll) || 0;
  main.addEventListener('scroll', () => keepLook({ scroll: main.scrollTop }));
}

listen((data) => {
  const root = document.getElementById('page');
  if (root !== null) render(<Page data={data} />, root);
});

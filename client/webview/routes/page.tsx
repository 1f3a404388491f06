/** The routes panel: the rules of a host as a table. */
import { type JSX, render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type {
  RouteRow,
  RoutesHead,
  RoutesShown,
} from '../../../server/src/features/routes-table/routes-data.ts';
import { Empty, Frame, Pick, Words } from '../shared/frame.tsx';
import { keepLook, keptLook, listen, type PageData, send } from '../shared/store.ts';
import { asText } from './as-text.ts';
import { Row } from './row.tsx';
import '../shared/theme.css';
import './page.css';

function Page({ data }: { readonly data: PageData }): JSX.Element {
  const head = data.head as RoutesHead;
  if (head.state === 'empty') {
    return (
      <Frame title="Routes" status={data.status} foot={null}>
        <Empty why={head.why} />
      </Frame>
    );
  }
  const rows = data.items as readonly RouteRow[];
  const here = rowHere(rows, data.here);
  return (
    <Frame
      title="Routes"
      status={data.status}
      tools={<Choices head={head} />}
      actions={
        <button type="button" onClick={() => send({ type: 'copy', text: asText(head, rows) })}>
          Copy as text
        </button>
      }
      foot={<Summary rows={rows} data={data} here={here} />}
    >
      <p class="story">
        Port {head.port}. <Words sentence={head.story} />
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
        label="Host"
        value={host}
        choices={hosts.map((each) => ({ id: each, text: each }))}
        onPick={(id) => send({ type: 'ask', input: { host: id } })}
      />
      <Pick
        label="Seen by"
        value={seenBy}
        choices={viewpoints.map(({ id, text }) => ({ id, text: `seen by: ${text}` }))}
        onPick={(id) => ask({ seenBy: id })}
      />
      {ports.length > 1 && (
        <Pick
          label="Port"
          value={String(port)}
          choices={ports.map((each) => ({ id: String(each), text: `port ${each}` }))}
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
          <th scope="col">When</th>
          <th scope="col">Goes to</th>
          <th scope="col" class="aside">
            Timeout
          </th>
          <th scope="col" class="aside">
            Retries
          </th>
          <th scope="col" class="aside">
            Also
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} rows={rows} labels={data.labels} isHere={row === here} />
        ))}
        <tr class="otherwise">
          <td>–</td>
          <td>anything else</td>
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
    counted(rows.length, 'rule'),
    ...(never > 0 ? [`${never} never ${never === 1 ? 'matches' : 'match'}`] : []),
    ...(missing > 0 ? [`${counted(missing, 'destination')} not found`] : []),
  ];
  return (
    <>
      <span role="status">{parts.join(', ')}</span>
      {judged < all.length && (
        <span>
          {judged} of {counted(all.length, 'destination')} checked
        </span>
      )}
      {here !== undefined && (
        <span>
          cursor: {data.labels.get(here.place)}, rule {here.order}
        </span>
      )}
    </>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
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

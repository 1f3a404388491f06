/** The mesh graph: one page for the overview, the picture and its table. */
import { type JSX, render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type {
  GraphHead,
  GraphItem,
  GraphShown,
} from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import type { Card, PictureLink } from '../../../server/src/graph/picture/picture.ts';
import { Empty, Frame } from '../shared/frame.tsx';
import { keepLook, keptLook, listen, type PageData, send } from '../shared/store.ts';
import { savePicture } from './export.ts';
import { findingStops } from './finding-stops.ts';
import { Graph } from './graph.tsx';
import { type Look, lookFrom } from './look.ts';
import { Overview } from './overview.tsx';
import { pathThrough, relationsOf } from './relations.ts';
import { TableView } from './table-view.tsx';
import { Actions, Tools } from './toolbar.tsx';
import { plural } from './words.ts';
import '../shared/theme.css';
import './page.css';

function Page({ data }: { readonly data: PageData }): JSX.Element {
  const head = data.head as GraphHead;
  if (head.state === 'empty') {
    return (
      <Frame title="Mesh" status={data.status} foot={null}>
        <Empty why={head.why} />
        <p class="empty">
          <button type="button" onClick={() => send({ type: 'act', action: 'openSample' })}>
            Open the sample mesh
          </button>
        </p>
      </Frame>
    );
  }
  return <Shown head={head} data={data} />;
}

function Shown({ head, data }: { readonly head: GraphShown; readonly data: PageData }): JSX.Element {
  const [look, setLook] = useState<Look>(() => lookFrom(keptLook()));
  const change = (part: Partial<Look>) => setLook((old) => ({ ...old, ...part }));
  const place = useRef({ left: look.left, top: look.top });
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => keepLook({ ...look, ...place.current }), [look]);
  const onScroll = (left: number, top: number) => {
    place.current = { left, top };
    keepLook({ ...latest.current, left, top });
  };
  const { cards, links } = useMemo(() => contentOf(data.items as readonly GraphItem[]), [data.items]);
  const kept = useMemo(
    () => (look.isOpenFileOnly ? touchedPart(cards, links) : { cards, links }),
    [cards, links, look.isOpenFileOnly],
  );
  const relations = useMemo(() => relationsOf(kept.cards, kept.links), [kept]);
  const selected =
    look.selected !== undefined && relations.owner.has(look.selected) ? look.selected : undefined;
  const marked = useMemo(
    () => (selected === undefined ? undefined : pathThrough(selected, relations)),
    [selected, relations],
  );
  const found = useMemo(() => matchesOf(kept.cards, look.search), [kept, look.search]);
  const stops = useMemo(() => findingStops(kept.cards), [kept]);
  const [at, setAt] = useState(-1);
  const goTo = useRef<(id: string) => void>(() => {});
  const step = (by: 1 | -1) => {
    if (stops.length === 0) return;
    const next = at < 0 && by < 0 ? stops.length - 1 : (at + by + stops.length) % stops.length;
    setAt(next);
    change({ isTable: false });
    goTo.current(stops[next]?.id ?? '');
  };
  const isOverview = head.open.length === 0;
  const bright = marked?.ids ?? found;
  return (
    <Frame
      title="Mesh"
      status={data.status}
      tools={<Tools head={head} look={look} matches={found?.size ?? 0} change={change} />}
      actions={
        <Actions
          findings={{ at: Math.min(at, stops.length - 1), count: stops.length, worst: stops[0]?.worst }}
          look={look}
          change={change}
          step={step}
          save={(format) => void savePicture(format, kept)}
        />
      }
      foot={<Foot head={head} aloud={stops[at]?.message} />}
    >
      {isOverview ? (
        <Overview head={head} gateways={kept.cards} search={look.search} />
      ) : look.isTable ? (
        <TableView links={kept.links} relations={relations} bright={bright} />
      ) : kept.cards.length === 0 ? (
        <p class="empty" role="status">
          The open file has no part in these namespaces.{' '}
          <button type="button" class="link" onClick={() => change({ isOpenFileOnly: false })}>
            Clear the filter
          </button>
        </p>
      ) : (
        <Graph
          head={head}
          cards={kept.cards}
          links={kept.links}
          relations={relations}
          labels={data.labels}
          here={data.here}
          look={{ ...look, selected }}
          marked={marked}
          bright={bright}
          change={change}
          step={step}
          onScroll={onScroll}
          goTo={goTo}
        />
      )}
    </Frame>
  );
}

function contentOf(items: readonly GraphItem[]): {
  readonly cards: readonly Card[];
  readonly links: readonly PictureLink[];
} {
  return {
    cards: items.flatMap((item) => ('card' in item ? [item.card] : [])),
    links: items.flatMap((item) => ('link' in item ? [item.link] : [])),
  };
}

/** What the open file writes, and what is linked with it. */
function touchedPart(cards: readonly Card[], links: readonly PictureLink[]): ReturnType<typeof contentOf> {
  const { owner } = relationsOf(cards, links);
  const kept = new Set(cards.filter(({ isTouched }) => isTouched === true).map(({ id }) => id));
  const near = links.filter(
    ({ from, to }) => kept.has(owner.get(from)?.id ?? '') || kept.has(owner.get(to)?.id ?? ''),
  );
  const ids = new Set([
    ...kept,
    ...near.flatMap(({ from, to }) => [owner.get(from)?.id ?? '', owner.get(to)?.id ?? '']),
  ]);
  return { cards: cards.filter(({ id }) => ids.has(id)), links: near };
}

/** Ids of cards and rows whose text holds what is searched; undefined when nothing is. */
function matchesOf(cards: readonly Card[], search: string): ReadonlySet<string> | undefined {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return undefined;
  const found = new Set<string>();
  for (const card of cards) {
    const rows = card.rows.filter(({ text, side = '' }) => `${text} ${side}`.toLowerCase().includes(wanted));
    if (
      rows.length > 0 ||
      `${card.name} ${card.full ?? ''} ${card.note ?? ''}`.toLowerCase().includes(wanted)
    )
      found.add(card.id);
    for (const { id } of rows) found.add(id);
  }
  return found;
}

interface FootProps {
  readonly head: GraphShown;
  readonly aloud: string | undefined;
}

function Foot({ head, aloud }: FootProps): JSX.Element {
  const { counts, references, open, namespaces, otherFindings, closed } = head;
  const size = [
    plural(counts.gateways, 'gateway'),
    plural(counts.hosts, 'host'),
    plural(counts.services, 'service'),
    plural(counts.namespaces, 'namespace'),
  ].join(' · ');
  return (
    <>
      <span>{size}</span>
      {open.length > 0 && open.length < namespaces.length && (
        <span>
          {open.length} of {plural(namespaces.length, 'namespace')} shown
        </span>
      )}
      {closed.length > 0 && (
        <span>closed, since more than 600 cards cannot be read: {closed.join(', ')}</span>
      )}
      <span>
        {references.judged} of {plural(references.all, 'reference')} checked
      </span>
      {otherFindings > 0 && (
        <span>{plural(otherFindings, 'finding')} of what is not drawn: see Problems</span>
      )}
      <span class="aloud" aria-live="polite">
        {aloud}
      </span>
    </>
  );
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'f' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    document.querySelector<HTMLInputElement>('.search')?.focus();
  }
});

listen((data) => {
  const root = document.getElementById('page');
  if (root !== null) render(<Page data={data} />, root);
});

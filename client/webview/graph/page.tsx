/** The mesh graph: one page for the overview, the picture and its table. */
import { type JSX, render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type {
  GraphHead,
  GraphItem,
  GraphShown,
} from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { searchedText } from '../../../server/src/graph/picture/search.ts';
import { Empty, Frame } from '../shared/frame.tsx';
import { t } from '../shared/l10n.ts';
import { keepLook, keptLook, listen, type PageData, send } from '../shared/store.ts';
import { noteAnswered, useCountedSearch } from './asking.ts';
import { contentOf, filtered, matchesOf } from './content.ts';
import { savePicture } from './export.ts';
import { Foot, Unproved } from './foot.tsx';
import { Graph } from './graph.tsx';
import { fitWidth, type Look, lookFrom } from './look.ts';
import { Overview } from './overview.tsx';
import { pathThrough, relationsOf } from './relations.ts';
import { useSteps } from './steps.ts';
import { TableView } from './table-view.tsx';
import { Actions, Tools } from './toolbar.tsx';
import '../shared/theme.css';
import './page.css';

function Page({ data }: { readonly data: PageData }): JSX.Element {
  const head = data.head as GraphHead;
  if (head.state === 'empty') {
    return (
      <Frame title={t('Mesh')} status={data.status} foot={null}>
        <Empty why={head.why} />
        <p class="empty">
          <button type="button" onClick={() => send({ type: 'act', action: 'openSample' })}>
            {t('Open the sample mesh')}
          </button>
        </p>
      </Frame>
    );
  }
  return <Shown head={head} data={data} />;
}

function Shown({ head, data }: { readonly head: GraphShown; readonly data: PageData }): JSX.Element {
  const { look, change, onScroll } = useLook();
  noteAnswered(head);
  useCountedSearch(look.search, head);
  const picture = useMemo(() => contentOf(data.items as readonly GraphItem[]), [data.items]);
  const kept = useMemo(() => filtered(picture, look), [picture, look.isOpenFileOnly, look.isFindingsOnly]);
  const relations = useMemo(() => relationsOf(kept.cards, kept.links), [kept]);
  const selected =
    look.selected !== undefined && relations.owner.has(look.selected) ? look.selected : undefined;
  const marked = useMemo(
    () => (selected === undefined ? undefined : pathThrough(selected, relations)),
    [selected, relations],
  );
  const found = useMemo(() => matchesOf(kept.cards, look.search), [kept, look.search]);
  const goTo = useRef<(id: string, isTyping?: boolean) => void>(() => {});
  const isOverview = head.open.length === 0;
  const named = isOverview ? head.namespaces.filter(({ name }) => isNamed(name, look.search)) : [];
  const steps = useSteps({
    head,
    cards: kept.cards,
    found,
    closed: closedFound(head, look.search),
    goTo: (id, isTyping) => {
      if (look.isTable) change({ isTable: false });
      goTo.current(id, isTyping);
    },
  });
  const bright = marked?.ids ?? found;
  return (
    <Frame
      title={t('Mesh')}
      status={data.status}
      tools={
        <Tools
          head={head}
          look={look}
          matches={(found?.size ?? 0) + named.length}
          change={change}
          next={steps.next}
        />
      }
      actions={
        <Actions
          findings={steps}
          look={look}
          change={change}
          step={steps.step}
          save={(format) => void savePicture(format, kept)}
        />
      }
      foot={<Foot head={head} aloud={steps.message} />}
    >
      {isOverview ? (
        <Overview
          head={head}
          gateways={picture.cards}
          search={look.search}
          onlyFindings={look.isFindingsOnly}
        />
      ) : look.isTable ? (
        <TableView links={kept.links} relations={relations} bright={bright} />
      ) : kept.cards.length === 0 ? (
        <Filtered look={look} change={change} />
      ) : (
        <div class="drawing">
          <Unproved references={head.references} />
          <Graph
            head={head}
            {...kept}
            relations={relations}
            labels={data.labels}
            here={data.here}
            isPartial={data.status.state === 'indexing'}
            look={{ ...look, selected }}
            marked={marked}
            bright={bright}
            change={change}
            step={steps.step}
            onScroll={onScroll}
            goTo={goTo}
          />
        </div>
      )}
    </Frame>
  );
}

/** The first view fits the width. */
function firstLook(): Look {
  const look = lookFrom(keptLook());
  return look.zoom === 0 ? { ...look, zoom: fitWidth(document.body) } : look;
}

/** What a person has done to the picture; kept with the place that is scrolled to. */
function useLook() {
  const [look, setLook] = useState<Look>(firstLook);
  const place = useRef({ left: look.left, top: look.top });
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => keepLook({ ...look, ...place.current }), [look]);
  return {
    look,
    change: (part: Partial<Look>) => setLook((old) => ({ ...old, ...part })),
    onScroll: (left: number, top: number) => {
      place.current = { left, top };
      keepLook({ ...latest.current, left, top });
    },
  };
}

function isNamed(name: string, search: string): boolean {
  const searched = searchedText(search);
  return searched !== '' && name.toLowerCase().includes(searched);
}

/** Closed namespaces in which something is found, or whose names are what is searched. */
function closedFound({ namespaces, open }: GraphShown, search: string): readonly string[] {
  return namespaces
    .filter(({ name, matches }) => !open.includes(name) && (matches !== undefined || isNamed(name, search)))
    .map(({ name }) => name);
}

interface FilteredProps {
  readonly look: Look;
  change(part: Partial<Look>): void;
}

/** The filters leave nothing. */
function Filtered({ look, change }: FilteredProps): JSX.Element {
  return (
    <p class="empty" role="status">
      {look.isFindingsOnly
        ? t('Nothing that is shown has findings.')
        : t('The open file has no part in these namespaces.')}{' '}
      <button
        type="button"
        class="link"
        onClick={() => change({ isOpenFileOnly: false, isFindingsOnly: false })}
      >
        {t('Clear the filter')}
      </button>
    </p>
  );
}

listen((data) => {
  const root = document.getElementById('page');
  if (root !== null) render(<Page data={data} />, root);
});

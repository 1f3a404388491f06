/** What the graph's page decides by itself: paths of requests, moves of the keyboard, what is kept. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { layOut } from '../../../server/src/graph/picture/layout.ts';
import type { Card, PictureLink } from '../../../server/src/graph/picture/picture.ts';
import { changesAloud } from './aloud.ts';
import { filtered, matchesOf } from './content.ts';
import { findingStops } from './finding-stops.ts';
import { FIRST_LOOK, lookFrom } from './look.ts';
import { move, moveToSibling, stopsOf } from './moves.ts';
import { pathThrough, relationsOf } from './relations.ts';
import { movesBetween } from './settle.ts';
import { openness } from './shown-rows.ts';
import { aloudOfRow, settingsOf } from './words.ts';

const card = (part: Partial<Card> & Pick<Card, 'id' | 'kind' | 'column'>): Card => ({
  band: part.column === 0 ? '' : 'shop',
  name: part.id,
  rows: [],
  ...part,
});
const CARDS: readonly Card[] = [
  card({ id: 'edge', kind: 'gateway', column: 0 }),
  card({
    id: 'a',
    kind: 'host',
    column: 1,
    rows: [
      { id: 'a1', text: '1' },
      { id: 'a2', text: '2' },
    ],
  }),
  card({ id: 'b', kind: 'host', column: 1, rows: [{ id: 'b1', text: '1' }] }),
  card({
    id: 'x',
    kind: 'service',
    column: 2,
    rows: [
      { id: 'x1', text: 'v1' },
      { id: 'x2', text: 'v2' },
    ],
  }),
  card({ id: 'y', kind: 'service', column: 2 }),
];
const link = (from: string, to: string, kind: PictureLink['kind'] = 'routes'): PictureLink => ({
  id: `${from}-${to}`,
  from,
  to,
  kind,
});
const LINKS = [
  link('edge', 'a', 'admits'),
  link('a1', 'x1'),
  link('a2', 'x2'),
  link('a2', 'y'),
  link('b1', 'y'),
];
const RELATIONS = relationsOf(CARDS, LINKS);
const path = (id: string) => [...pathThrough(id, RELATIONS).links].sort();

describe('the path of a request', () => {
  it('goes from a route down to its subset, and up to the gateway', () => {
    assert.deepEqual(path('a1'), ['a1-x1', 'edge-a']);
    assert.deepEqual([...pathThrough('a1', RELATIONS).ids].sort(), ['a', 'a1', 'edge', 'x', 'x1']);
  });

  it('goes through all rows of a card, and from a gateway through all routes of its hosts', () => {
    assert.deepEqual(path('a'), ['a1-x1', 'a2-x2', 'a2-y', 'edge-a']);
    assert.deepEqual(path('edge'), ['a1-x1', 'a2-x2', 'a2-y', 'edge-a']);
  });

  it('goes up from a service to every route that reaches it', () => {
    assert.deepEqual(path('y'), ['a2-y', 'b1-y', 'edge-a']);
    assert.deepEqual(path('x2'), ['a2-x2', 'edge-a']);
  });
});

describe('moves of the keyboard', () => {
  const isOpen = ({ rows }: Card) => rows.length > 0;
  const columns = stopsOf(CARDS, layOut({ cards: CARDS, links: LINKS, isOpen }), isOpen);
  const go = (key: string, id: string) => move(key, id, columns, RELATIONS);

  it('go along columns and lines, and stop at the ends', () => {
    assert.equal(go('ArrowDown', 'a'), 'a1');
    assert.equal(go('ArrowUp', 'a'), 'band shop');
    assert.equal(go('ArrowUp', 'band shop'), 'band shop');
    assert.equal(go('ArrowDown', 'band shop'), 'a');
    assert.equal(go('ArrowRight', 'band shop'), undefined);
    assert.equal(go('ArrowRight', 'a2'), 'x2');
    assert.equal(go('ArrowLeft', 'x2'), 'a2');
    assert.equal(go('ArrowRight', 'edge'), 'a');
    assert.equal(go('ArrowLeft', 'edge'), undefined);
    assert.equal(go('End', 'a'), columns[1]?.at(-1)?.id);
    assert.equal(go('x', 'a'), undefined);
  });

  it('go with Alt through the other ends of the line that was followed', () => {
    const sibling = (key: string, id: string) =>
      moveToSibling(key, id, { from: 'a2', key: 'ArrowRight' }, columns, RELATIONS);
    assert.equal(sibling('ArrowDown', 'x2'), 'y');
    assert.equal(sibling('ArrowUp', 'y'), 'x2');
    assert.equal(sibling('ArrowUp', 'x2'), 'x2');
    assert.equal(sibling('ArrowDown', 'edge'), undefined);
    assert.equal(moveToSibling('ArrowDown', 'x2', undefined, columns, RELATIONS), undefined);
  });

  it('go to the card where the end of a line is not shown', () => {
    const closed = stopsOf(CARDS, layOut({ cards: CARDS, links: LINKS, isOpen: () => false }), () => false);
    assert.equal(move('ArrowRight', 'a', closed, RELATIONS), 'x');
  });
});

it('what changes unseen is read aloud', () => {
  const tile = (name: string, count = 0) => ({
    name,
    services: 1,
    hosts: 1,
    isTouched: false,
    gateways: [],
    ...(count > 0 && { findings: { worst: 'error' as const, count, messages: [] } }),
  });
  const told = (open: string[], count = 0) => ({
    open,
    namespaces: [tile('far', count), tile('shop')],
    otherFindings: 1,
  });
  assert.equal(changesAloud(told(['shop']), told(['shop'])), '');
  assert.equal(
    changesAloud(told(['shop']), told(['shop', 'far'], 2)),
    'namespace far opened, 3 findings now',
  );
  assert.equal(changesAloud(told(['shop', 'far']), told([])), '2 namespaces closed');
});

it('what is hostile in a name or a value is shown, not obeyed', () => {
  const row = { id: 'r', text: '/', timeout: '5s\u202e', perTry: '\u0007<img>' };
  assert.deepEqual(settingsOf(row), ['⏱ timeout 5s⟨U+202E⟩', '␇<img> each try']);
  const told = (open: string[]) => ({ open, namespaces: [], otherFindings: 0 });
  assert.equal(changesAloud(told([]), told(['a\u202eb'])), 'namespace a⟨U+202E⟩b opened');
});

it('only what stood elsewhere moves', () => {
  const at = (y: number) => ({ x: 0, y, width: 1, height: 1 });
  const layout = (cards: Readonly<Record<string, number>>) => ({
    cards: new Map(Object.entries(cards).map(([id, y]) => [id, at(y)])),
    bands: [],
    height: 0,
  });
  const moves = movesBetween(layout({ a: 0, b: 10, gone: 20 }), layout({ a: 0, b: 44, added: 10 }));
  assert.deepEqual([...moves], [['b', 34]]);
});

it('what is written about time and tries is told of a route', () => {
  const row = { id: 'r', text: '/', order: 2, timeout: '5s', retries: 1, perTry: '2s' };
  assert.equal(aloudOfRow(CARDS[1] as Card, row), 'Route 2 of a, ⏱ timeout 5s, ↻ 1 retry, 2s each try');
  assert.deepEqual(settingsOf({ id: 'r', text: '/', retries: 0 }), ['↻ no retries']);
  assert.deepEqual(settingsOf({ id: 'r', text: '/' }), []);
});

it('rows are shown of what is touched, found, selected or opened by hand', () => {
  const touched = { ...(CARDS[1] as Card), isTouched: true };
  const isOpen = (look: Partial<typeof FIRST_LOOK>, of: Card) =>
    openness({ ...FIRST_LOOK, ...look }, RELATIONS, undefined)(of);
  assert.equal(isOpen({}, CARDS[1] as Card), false);
  assert.equal(isOpen({}, touched), true);
  assert.equal(isOpen({ closed: ['a'] }, touched), false);
  assert.equal(isOpen({ opened: ['a'] }, CARDS[1] as Card), true);
  assert.equal(isOpen({ selected: 'a2' }, CARDS[1] as Card), true);
});

it('findings are stepped through with the worst first', () => {
  const mark = (worst: 'error' | 'warning') => ({ worst, count: 1, messages: [`${worst}!`] });
  const cards = [
    card({ id: 'p', kind: 'service', column: 2, findings: mark('warning') }),
    card({ id: 'q', kind: 'host', column: 1, rows: [{ id: 'q1', text: '', findings: mark('error') }] }),
  ];
  assert.deepEqual(
    findingStops(cards).map(({ id, message }) => [id, message]),
    [
      ['q1', 'error!'],
      ['p', 'warning!'],
    ],
  );
});

it('findings of closed namespaces come last, as one stop that opens them', () => {
  const findings = { worst: 'error', count: 3, messages: ['three!'] } as const;
  const tile = { name: 'far', services: 1, hosts: 1, isTouched: false, gateways: [], findings };
  const cards = [
    card({ id: 'p', kind: 'service', column: 2, findings: { ...findings, worst: 'info', count: 1 } }),
  ];
  const stops = findingStops(cards, [tile, { ...tile, name: 'shop' }], ['shop']);
  assert.deepEqual(
    stops.map(({ id, closed, count }) => [id, closed, count]),
    [
      ['p', undefined, 1],
      ['namespace far', 'far', 3],
    ],
  );
});

it('filters keep what they ask for, with what is linked with it', () => {
  const picture = {
    cards: CARDS.map((each) => (each.id === 'b' ? { ...each, isTouched: true } : each)),
    links: LINKS,
  };
  const ids = (look: Partial<typeof FIRST_LOOK>) =>
    filtered(picture, { ...FIRST_LOOK, ...look }).cards.map(({ id }) => id);
  assert.deepEqual(ids({}), ['edge', 'a', 'b', 'x', 'y']);
  assert.deepEqual(ids({ isOpenFileOnly: true }), ['b', 'y']);
  assert.deepEqual(ids({ isFindingsOnly: true }), []);
  assert.deepEqual([...(matchesOf(CARDS, ' V2 ') ?? [])], ['x', 'x2']);
  assert.equal(matchesOf(CARDS, '  '), undefined);
});

it('what was kept is read field by field', () => {
  assert.deepEqual(lookFrom({ ...FIRST_LOOK, zoom: 1.5, opened: ['a'] }), {
    ...FIRST_LOOK,
    zoom: 1.5,
    opened: ['a'],
  });
  for (const value of [undefined, null, 3, 'x', { zoom: 'large', opened: 3, selected: {} }])
    assert.deepEqual(lookFrom(value), FIRST_LOOK);
  assert.equal(lookFrom({ zoom: 99 }).zoom, 2);
});

/** The picture of the mesh: places that stay, the same whatever the order, and nothing in it that runs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsByResource } from '../../server/src/graph/findings-of.ts';
import { keepLayout } from '../../server/src/graph/picture/keep.ts';
import { type Layout, layOut } from '../../server/src/graph/picture/layout.ts';
import type { Card, Picture, PictureLink } from '../../server/src/graph/picture/picture.ts';
import { cutMiddle } from '../../server/src/graph/picture/shapes.ts';
import { DARK, toSvg } from '../../server/src/graph/picture/svg.ts';
import { pictureOf } from '../../server/src/graph/picture-of.ts';
import { meshOfTexts } from '../semantics/mesh-of.ts';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  ['$', '{alert(1)}'].join(''),
  ']]>',
  '\u202egnp.exe',
  '\u0000\u001b[31m\uffff\ud800',
  'x'.repeat(10_000),
];

/** A mesh of any size from a seed: hosts with routes to services, gateways, some edges between namespaces. */
function madePicture(seed: number, services: number): Picture {
  const next = randomFrom(seed);
  const cards: Card[] = [];
  const links: PictureLink[] = [];
  for (let index = 0; index < services; index++) {
    const band = `n${Math.floor(index / 10)}`;
    const rows = [{ id: `subset ${index} v1`, text: 'v1', side: 'pod' }];
    cards.push({ id: `service ${index}`, kind: 'service', column: 2, band, name: `s${index}`, rows });
    if (next() < 0.2) continue;
    const routes = Array.from({ length: 1 + Math.floor(next() * 3) }, (_, at) => ({
      id: `route ${index} ${at}`,
      order: at + 1,
      text: 'everything',
    }));
    cards.push({ id: `host ${index}`, kind: 'host', column: 1, band, name: `h${index}`, rows: routes });
    for (const { id } of routes) {
      const target = next() < 0.8 ? index : Math.floor(next() * services);
      links.push({ id: `link ${id}`, from: id, to: `subset ${target} v1`, kind: 'routes' });
    }
    if (next() < 0.3) {
      const gateway = `gateway ${Math.floor(next() * 4)}`;
      if (!cards.some(({ id }) => id === gateway))
        cards.push({
          id: gateway,
          kind: 'gateway',
          column: 0,
          band: '',
          name: gateway,
          note: '80/HTTP',
          rows: [],
        });
      links.push({ id: `link ${gateway} ${index}`, from: gateway, to: `host ${index}`, kind: 'admits' });
    }
  }
  return { cards, links };
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  return items
    .map((item) => [next(), item] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item);
}

const everyOther = ({ id }: Card) => id.length % 2 === 0;

function checkPlaces({ cards: placed, bands }: Layout, { cards }: Picture): void {
  for (const column of [0, 1, 2]) {
    const own = cards
      .filter((card) => card.column === column)
      .map((card) => ({ card, at: placed.get(card.id) }));
    const sorted = own.sort((a, b) => (a.at?.y ?? 0) - (b.at?.y ?? 0));
    for (const [index, { card, at }] of sorted.entries()) {
      assert.ok(at !== undefined && Number.isInteger(at.y) && at.y >= 0, `${card.id} has a place`);
      const before = sorted[index - 1]?.at;
      assert.ok(before === undefined || before.y + before.height < at.y, `${card.id} overlaps`);
      const band = bands.find(({ name }) => name === card.band);
      const isInside = band === undefined || (at.y > band.y && at.y + at.height <= band.y + band.height);
      assert.ok(card.column === 0 || (band !== undefined && isInside), `${card.id} is outside of its band`);
    }
  }
}

describe('the layout', () => {
  it('is the same whatever the order of its input, without overlaps', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const picture = madePicture(seed, 60);
      const layout = layOut({ ...picture, isOpen: everyOther });
      checkPlaces(layout, picture);
      const next = randomFrom(seed + 100);
      const other = { cards: shuffled(picture.cards, next), links: shuffled(picture.links, next) };
      assert.deepEqual(layOut({ ...other, isOpen: everyOther }), layout);
    }
  });

  it('keeps what stays, through many edits', () => {
    const next = randomFrom(7);
    let picture = madePicture(3, 100);
    let layout = layOut({ ...picture, isOpen: everyOther });
    let moved = 0;
    let seen = 0;
    for (let edit = 0; edit < 200; edit++) {
      const kept = keepLayout(layout, { ...picture, isOpen: everyOther });
      assert.deepEqual(kept.cards, layout.cards, 'what is unchanged moves nothing');
      const gone = Math.floor(next() * picture.cards.length);
      const cards = picture.cards.filter((_, index) => index !== gone);
      if (next() < 0.5) {
        const band = `n${Math.floor(next() * 11)}`;
        cards.push({ id: `new ${edit}`, kind: 'service', column: 2, band, name: `new${edit}`, rows: [] });
      }
      picture = { cards, links: picture.links };
      const after = keepLayout(layout, { ...picture, isOpen: everyOther });
      checkPlaces(after, picture);
      const top = ({ bands }: Layout, id: string) => {
        const band = cards.find((card) => card.id === id)?.band;
        return bands.find(({ name }) => name === band)?.y ?? 0;
      };
      for (const [id, { y }] of layout.cards) {
        const now = after.cards.get(id);
        if (now === undefined) continue;
        seen++;
        // A band that grows pushes those below it down as a whole.
        if (now.y - top(after, id) !== y - top(layout, id)) moved++;
      }
      layout = after;
    }
    assert.ok(moved / seen < 0.005, `${moved} of ${seen} cards have moved`);
  });

  it('of 600 cards takes a few milliseconds', () => {
    const picture = madePicture(5, 330);
    layOut({ ...picture, isOpen: everyOther });
    const start = performance.now();
    layOut({ ...picture, isOpen: everyOther });
    const time = performance.now() - start;
    assert.ok(time < 150, `${time} ms for ${picture.cards.length} cards`);
  });
});

describe('the picture as SVG', () => {
  const ALLOWED = new Set(['svg', 'title', 'desc', 'g', 'rect', 'path', 'text']);

  it('holds hostile names as text, and nothing that runs or loads', () => {
    const cards = HOSTILE.map((name, index): Card => {
      const rows = [{ id: `row ${index}`, order: 1, text: name, side: name, shares: [20, 80], place: 'p' }];
      return { id: `host ${index}`, kind: 'host', column: 1, band: name, name, rows };
    });
    const svg = toSvg({ cards, links: [] }, DARK);
    for (const [, tag = ''] of svg.matchAll(/<\/?([a-zA-Z]+)/g)) assert.ok(ALLOWED.has(tag), tag);
    assert.doesNotMatch(svg.replace(/>[^<]*</g, '><'), /\son[a-z]+=|href|url\(|<style|javascript/i);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them.
    assert.doesNotMatch(svg, /[\u0000-\u0008\u000b-\u001f\u202e\ufffe\uffff]/);
    assert.ok(svg.includes('&#60;img src=x'), 'the name is there as text');
  });

  it('draws the mesh with its marks', () => {
    const { mesh, snapshot } = meshOfTexts([MESH]);
    for (const _ of snapshot.analyze());
    const picture = pictureOf(mesh, {
      findings: findingsByResource(snapshot),
      placeId: () => undefined,
      isTouched: () => false,
    });
    const lines = picture.cards.map(
      (card) =>
        `${card.column} ${card.band} ${card.kind} ${card.name}${card.state === undefined ? '' : ` ${card.state}`}${card.mtls === undefined ? '' : ` ${card.mtls} ${card.access}`}: ${card.rows.map(({ text, side }) => (side === undefined ? text : `${text} (${side})`)).join(', ')}`,
    );
    assert.deepEqual(lines, [
      '0  gateway edge: ',
      '1 shop host books.example.com: path starts with "/a" (90 : 10), everything else',
      '2 shop service books strict policies: v1 (books-v1)',
      '2 shop unknown books v2 missing: ',
      '2 shop unknown gone missing: ',
    ]);
    const svg = toSvg(picture);
    for (const text of ['books.example.com', 'everything else', '90 : 10', 'not found'])
      assert.ok(svg.includes(`>${text}<`), text);
  });
});

describe('the rows of a host', () => {
  const rowsOf = (text: string) =>
    pictureOf(meshOfTexts([text]).mesh, {
      findings: new Map(),
      placeId: () => undefined,
      isTouched: () => false,
    })
      .cards.filter(({ kind }) => kind === 'host')
      .map(
        ({ name, rows }) =>
          `${name}: ${rows.map(({ order, text: words }) => `${order} ${words}`).join('; ')}`,
      );

  it('say at which proxy they hold, when the object is for several', () => {
    assert.deepEqual(rowsOf(EGRESS), [
      'api.example.org: 1 in mesh; 2 path starts with "/a", at egress; 3 everything else; 4 api.example.org, in mesh',
    ]);
  });

  it('stand in the order in which they are tried', () => {
    assert.deepEqual(rowsOf(RANKED), [
      'api.example.com: 1 exact; 2 long; 3 rest',
      'web.example.com: 1 old; 2 young',
    ]);
  });
});

it('names are cut in the middle', () => {
  assert.equal(
    cutMiddle((text) => text.length, 'catalog-web.example.com', 11, 'name'),
    'catal…e.com',
  );
});

const MESH = `
apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: books-v1, namespace: shop }
spec: { template: { metadata: { labels: { app: books, v: "1" } }, spec: { containers: [] } } }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: books, namespace: shop }
spec: { host: books, subsets: [{ name: v1, labels: { v: "1" } }] }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, namespace: edge }
spec: { selector: { istio: edge }, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*.example.com"] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: books, namespace: shop }
spec:
  hosts: [books.example.com]
  gateways: [edge/edge]
  http:
    - match: [{ uri: { prefix: /a } }]
      route:
        - { destination: { host: books, subset: v1 }, weight: 90 }
        - { destination: { host: books, subset: v2 }, weight: 10 }
    - route: [{ destination: { host: gone } }]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: books, namespace: shop }
spec: { selector: { matchLabels: { app: books } } }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: shop }
spec: { mtls: { mode: STRICT } }
`;

const EGRESS = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: out, namespace: shop }
spec:
  hosts: [api.example.org]
  gateways: [mesh, edge/egress]
  http:
    - match: [{ gateways: [mesh], port: 80 }]
      route: [{ destination: { host: egress.edge.svc.cluster.local } }]
    - match: [{ gateways: [edge/egress], uri: { prefix: /a } }]
      route: [{ destination: { host: api.example.org } }]
    - route: [{ destination: { host: api.example.org } }]
  tls:
    - match: [{ gateways: [mesh], sniHosts: [api.example.org] }]
      route: [{ destination: { host: egress.edge.svc.cluster.local } }]
`;

const RANKED = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: a, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [api.example.com]
  rules:
    - { name: rest, backendRefs: [{ name: books, port: 80 }] }
    - { name: long, matches: [{ path: { value: /a/b } }, { path: { value: /c } }], backendRefs: [{ name: books, port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: b, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [api.example.com]
  rules:
    - { name: exact, matches: [{ path: { type: Exact, value: / } }], backendRefs: [{ name: books, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: first, namespace: a, creationTimestamp: "2024-01-02T00:00:00Z" }
spec: { hosts: [web.example.com], http: [{ name: young, route: [{ destination: { host: books } }] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: second, namespace: b, creationTimestamp: "2024-01-01T00:00:00Z" }
spec: { hosts: [web.example.com], http: [{ name: old, route: [{ destination: { host: books } }] }] }
`;

/** What a change does: each case is a mesh before and after, and the list as lines. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blastRadius, blastWords } from '../../server/src/features/blast-radius/blast-radius.ts';
import { meshOfTexts } from '../semantics/mesh-of.ts';

const MESH = `
apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: books, namespace: shop }
spec: { template: { metadata: { labels: { app: books, v: "1" } }, spec: { containers: [] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: web, containers: [] } } }
`;
const RULE = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: books, namespace: shop }
spec: { host: books, subsets: [{ name: v1, labels: { v: "1" } }, { name: v2, labels: { v: "2" } }] }
`;
const ROUTES = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: books, namespace: shop }
spec:
  hosts: [books]
  http:
    - match: [{ uri: { prefix: /api } }]
      route: [{ destination: { host: books, subset: v1 } }]
    - route: [{ destination: { host: books, subset: v1 } }]
`;
const POLICY = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: books, namespace: shop }
spec:
  rules:
    - from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }]
      to: [{ operation: { methods: [GET] } }]
`;

function changes(before: readonly string[], after: readonly string[]) {
  const old = meshOfTexts(before).mesh;
  const { mesh, snapshot } = meshOfTexts(after);
  const found = blastRadius(old, mesh);
  const lines = found.items.map(({ group, text, detail }) => `${group} ${text} (${detail})`);
  const textAt = (index: number) => {
    const place = found.items[index]?.place;
    if (place === undefined) return undefined;
    const { uri, range } = snapshot.rangeOf({ ...place, part: 'value' });
    return snapshot.file(uri)?.text.slice(range.start, range.end);
  };
  return { lines, textAt, words: blastWords(found.items), changed: found.changed };
}

describe('blast radius', () => {
  it('names the requests that go elsewhere, and those alone', () => {
    const split = ROUTES.replace(
      'subset: v1 } }]',
      'subset: v1 }, weight: 80 }, { destination: { host: books, subset: v2 }, weight: 20 }]',
    );
    const { lines, words, textAt } = changes([MESH, RULE, ROUTES], [MESH, RULE, split]);
    assert.deepEqual(lines, ['elsewhere GET books.shop/api: v1 → v1 80 %, v2 20 % (from shop/web)']);
    assert.equal(words, '1 request goes elsewhere');
    assert.match(textAt(0) ?? '', /books/);
  });

  it('sees that a destination ends to exist, and that a route is gone', () => {
    const less = RULE.replace('{ name: v1, labels: { v: "1" } }, ', '');
    assert.deepEqual(changes([MESH, RULE, ROUTES], [MESH, less, ROUTES]).lines, [
      'elsewhere GET books.shop/: v1 → v1 (does not exist) (from shop/web)',
      'elsewhere GET books.shop/api: v1 → v1 (does not exist) (from shop/web)',
    ]);
    const gone = changes([MESH, RULE, ROUTES], [MESH, RULE]);
    assert.equal(gone.lines.length, 2);
    assert.equal(gone.textAt(0), undefined, 'what did it is in no file');
  });

  it('names the callers that lose, gain, or may do other things', () => {
    const closed = changes([MESH], [MESH, POLICY]);
    assert.deepEqual(closed.lines, [
      'lose shop/books: shop/web (everything, without a policy → methods GET)',
      'lose shop/books: shop/*, no identity (everything, without a policy → nothing)',
    ]);
    assert.equal(closed.words, '3 callers lose access');
    assert.deepEqual(
      changes([MESH, POLICY], [MESH]).lines.map((line) => line.split(' ')[0]),
      ['gain', 'gain'],
    );
    const other = changes([MESH, POLICY], [MESH, POLICY.replace('GET', 'PUT')]);
    assert.deepEqual(other.lines, ['other shop/books: shop/web (methods GET → methods PUT)']);
    assert.match(other.textAt(0) ?? '', /rules/);
  });

  it('is silent when nothing changes for anybody', () => {
    const same = ROUTES.replace('hosts: [books]', 'hosts: ["books"] # the same');
    assert.equal(changes([MESH, ROUTES], [MESH, same]).changed, 0);
    const annotated = ROUTES.replace('namespace: shop', 'namespace: shop, annotations: { a: b }');
    const noted = changes([MESH, RULE, ROUTES], [MESH, RULE, annotated]);
    assert.deepEqual([noted.changed, noted.lines, noted.words], [1, [], '']);
    const renamed = POLICY.replace('name: books', 'name: other');
    assert.deepEqual(changes([MESH, POLICY], [MESH, renamed]).lines, []);
  });

  it('says where an external authorizer takes over', () => {
    const custom = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: ext, namespace: shop }
spec: { action: CUSTOM, provider: { name: ext }, rules: [{}] }
`;
    assert.deepEqual(changes([MESH], [MESH, custom]).lines, [
      'unjudged shop/books: shop/*, no identity (everything, without a policy → up to an external authorizer)',
    ]);
  });
});

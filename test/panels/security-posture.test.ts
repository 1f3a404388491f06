/** The security panel: letters of the matrix, and what each agrees with. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../server/src/base/json.ts';
import type { PostureHead, PostureRow } from '../../server/src/features/security-posture/posture-data.ts';
import { securityPosture } from '../../server/src/features/security-posture/security-posture.ts';
import { type Access, accessOf, guardedServices } from '../../server/src/semantics/access.ts';
import { callers } from '../../server/src/semantics/access-callers.ts';
import { authorize } from '../../server/src/semantics/authz.ts';
import { Random } from '../engine/random.ts';
import { meshOfTexts } from '../semantics/mesh-of.ts';
import { ask, said } from './ask.ts';

const service = (name: string, namespace: string, port = 'http') => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [{ name: ${port}, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec: { template: { metadata: { labels: { app: ${name} } }, spec: { serviceAccountName: ${name}, containers: [] } } }
---`;
const policy = (name: string, spec: string, namespace = 'shop') => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---`;
const strict = `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: shop }
spec: { mtls: { mode: STRICT }, selector: { matchLabels: { app: books } }, portLevelMtls: { 9: { mode: DISABLE } } }
---`;
const WEB = '{ source: { principals: [cluster.local/ns/shop/sa/web] } }';

function matrix(texts: readonly string[], input: JsonValue = {}) {
  const { answer } = ask(securityPosture, texts, input);
  const head = answer.head as PostureHead;
  if (head.state === 'empty') throw new Error(said(head.why));
  const rows = (answer.items as readonly PostureRow[])
    .filter(({ sort }) => sort !== 'head')
    .map((row) => {
      const bad = [row.mtls.isPlain ? 'plain' : '', row.policies.isOpen ? 'open' : ''].filter(
        (each) => each !== '',
      );
      return `${row.name}: ${row.mtls.text}, ${row.policies.text}, ${row.cells}${bad.length === 0 ? '' : ` (${bad.join(' ')})`}`;
    });
  return { head, rows, columns: head.callers.map(({ text }) => text) };
}

describe('security panel', () => {
  it('tells every operation, some, none, a denial and an open service apart', () => {
    const { rows, columns, head } = matrix([
      service('books', 'shop'),
      service('cart', 'shop'),
      service('web', 'shop'),
      service('db', 'data', 'tcp'),
      strict,
      policy(
        'books',
        `{ selector: { matchLabels: { app: books } }, rules: [{ from: [${WEB}], to: [{ operation: { methods: [GET] } }] }] }`,
      ),
      policy(
        'cart',
        `{ selector: { matchLabels: { app: cart } }, rules: [{ from: [{ source: { namespaces: [shop] } }] }] }`,
      ),
      policy(
        'no-web',
        `{ selector: { matchLabels: { app: cart } }, action: DENY, rules: [{ from: [${WEB}] }] }`,
      ),
      policy('db', `{ selector: { matchLabels: { app: db } } }`, 'data'),
    ]);
    assert.deepEqual(columns, ['shop/web', 'data/*', 'shop/*', 'no identity']);
    assert.deepEqual(rows, [
      'db: plaintext too, 1 policy: nobody, NNNN (plain)',
      'books: strict, 1 policy, SNNN',
      'cart: plaintext too, 2 policies, DNAN (plain)',
      'web: plaintext too, none: open, OOOO (plain open)',
    ]);
    assert.deepEqual([head.plaintext, head.unguarded], [3, 1]);
  });

  it('opens a cell: the rule that decides, and a request to try', () => {
    const texts = [
      `${service('books', 'shop')}${service('web', 'shop')}`,
      policy(
        'books',
        `{ selector: { matchLabels: { app: books } }, rules: [{ from: [${WEB}], to: [{ operation: { methods: [POST], paths: [/a*] } }] }] }`,
      ),
    ];
    const cell = { row: 'service shop/books.shop.svc.cluster.local', caller: 'account shop/web' };
    const { detail } = matrix(texts, { cell }).head;
    assert.equal(detail?.title, 'shop/web → shop/books');
    const [part] = detail?.parts ?? [];
    assert.deepEqual(
      part?.lines.map(({ text }) => text),
      ['ALLOW shop/books, rule 0: methods POST; paths /a*'],
    );
    const { from, method, url } = (part?.attempt ?? {}) as Record<string, unknown>;
    assert.deepEqual([from, method, url], ['workload shop/web', 'POST', 'http://books.shop/a']);
    const gone = { row: 'service shop/gone', caller: 'nobody' };
    assert.equal(matrix(texts, { cell: gone }).head.detail, undefined);
  });

  it('stands in the order of namespaces, then of names', () => {
    const { answer } = ask(securityPosture, [
      service('a', 'billing-1'),
      service('b', 'billing'),
      service('a', 'billing'),
    ]);
    const rows = (answer.items as readonly PostureRow[]).filter(({ sort }) => sort === 'service');
    assert.deepEqual(
      rows.map(({ namespace, name }) => `${namespace}/${name}`),
      ['billing/a', 'billing/b', 'billing-1/a'],
    );
  });

  it('shows many services as namespaces, and opens them one by one', () => {
    const texts = Array.from({ length: 70 }, (_, index) => service(`s${index}`, `n${index % 3}`));
    const lock = policy('all', '{ rules: [{ from: [{ source: { namespaces: [n1] } }] }] }', 'n0');
    const closed = matrix([...texts, lock]);
    assert.equal(closed.head.isCollapsed, true);
    assert.deepEqual(closed.rows, [
      'n0: plaintext too, all have, NANN (plain)',
      'n1: plaintext too, 23 of 23 open, OOOO (plain open)',
      'n2: plaintext too, 23 of 23 open, OOOO (plain open)',
    ]);
    assert.equal(matrix([...texts, lock], { open: ['n1', 'gone'] }).rows.length, 3 + 23);
  });

  it('says where an external authorizer decides, and what ztunnel cannot see', () => {
    const custom = policy('ext', '{ action: CUSTOM, provider: { name: ext }, rules: [{}] }');
    assert.deepEqual(matrix([service('books', 'shop'), custom]).rows, [
      'books: plaintext too, 1 policy, UU (plain)',
    ]);
    const ambient = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/dataplane-mode: ambient } }
---`;
    const l7 = policy('l7', `{ rules: [{ from: [${WEB}], to: [{ operation: { methods: [GET] } }] }] }`);
    assert.deepEqual(matrix([service('books', 'shop'), ambient, l7]).rows, [
      'books: plaintext too, 1 policy: nobody, NNN (plain)',
    ]);
  });

  it('asks the waypoint where there is one', () => {
    const mesh = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/dataplane-mode: ambient, istio.io/use-waypoint: way } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: way, namespace: shop, labels: { istio.io/waypoint-for: service } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---`;
    const target = 'targetRefs: [{ kind: Service, group: "", name: books }]';
    const l7 = policy(
      'l7',
      `{ ${target}, rules: [{ from: [${WEB}], to: [{ operation: { methods: [GET] } }] }] }`,
    );
    const { rows, columns } = matrix([service('books', 'shop'), service('web', 'shop'), mesh, l7]);
    assert.deepEqual(columns.slice(0, 2), ['shop/web', 'shop/*']);
    assert.equal(rows[0]?.startsWith('books: plaintext too, 1 policy, SN'), true, rows[0]);
    assert.equal(rows[1]?.startsWith('web: plaintext too, none: open, OO'), true, rows[1]);
  });

  it('agrees with the engine on every letter that needs no request', () => {
    const random = new Random(19);
    const pick = <T>(list: readonly T[]) => list[Math.floor(random.next() * list.length)] as T;
    for (let round = 0; round < 30; round++) {
      const rules = Array.from({ length: 1 + Math.floor(random.next() * 3) }, (_, index) =>
        policy(
          `p${index}`,
          `{ action: ${pick(['ALLOW', 'DENY'])}, rules: [{ from: [{ source: ${pick(SOURCES)} }] }] }`,
          pick(['shop', 'istio-system']),
        ),
      );
      const { mesh } = meshOfTexts([
        service('books', 'shop'),
        service('web', 'shop'),
        service('web', 'edge'),
        ...rules,
      ]);
      const [guarded] = guardedServices(mesh).filter(({ service: each }) => each.owner.name === 'books');
      for (const caller of callers(mesh)) {
        const letter: Access = accessOf(guarded as NonNullable<typeof guarded>, caller.identity);
        const { decision } = authorize(mesh, {
          workload: { type: 'sidecar', namespace: 'shop', labels: new Map([['app', 'books']]) },
          protocol: 'http',
          connection: { principal: caller.identity.principal },
          request: { host: 'books', path: '/' },
        });
        const isIn = letter === 'all' || letter === 'open';
        assert.equal(
          isIn,
          decision === 'ALLOW',
          `${caller.text} is ${letter}, and gets ${decision}\n${rules.join('\n')}`,
        );
      }
    }
  });
});

const SOURCES = [
  '{ principals: [cluster.local/ns/shop/sa/web] }',
  '{ principals: ["*/sa/web"] }',
  '{ principals: ["*"] }',
  '{ notPrincipals: [cluster.local/ns/shop/sa/web] }',
  '{ namespaces: [shop] }',
  '{ namespaces: ["e*"], principals: ["*"] }',
  '{ notNamespaces: [edge] }',
  '{ serviceAccounts: [web] }',
  '{ notServiceAccounts: [edge/web] }',
  '{ trustDomains: [cluster.local] }',
  '{}',
];

/** Request tests and invariants: documents in, outcomes out. Invariants are held against random requests. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorize } from '../../server/src/semantics/authz.ts';
import { Fields } from '../../server/src/semantics/fields.ts';
import { decideInvariant } from '../../server/src/semantics/tests/invariant.ts';
import { runMeshTest } from '../../server/src/semantics/tests/mesh-test.ts';
import { runValidatorSuite } from '../../server/src/semantics/tests/validator-suite.ts';
import { readWhole } from '../../server/src/yaml/read-whole.ts';
import { nodeToJson } from '../../server/src/yaml/to-json.ts';
import { Random } from '../engine/random.ts';
import { meshOfTexts } from './mesh-of.ts';

const MESH = `
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { selector: { app: db }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: db, namespace: shop }
spec: { template: { metadata: { labels: { app: db } }, spec: { serviceAccountName: db, containers: [] } } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: db, namespace: shop }
spec:
  hosts: [db, www.example.com]
  http:
    - name: old
      match: [{ uri: { prefix: /old } }]
      redirect: { uri: /new }
    - name: rest
      rewrite: { uri: /v2 }
      route: [{ destination: { host: db, port: { number: 80 } } }]
`;

function policy(text: string): string {
  return `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: p, namespace: shop }\nspec: ${text}\n`;
}

function fieldsOf(text: string): Fields {
  const { documents } = readWhole(text);
  const root = documents[0]?.document.root;
  return new Fields(root === undefined ? undefined : nodeToJson(root), '');
}

describe('request tests', () => {
  const outcomes = (expect: string) =>
    runMeshTest(
      meshOfTexts([MESH]).mesh,
      fieldsOf(
        `spec: { requests: [{ name: t, from: { namespace: shop }, url: "http://db/old", expect: ${expect} }] }`,
      ),
    ).flatMap(({ failures }) => failures.map(({ text }) => text));

  it('compare what is written in expect and nothing else', () => {
    assert.deepEqual(outcomes('{ route: old, status: 301 }'), []);
    assert.deepEqual(outcomes('{ redirect: "http://db/newer" }'), [
      'redirect is "http://db/new", wanted "http://db/newer"',
    ]);
    assert.match(outcomes('{ rout: old }')[0] ?? '', /expect has no "rout"/);
    assert.match(outcomes('{}')[0] ?? '', /expect is empty/);
  });

  it('follow the request to its destination', () => {
    const test = fieldsOf(
      'spec: { requests: [{ from: { namespace: shop }, url: "http://db.shop/x", expect: { destination: db, rewrite: { path: /v2x }, mtls: mtls, decision: ALLOW } }] }',
    );
    assert.deepEqual(
      runMeshTest(meshOfTexts([MESH]).mesh, test).flatMap(({ failures }) => failures),
      [],
    );
  });

  it('read the files of istio-config-validator', () => {
    const suite = fieldsOf(`
testCases:
  - description: the rest
    wantMatch: true
    request: { authority: [www.example.com], method: [GET, POST], uri: [/a, /b] }
    route: [{ destination: { host: db, port: { number: 80 } }, weight: 0 }]
    rewrite: { uri: /v2 }
  - description: moved
    wantMatch: false
    request: { authority: [www.example.com], method: [GET], uri: [/old] }
    redirect: { uri: /new }
`);
    const found = runValidatorSuite(meshOfTexts([MESH]).mesh, suite);
    assert.deepEqual(
      found.map(({ name, failures }) => [name, failures.length]),
      [
        ['the rest', 0],
        ['the rest', 0],
        ['the rest', 0],
        ['the rest', 0],
        ['moved', 1],
      ],
    );
  });
});

describe('invariants', () => {
  const decide = (rules: string, invariant: string) =>
    decideInvariant(meshOfTexts([MESH, policy(rules)]).mesh, fieldsOf(invariant));

  it('are proved when every sort of request is decided that way', () => {
    const rules = '{ rules: [{ from: [{ source: { namespaces: [orders] } }] }] }';
    const result = decide(
      rules,
      '{ to: { service: shop/db }, from: { notNamespaces: [orders] }, expect: denied }',
    );
    assert.equal(result.verdict, 'proved', result.text);
    assert.ok(result.cases > 1);
  });

  it('are refuted with a request that the engine confirms', () => {
    const rules =
      '{ rules: [{ from: [{ source: { namespaces: [orders*] } }], to: [{ operation: { paths: ["/a*"] } }] }] }';
    const result = decide(
      rules,
      '{ to: { service: shop/db }, from: { notNamespaces: [orders] }, expect: denied }',
    );
    assert.equal(result.verdict, 'refuted');
    assert.match(result.counterexample?.caller.namespace ?? '', /^orders./);
    assert.equal(result.counterexample?.answer.decision, 'ALLOW');
    assert.match(result.counterexample?.request?.path ?? '', /^\/a/);
  });

  it('stay open where files do not tell', () => {
    const result = decide(
      '{ action: CUSTOM, provider: { name: x }, rules: [{}] }',
      '{ to: { service: shop/db }, expect: denied }',
    );
    assert.equal(result.verdict, 'open');
    assert.equal(decide('{}', '{ to: { service: shop/none }, expect: denied }').verdict, 'open');
  });

  it('that are proved have no counterexample among random requests', () => {
    let proved = 0;
    let asked = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = new Random(seed);
      const rule = () => {
        const from = random.pick([
          'namespaces: ["a", "b*"]',
          'notPrincipals: ["*"]',
          'principals: ["*/sa/x"]',
          'ipBlocks: ["10.1.0.0/16"]',
        ]);
        const to = random.pick([
          'paths: ["/a", "/b/*"]',
          'methods: ["GET"]',
          'notPaths: ["/b/{*}"]',
          'hosts: ["db*"]',
        ]);
        return `{ from: [{ source: { ${from} } }], to: [{ operation: { ${to} } }] }`;
      };
      const rules = `{ action: ${random.pick(['ALLOW', 'ALLOW', 'DENY'])}, rules: [${rule()}, ${rule()}] }`;
      const expect = random.pick(['denied', 'allowed']);
      const operation = random.pick([
        '{ paths: ["/a"] }',
        '{ methods: ["GET"], paths: ["/b/c"] }',
        '{ notPaths: ["/*"] }',
      ]);
      const { mesh } = meshOfTexts([MESH, policy(rules)]);
      const invariant = `{ to: { service: shop/db }, from: { namespaces: [${random.pick(['a', 'bb', 'c'])}] }, operation: ${operation}, expect: ${expect} }`;
      if (decideInvariant(mesh, fieldsOf(invariant)).verdict !== 'proved') continue;
      proved++;
      const meant = fieldsOf(invariant);
      // Every path is left out: there is nothing to find.
      if (meant.get('operation').get('notPaths').exists || asked >= 20_000) continue;
      const namespaces = meant.get('from').get('namespaces').strings();
      const paths = meant.get('operation').get('paths').strings();
      const methods = meant.get('operation').get('methods').strings();
      for (let round = 0; round < 10_000; round++) {
        asked++;
        const path = random.pick(paths);
        const method =
          methods.length === 0 ? random.pick(['GET', 'POST', 'PUT', 'DELETE']) : random.pick(methods);
        const { decision } = authorize(mesh, {
          workload: { type: 'sidecar', namespace: 'shop', labels: new Map([['app', 'db']]) },
          protocol: 'http',
          connection: {
            principal: `cluster.local/ns/${random.pick(namespaces)}/sa/${random.pick(['x', 'y', `z${random.below(50)}`])}`,
            sourceIp: `10.${random.below(4)}.${random.below(256)}.${random.below(256)}`,
            destinationPort: 8080,
          },
          request: {
            host: random.pick(['db', 'db:80', 'other', 'db.shop.svc.cluster.local']),
            path: `${path}${random.pick(['', '?q=1'])}`,
            method,
            headers: { 'x-n': String(random.below(9)) },
          },
        });
        assert.equal(
          decision,
          expect === 'denied' ? 'DENY' : 'ALLOW',
          `seed ${seed}: ${rules} ${invariant} ${method} ${path}`,
        );
      }
    }
    assert.ok(proved > 3, 'some are proved');
    assert.ok(asked >= 10_000, `${asked} requests were asked`);
  });
});

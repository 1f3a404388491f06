/** How much was checked across files: what came of each reference, and the sentences about it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { coverageNow } from '../../server/src/features/coverage/coverage.ts';
import { coverageLine, wayOutLine } from '../../server/src/features/coverage/coverage-words.ts';
import type { WorldConfig } from '../../server/src/workspace/world-config.ts';
import { MemoryProject } from '../harness/memory-project.ts';
import { meshSnapshot } from './marked-text.ts';

const CART = `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { ports: [{ name: http, port: 80 }], selector: { app: cart } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  template:
    metadata: { labels: { app: cart } }
    spec: { containers: [{ name: app, image: a }] }
`;

function route(host: string, more = ''): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [cart]
  ${more}
  http: [{ route: [{ destination: { host: ${host} } }] }]
`;
}

function policy(labels: string): string {
  return `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: strict, namespace: shop }
spec: { selector: { matchLabels: { ${labels} } }, mtls: { mode: STRICT } }
`;
}

function judge(text: string, config: Partial<WorldConfig> = {}) {
  const coverage = coverageNow(meshSnapshot(new Map([['file:///mesh.yaml', `${CART}---\n${text}`]]), config));
  const { good, wrong, made, total } = coverage;
  const reasons = coverage.unjudged.map(({ reason, sort, count }) => `${count} ${sort}: ${reason}`);
  return { counts: [good, wrong, made, total - good - wrong - made], reasons, coverage };
}

describe('a reference is', () => {
  const cases: readonly (readonly [string, string, readonly number[], readonly string[]])[] = [
    ['good where the files define it', route('cart'), [1, 0, 0, 0], []],
    ['wrong where a finding says so', route('catr'), [0, 1, 0, 0], []],
    ['made by every mesh', route('istiod.istio-system.svc.cluster.local'), [0, 0, 1, 0], []],
    [
      'not judged in a namespace without files',
      route('x.pay.svc.cluster.local'),
      [0, 0, 0, 1],
      ['1 host: place'],
    ],
    ['not judged where others of the namespace are', route('search'), [0, 0, 0, 1], ['1 host: thing']],
    ['not judged outside the cluster', route('api.partner.example'), [0, 0, 0, 1], ['1 outside host: thing']],
    ['not judged when it is filled in later', route('"$HOST"'), [0, 0, 0, 1], ['1 host: later']],
    [
      'not judged when its namespace is filled in later',
      route('cart', 'gateways: ["$NS/edge"]'),
      [1, 0, 0, 1],
      ['1 gateway: later'],
    ],
    [
      'one selector, however many labels',
      policy('app: web, tier: front'),
      [0, 0, 0, 1],
      ['1 workload: thing'],
    ],
    ['good where pods carry the labels', policy('app: cart'), [1, 0, 0, 0], []],
  ];
  for (const [title, text, counts, reasons] of cases) {
    test(title, () => {
      const judged = judge(text);
      assert.deepEqual(judged.counts, counts);
      assert.deepEqual(judged.reasons, reasons);
    });
  }

  test('declared: a namespace with what no file defines of it, a host, labels', () => {
    const external = {
      externalNamespaces: ['pay'],
      externalHosts: ['search.shop'],
      externalWorkloads: ['shop/app=web'],
    };
    for (const text of [route('x.pay.svc.cluster.local'), route('search'), policy('app: web')]) {
      assert.deepEqual(judge(text, external).counts, [0, 0, 1, 0]);
    }
  });

  test('no less missing in a declared namespace that the files define things of', () => {
    assert.deepEqual(judge(route('catr'), { externalNamespaces: ['shop'] }).counts, [0, 1, 0, 0]);
  });
});

describe('in words', () => {
  test('most was checked', () => {
    const { coverage } = judge(
      `${route('cart')}---\n${policy('app: cart')}---\n${route('a.pay.svc.cluster.local').replace('name: cart', 'name: pay')}`,
    );
    assert.equal(
      coverageLine(coverage),
      '5 resources in 1 unit. 2 of 3 references between objects were checked. 1 was not: 1 host in a namespace that no file here defines (pay).',
    );
    assert.equal(wayOutLine(coverage), 'If they exist: "externalNamespaces": ["pay"] in meshwright.json.');
  });

  test('less than half was checked', () => {
    const { coverage } = judge(route('search', 'gateways: [edge/a, edge/b]'));
    assert.match(
      coverageLine(coverage),
      /^Only 0 of 3 references could be checked \(3 resources in 1 unit\)\. 3 were not: 2 gateways in a namespace/,
    );
  });

  test('nothing refers to anything', () => {
    const { coverage } = judge('');
    assert.equal(coverageLine(coverage), '2 resources in 1 unit. No references between objects.');
    assert.equal(wayOutLine(coverage), undefined);
  });
});

describe('what another environment defines', () => {
  async function counts(files: Readonly<Record<string, string>>) {
    const { workspace } = await new MemoryProject(files).read();
    for (const _ of workspace.snapshot.analyze());
    const { good, unjudged } = coverageNow(workspace.snapshot);
    return [good, ...unjudged.map(({ sort, reason, count }) => `${count} ${sort}: ${reason}`)];
  }
  const layouts = [
    ['folders', 'envs/dev/a.yaml', 'envs/prod/a.yaml'],
    ['folders of parts', 'prod/web/a.yaml', 'dev/web/a.yaml'],
  ] as const;
  for (const [title, dev, prod] of layouts) {
    test(`is not there for this one: ${title}`, async () => {
      assert.deepEqual(await counts({ [dev]: CART, [prod]: route('cart') }), [0, '1 host: alternative']);
      assert.deepEqual(await counts({ [dev]: CART, [prod]: route('cart'), 'shared/a.yaml': CART }), [1]);
      assert.deepEqual(await counts({ [dev]: route('cart'), [prod]: `${CART}---\n${route('cart')}` }), [
        1,
        '1 host: alternative',
      ]);
    });
  }

  test('is not there when it is a subset', async () => {
    const rule = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec: { host: cart, subsets: [{ name: v1, labels: { app: cart } }] }
`;
    const files = { 'envs/dev/a.yaml': rule, 'envs/prod/a.yaml': route('cart, subset: v1'), 'a.yaml': CART };
    const [, ...unjudged] = await counts(files);
    assert.deepEqual(unjudged, ['1 subset: alternative']);
    const [, ...none] = await counts({ ...files, 'a.yaml': `${CART}---\n${rule}` });
    assert.deepEqual(none, []);
  });

  test('is not there for an overlay beside it', async () => {
    const overlay = {
      'overlays/prod/kustomization.yaml': 'resources: [a.yaml]\n',
      'overlays/prod/a.yaml': route('cart'),
    };
    const base = { 'base/kustomization.yaml': 'resources: [a.yaml]\n', 'base/a.yaml': CART };
    const dev = { 'overlays/dev/kustomization.yaml': 'resources: [../../base]\n' };
    assert.deepEqual(await counts({ ...overlay, ...base, ...dev }), [0, '1 host: alternative']);
  });
});

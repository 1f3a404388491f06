import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../../test/engine/world-of.ts';
import type { WorldConfig } from '../world-config.ts';
import type { MergedRule } from './destination-rule-lookup.ts';
import { effectiveRule, effectiveRules } from './destination-rules.ts';

/** A rule from `namespace/name` and the text of its `spec`. */
function rule(name: string, spec: string, created = ''): string {
  const [namespace = '', own = ''] = name.split('/');
  const age = created === '' ? '' : `, creationTimestamp: "${created}"`;
  return `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: ${own}, namespace: ${namespace}${age} }\nspec: ${spec}\n`;
}

const REVIEWS = 'reviews.shop.svc.cluster.local';
const V1_V3 = 'subsets: [{ name: v1, labels: { x: late } }, { name: v3, labels: { version: v3 } }]';

const MERGED = [
  rule('shop/a', '{ host: reviews, subsets: [{ name: v1, labels: { version: v1 } }] }'),
  rule('shop/b', `{ host: ${REVIEWS}, trafficPolicy: { outlierDetection: {} }, ${V1_V3} }`),
];

interface Case {
  readonly name: string;
  readonly rules: readonly string[];
  readonly client: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly config?: Partial<WorldConfig>;
  /** `ns/name` of each source; absent: no rule. */
  readonly sources: readonly string[] | undefined;
  readonly subsets?: readonly string[];
}

/** The examples of the specification, then what its sentences imply. */
const CASES: readonly Case[] = [
  {
    name: 'rules for one host in one namespace merge',
    rules: MERGED,
    client: 'shop',
    sources: ['shop/a', 'shop/b'],
    subsets: ['v1', 'v3'],
  },
  {
    name: 'a rule of the client namespace hides those of the service, subsets included',
    rules: [...MERGED, rule('web/c', `{ host: ${REVIEWS} }`)],
    client: 'web',
    sources: ['web/c'],
    subsets: [],
  },
  {
    name: 'even a wildcard of the client namespace does',
    rules: [...MERGED, rule('web/c', '{ host: "*.local" }')],
    client: 'web',
    sources: ['web/c'],
    subsets: [],
  },
  {
    name: 'rules of another namespace are no rules of the client namespace',
    rules: [...MERGED, rule('web/c', `{ host: ${REVIEWS} }`)],
    client: 'other',
    sources: ['shop/a', 'shop/b'],
    subsets: ['v1', 'v3'],
  },
  {
    name: 'rules for different audiences stay apart: at home the last one counts',
    rules: [
      rule('shop/a', '{ host: reviews, subsets: [{ name: v1 }] }'),
      rule('shop/b', '{ host: reviews, exportTo: [shop], subsets: [{ name: v2 }] }'),
    ],
    client: 'shop',
    sources: ['shop/b'],
    subsets: ['v2'],
  },
  {
    name: 'rules for different audiences stay apart: elsewhere the one that is exported',
    rules: [
      rule('shop/a', '{ host: reviews, subsets: [{ name: v1 }] }'),
      rule('shop/b', '{ host: reviews, exportTo: [shop], subsets: [{ name: v2 }] }'),
    ],
    client: 'web',
    sources: ['shop/a'],
    subsets: ['v1'],
  },
  {
    name: 'a private rule of the service gives way to the root namespace',
    rules: [
      rule('shop/a', '{ host: reviews, exportTo: ["."] }'),
      rule('istio-system/mesh', '{ host: "*.local" }'),
    ],
    client: 'shared',
    sources: ['istio-system/mesh'],
  },
  {
    name: 'and holds at home',
    rules: [
      rule('shop/a', '{ host: reviews, exportTo: ["."] }'),
      rule('istio-system/mesh', '{ host: "*.local" }'),
    ],
    client: 'shop',
    sources: ['shop/a'],
  },
  {
    name: 'a rule for chosen workloads is for those that carry its labels',
    rules: [
      rule('shop/a', '{ host: reviews, workloadSelector: { matchLabels: { app: front } } }'),
      rule('shop/b', '{ host: reviews }'),
    ],
    client: 'shop',
    labels: { app: 'front', tier: 'web' },
    sources: ['shop/a'],
  },
  {
    name: 'and for nobody else',
    rules: [
      rule('shop/a', '{ host: reviews, workloadSelector: { matchLabels: { app: front } } }'),
      rule('shop/b', '{ host: reviews }'),
    ],
    client: 'shop',
    labels: { app: 'x' },
    sources: ['shop/b'],
  },
  {
    name: 'a rule for chosen workloads stays in its namespace, whatever it exports to',
    rules: [
      rule('shop/a', '{ host: reviews, exportTo: ["*"], workloadSelector: { matchLabels: { app: front } } }'),
    ],
    client: 'web',
    labels: { app: 'front' },
    sources: undefined,
  },
  {
    name: 'the most specific host of a place counts alone',
    rules: [
      rule('shop/a', '{ host: "*.shop.svc.cluster.local" }'),
      rule('shop/b', '{ host: "*.local" }'),
      rule('istio-system/c', `{ host: ${REVIEWS} }`),
    ],
    client: 'web',
    sources: ['shop/a'],
  },
  {
    name: 'a hidden rule for the exact host is not replaced by a wildcard of its namespace',
    rules: [
      rule('shop/a', '{ host: reviews, exportTo: [other] }'),
      rule('shop/b', '{ host: "*.local" }'),
      rule('istio-system/c', '{ host: "*.local" }'),
    ],
    client: 'web',
    sources: ['istio-system/c'],
  },
  {
    name: 'a client in the root namespace asks the service before the mesh-wide rule',
    rules: [rule('shop/a', '{ host: reviews }'), rule('istio-system/mesh', '{ host: "*.local" }')],
    client: 'istio-system',
    sources: ['shop/a'],
  },
  {
    name: 'a client in the root namespace asks private rules there first',
    rules: [
      rule('shop/a', '{ host: reviews }'),
      rule('istio-system/own', '{ host: "*.local", exportTo: ["."] }'),
    ],
    client: 'istio-system',
    sources: ['istio-system/own'],
  },
  {
    name: 'rules stay private when the mesh says so',
    rules: [rule('shop/a', '{ host: reviews }')],
    client: 'web',
    config: { meshConfig: { defaultDestinationRuleExportTo: ['.'] } },
    sources: undefined,
  },
  {
    name: 'a short host never means the service of another namespace',
    rules: [rule('web/a', '{ host: reviews }')],
    client: 'web',
    sources: undefined,
  },
  {
    name: 'a host outside the cluster is looked up as written',
    rules: [
      rule('shop/a', '{ host: api.example.com, subsets: [{ name: v1 }] }'),
      rule('istio-system/b', '{ host: "*.example.com" }'),
    ],
    client: 'web',
    host: 'api.example.com',
    sources: ['shop/a'],
    subsets: ['v1'],
  },
  {
    name: 'there may be none',
    rules: [rule('shop/a', '{ host: ratings }')],
    client: 'shop',
    sources: undefined,
  },
];

describe('the DestinationRule of a client', () => {
  for (const { name, rules, client, labels, host, config, sources, subsets } of CASES) {
    it(name, () => {
      const called = { host: host ?? REVIEWS, namespace: 'shop', clientNamespace: client };
      const found = effectiveRule(worldOf(rules.join('---\n'), config), called, labels ?? {});
      assert.deepEqual(found && sourcesOf(found), sources);
      if (subsets !== undefined) {
        assert.deepEqual(
          found?.subsets.map((subset) => subset.name),
          subsets,
        );
      }
    });
  }

  it('takes the first subset of a name and the first policy there is', () => {
    const called = { host: REVIEWS, namespace: 'shop', clientNamespace: 'shop' };
    const found = effectiveRule(worldOf(MERGED.join('---\n')), called, {});
    assert.deepEqual(found?.subsets[0]?.labels, { version: 'v1' });
    assert.equal(found?.policySource?.row.name, 'b');
  });

  it('depends on age where two objects say the same thing, unless their age is written', () => {
    const called = { host: REVIEWS, namespace: 'shop', clientNamespace: 'shop' };
    const first = '{ host: reviews, trafficPolicy: { tls: {} } }';
    const second = '{ host: reviews, trafficPolicy: { outlierDetection: {} } }';
    const dependsOnAge = (...rules: readonly string[]) =>
      effectiveRule(worldOf(rules.join('---\n')), called, {})?.dependsOnAge;
    assert.equal(dependsOnAge(rule('shop/a', first), rule('shop/b', second)), true);
    assert.equal(dependsOnAge(rule('shop/a', first), rule('shop/b', '{ host: reviews }')), false);
    const aged = worldOf(
      [rule('shop/a', first, '2025-01-02T00:00:00Z'), rule('shop/b', second, '2025-01-01T00:00:00Z')].join(
        '---\n',
      ),
    );
    const found = effectiveRule(aged, called, {});
    assert.equal(found?.dependsOnAge, false);
    assert.equal(found?.policySource?.row.name, 'b');
  });

  it('is one of several when labels are not known', () => {
    const world = worldOf(
      [
        rule('shop/a', '{ host: reviews, workloadSelector: { matchLabels: { app: front } } }'),
        rule('shop/b', '{ host: reviews }'),
      ].join('---\n'),
    );
    const called = { host: REVIEWS, namespace: 'shop', clientNamespace: 'shop' };
    assert.deepEqual(effectiveRules(world, called).map(sourcesOf), [['shop/a'], ['shop/b']]);
  });
});

function sourcesOf({ sources }: MergedRule): readonly string[] {
  return sources.map(({ row }) => `${row.namespace}/${row.name}`);
}

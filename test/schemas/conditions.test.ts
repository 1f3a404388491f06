/** The conditions of the Gateway API's CRDs on values of every shape, by channel and release, and on large lists. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conditionsOf } from '../../server/src/schema/conditions/conditions.ts';
import { allKinds } from '../../server/src/schema/lookup.ts';
import type { SchemaTarget } from '../../server/src/schema/schema-problem.ts';
import { checkYaml, summary } from './check-yaml.ts';

const KINDS = allKinds().filter(({ id, family }) => family === 'gateway-api' && conditionsOf(id).length > 0);
const SHAPES = [
  'null',
  '1',
  '"x"',
  '""',
  'true',
  '[]',
  '{}',
  '[null]',
  '[[]]',
  '[{}]',
  '{a: 1}',
  '[1, 1]',
  '[{a: []}]',
];

/** A document with `value` at the place of the pattern. */
function documentWith(kind: (typeof KINDS)[number], pattern: string, value: string): string {
  const version = kind.versions('v1.6.1')[0]?.name ?? kind.versions('v1.3.0')[0]?.name ?? 'v1';
  const inner = pattern
    .split('.')
    .reverse()
    .reduce(
      (made, step) => (step.endsWith('[]') ? `{${step.slice(0, -2)}: [${made}]}` : `{${step}: ${made}}`),
      value,
    );
  return `apiVersion: ${kind.group}/${version}\nkind: ${kind.kind}\nmetadata: {name: a}\n${inner.slice(1, -1)}\n`;
}

describe('conditions', () => {
  it('take values of every shape', () => {
    assert.ok(KINDS.length > 8);
    for (const kind of KINDS) {
      const patterns = new Set(conditionsOf(kind.id).flatMap(({ paths }) => paths));
      for (const pattern of patterns) {
        for (const shape of SHAPES) checkYaml(documentWith(kind, pattern, shape));
      }
    }
  });

  it('hold for the channel and the release that have them', () => {
    const parents = (target: Partial<SchemaTarget>) =>
      summary(
        checkYaml(
          'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a}\n' +
            'spec: {parentRefs: [{name: edge, port: 80}, {name: edge, port: 81}]}\n',
          target,
        ),
      );
    assert.deepEqual(parents({ channel: 'experimental' }), []);
    assert.deepEqual(parents({ channel: 'standard' }), ['broken-condition spec.parentRefs[1]']);
    const listener = (gatewayApi: string) =>
      summary(
        checkYaml(
          'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: a}\n' +
            'spec: {gatewayClassName: istio, listeners: [{name: a, port: 1, protocol: TLS}]}\n',
          { gatewayApi },
        ),
      );
    assert.deepEqual(listener('v1.3.0'), []);
    assert.deepEqual(listener('v1.6.1'), ['broken-condition spec.listeners[0].protocol']);
  });

  it('name every rule that one mistake breaks', () => {
    const [problem, ...others] = checkYaml(
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a}\n' +
        'spec: {rules: [{matches: [{path: {value: "a//b#c"}}]}]}\n',
    );
    assert.deepEqual(others, []);
    assert.deepEqual(problem?.equivalents, ['G-HR-48', 'G-HR-49', 'G-HR-54', 'G-HR-58']);
  });

  it('cost no more than the object is long', () => {
    const refs = Array.from({ length: 20_000 }, (_, index) => `{name: a${index}, port: 1}`).join(', ');
    const started = performance.now();
    checkYaml(
      `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a}\nspec: {parentRefs: [${refs}]}\n`,
    );
    assert.ok(performance.now() - started < 5_000);
  });
});

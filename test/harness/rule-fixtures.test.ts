/** Runs every `*.fixture.yaml` beside the rules, with LF and with CRLF, and refuses rules that prove too little. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { RULES, TEXT_RULES } from '../../server/src/rules/registry.generated.ts';
import { checkFindings, checkFixes, openCase, readFixture } from './run-fixture.ts';

/** The YAML layer, builds and an installed Helm have tests of their own, and no fixture holds 10 MB. */
const FIXTURED = [
  ...RULES,
  ...TEXT_RULES.filter(
    ({ id, fixes }) =>
      !/^(?:yaml|file|kustomize)\/|^template\/not-rendered$/.test(id) || Object.keys(fixes).length > 0,
  ),
];

/** Rules from before a third quiet case was asked for. It only gets shorter: a new rule has none to show that it is right. */
const WITH_TWO: ReadonlySet<string> = new Set([
  'annotation/deprecated',
  'annotation/unknown',
  'deployment/jwks-fetch-unrestricted',
  'destination-rule/host-not-found',
  'destination-rule/server-not-verified',
  'envoy-filter/relative-operation',
  'gateway/duplicate-certificate',
  'namespace/injected-by-default',
  'namespace/not-in-mesh',
  'namespace/old-proxies',
  'schema/deprecated-field',
  'schema/deprecated-version',
  'service/differs-between-clusters',
  'sidecar/egress-proxy',
  'status/negative-condition',
  'telemetry/lightstep-provider',
  'virtual-service/ineffective-match',
  'virtual-service/port-required',
  'webhook-configuration/address-not-a-hostname',
  'workload/pod-without-proxy',
  'suppression/unknown-rule',
  'suppression/unused',
  'template/partly-judged',
]);

const root = new URL('../../server/src/rules/', import.meta.url);
const fixtures = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.fixture.yaml'))
  .sort();

for (const path of fixtures) {
  const id = path.slice(0, -'.fixture.yaml'.length).replaceAll('\\', '/');
  const rule = FIXTURED.find((candidate) => candidate.id === id);
  describe(`rule ${id}`, () => {
    const cases = readFixture(new URL(path, root));
    const fixed = new Set<string>();
    for (const test of cases) {
      for (const newline of ['\n', '\r\n'] as const) {
        it(`${test.name}${newline === '\n' ? '' : ' (CRLF)'}`, () => {
          const { snapshot } = openCase(test, newline, id);
          checkFindings(test, snapshot);
          for (const key of checkFixes(test, newline, id)) fixed.add(key);
        });
      }
    }
    it('has a documented bad and good case, two more quiet ones, and a case for every fix', () => {
      assert.ok(rule, `no rule ${id} in the registry`);
      const quiet = cases.filter((test) =>
        test.files.every((file) => file.expectations.every(({ rule: other }) => other !== id)),
      );
      const loud = cases.filter((test) =>
        test.files.some((file) => file.expectations.some(({ rule: other }) => other === id)),
      );
      assert.ok(loud.length >= 1, 'a case that the rule reports');
      const needed = WITH_TWO.has(id) ? 2 : 3;
      assert.ok(
        quiet.length >= needed,
        `${needed} cases that are valid and stay quiet, of which this has ${quiet.length}`,
      );
      assert.ok(
        loud.some((test) => test.docs === 'bad'),
        'a `#@ docs: bad` case',
      );
      assert.ok(
        quiet.some((test) => test.docs === 'good'),
        'a `#@ docs: good` case',
      );
      for (const key of Object.keys(rule.fixes)) assert.ok(fixed.has(key), `a \`#@ fix ${key}\` block`);
    });
  });
}

describe('rules', () => {
  it('with two quiet cases are rules', () => {
    for (const id of WITH_TWO) assert.ok(fixtures.includes(`${id}.fixture.yaml`), id);
  });

  for (const rule of FIXTURED) {
    it(`${rule.id} has a fixture beside it`, () => {
      assert.ok(fixtures.includes(`${rule.id}.fixture.yaml`));
    });
  }

  for (const { id, docs, fixes } of [...RULES, ...TEXT_RULES]) {
    it(`${id} has a fix, or its page says why not`, () => {
      assert.equal(docs.noFix === undefined, Object.keys(fixes).length > 0);
    });
  }
});

/** The wizard: each pattern becomes files that are right, by themselves and among those of the sample mesh. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { JsonValue } from '../../server/src/base/json.ts';
import { wizard } from '../../server/src/features/new-resource/wizard.ts';
import { readWhole } from '../../server/src/yaml/read-whole.ts';
import { nodeToJson } from '../../server/src/yaml/to-json.ts';
import { meshWorkspace } from './marked-text.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/shop', import.meta.url));
const FOLDER = `${pathToFileURL(SAMPLE).href}/`;
const mesh = meshWorkspace(
  new Map(
    readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [pathToFileURL(join(SAMPLE, name)).href, readFileSync(join(SAMPLE, name), 'utf8')]),
  ),
);
for (const _ of mesh.snapshot.analyze());

const ask = (answers: Parameters<typeof wizard>[2]) => wizard(mesh.snapshot, FOLDER, answers);

/** Of new files beside the sample, which is put back. */
function loudFindings(files: readonly { readonly name: string; readonly text: string }[]): readonly string[] {
  const snapshot = mesh.apply(files.map(({ name, text }) => ({ uri: FOLDER + name, text })));
  for (const _ of snapshot.analyze());
  const found = files.flatMap(({ name }) =>
    snapshot
      .findings(FOLDER + name)
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ rule, message }) => `${rule}: ${message}`),
  );
  mesh.apply(files.map(({ name }) => ({ uri: FOLDER + name, text: undefined })));
  for (const _ of mesh.snapshot.analyze());
  return found;
}

/** Keys and values of all documents, in order. */
function valuesOf(text: string): readonly string[] {
  const walk = (value: JsonValue): readonly string[] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...walk(inner as JsonValue)])
      : [String(value)];
  return readWhole(text).documents.flatMap(({ document }) =>
    document.root === undefined ? [] : walk(nodeToJson(document.root)),
  );
}

describe('the wizard', () => {
  it('begins with what there is, by purpose', () => {
    const { patterns, files } = ask({});
    assert.ok(patterns.length >= 90);
    assert.deepEqual(files, []);
    const purposes = patterns.map(({ context }) => context);
    assert.deepEqual(
      purposes.filter((purpose, at) => purposes.indexOf(purpose) === at).length,
      purposes.filter((purpose, at) => purpose !== purposes[at - 1]).length,
      'each stands together',
    );
  });

  it('asks for a service of the workspace, then at most four questions', () => {
    for (const { id: pattern } of ask({}).patterns) {
      const { services, questions } = ask({ pattern });
      assert.ok(questions.length <= 4, pattern);
      const [first] = services;
      if (first === undefined) continue;
      assert.equal(first.id, `${first.context}/${first.label}`);
      assert.ok(ask({ pattern, service: first.id }).questions.every(({ id }) => id !== 'service'));
    }
  });

  it('fills in the service and the answers, with advice in front', () => {
    const pattern = 'Istio: canary release';
    const [service] = ask({ pattern }).services;
    assert.ok(service);
    const { questions } = ask({ pattern, service: service.id });
    const weight = questions.find(({ label }) => label === 'weight of VirtualService');
    const { files } = ask({ pattern, service: service.id, values: weight ? { [weight.id]: '80' } : {} });
    const [file] = files;
    assert.equal(file?.name, `${service.label}-canary-release.yaml`);
    assert.match(file?.text ?? '', /^# Two versions of a service/);
    assert.match(file?.text ?? '', /^# {3}meshwright lint /m);
    assert.match(file?.text ?? '', /^# {3}\d\. Back: kubectl delete -f /m);
    assert.match(file?.text ?? '', new RegExp(`host: ${service.label}`));
    if (weight) assert.match(file?.text ?? '', /weight: 80/);
    assert.doesNotMatch(file?.text ?? '', /\$/);
  });

  it('offers security and telemetry that the namespace lacks, as files of their own', () => {
    const pattern = 'Istio: timeout and retries';
    const { extras, services } = ask({ pattern });
    assert.ok(extras.length > 0);
    const [service] = services;
    const wanted = extras.map(({ id }) => id);
    const { files } = ask({ pattern, ...(service && { service: service.id }), extras: wanted });
    assert.ok(files.length >= 1 && files.length <= 1 + wanted.length);
    assert.equal(new Set(files.map(({ name }) => name)).size, files.length);
  });

  it('tells of what is there already', () => {
    const pattern = 'Istio: canary release';
    const taken = ask({ pattern }).services.map(({ id }) => ask({ pattern, service: id }).problems);
    assert.ok(taken.some((problems) => problems.some((text) => /is there already$/.test(text))));
  });

  describe('odd answers', () => {
    const ODD = [
      'a: b',
      '#x',
      'x #y',
      '- x',
      'yes',
      'null',
      '~',
      '007',
      '1e3',
      '0x1f',
      '12:30:00',
      "it's",
      'say "hi"',
      "'",
      '"',
      '{a}',
      '[b',
      '*x',
      '&x',
      '!x',
      '|',
      '> y',
      '%z',
      '@at',
      '`tick`',
      'ümläut – 世界 🚀',
      ' blank ',
      'back\\slash',
      'two\nlines',
      'tab\there',
      '$' + '{1:nested}',
      '---',
      'a,b|c}',
    ];
    /** Every blank that takes any text, with the answer in it; nothing is lost and nothing else is changed. */
    for (const pattern of [
      'Istio: route by header',
      'Istio: set and remove headers',
      'Istio: tags on traces',
    ]) {
      it(`are what is written: ${pattern}`, () => {
        const questions = ask({ pattern }).questions.filter(
          ({ isName, choices }) => !isName && choices.length === 0,
        );
        const plain = valuesOf(ask({ pattern }).files[0]?.text ?? '');
        assert.ok(questions.length > 0);
        for (const { id, value } of questions) {
          for (const odd of ODD) {
            const { files, problems } = ask({ pattern, values: { [id]: odd } });
            const text = files[0]?.text;
            // A place that cannot hold it says so, and nothing is written.
            if (text === undefined) assert.match(problems.join(), /cannot stand/);
            else
              assert.deepEqual(
                valuesOf(text),
                plain.map((each) => (each === value ? odd : each)),
                `${odd}\n${text}`,
              );
          }
        }
      });
    }

    it('are a number where one is expected, else what they are, with the finding about it', () => {
      const pattern = 'Istio: canary release';
      const weight = ask({ pattern }).questions.find(({ label }) => label.startsWith('weight'));
      assert.ok(weight);
      const number = ask({ pattern, values: { [weight.id]: '80' } });
      assert.match(number.files[0]?.text ?? '', /weight: 80$/m);
      assert.deepEqual(number.problems, ask({ pattern }).problems);
      for (const odd of ['often', '007', '80%']) {
        const word = ask({ pattern, values: { [weight.id]: odd } });
        assert.ok(word.problems.length > number.problems.length, word.files[0]?.text);
      }
    });

    it('are refused as names, with a sentence that says why', () => {
      const pattern = 'Istio: timeout and retries';
      for (const odd of ['a: b', 'Orders', 'a_b', '-a', 'a-', '', ' ', 'x'.repeat(64), 'é', 'a\nb']) {
        const { files, problems } = ask({ pattern, values: { service: odd } });
        assert.deepEqual(files, [], odd);
        assert.match(problems[0] ?? '', /^".*" cannot be Service: a name has|^Service must not be empty/s);
      }
      assert.equal(ask({ pattern, values: { service: 'v1.orders-2' } }).files.length, 1);
    });
  });

  for (const { id: pattern } of ask({}).patterns) {
    it(`writes what has no findings: ${pattern}`, () => {
      const { extras } = ask({ pattern });
      const { files, problems } = ask({ pattern, extras: extras.map(({ id }) => id) });
      assert.deepEqual(
        problems.filter((text) => !text.endsWith('is there already')),
        [],
      );
      if (problems.length === 0) assert.deepEqual(loudFindings(files), []);
    });
  }
});

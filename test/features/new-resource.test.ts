/** The wizard: each pattern becomes files that are right, by themselves and among those of the sample mesh. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { wizard } from '../../server/src/features/new-resource/wizard.ts';
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

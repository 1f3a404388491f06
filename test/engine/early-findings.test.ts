/** What is told of an open file before the others are read is told of it when all is known, too. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { judgesEvidence } from '../../server/src/project/evidence-rules.ts';
import type { Project } from '../../server/src/project/project.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { RULES } from '../../server/src/rules/registry.generated.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import { earlyChecks } from '../../server/src/workspace/publish/early-findings.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { parseFixture } from '../harness/fixture-format.ts';
import { FOLDER, MemoryProject } from '../harness/memory-project.ts';
import { Random } from './random.ts';
import { randomDocument } from './random-mesh.ts';

type Files = Readonly<Record<string, string>>;

const SCHEMA_RULES = path.join(import.meta.dirname, '../../server/src/rules/schema');

/** Findings of each file as its project judges it before the files are read; empty where it cannot say. */
function earlyIn(project: Project, files: Files): ReadonlyMap<string, readonly PublishedFinding[]> {
  const workspace = new Workspace(
    ruleEnvironment((_part, _place, error) => {
      throw error;
    }),
    { worldsOf: (uri) => project.worldsWhileReading(uri), severity: () => undefined },
  );
  const found = new Map<string, readonly PublishedFinding[]>();
  for (const [name, text] of Object.entries(files)) {
    const uri = `${FOLDER}/${name}`;
    if (!project.isCertain(uri)) continue;
    workspace.apply([{ uri, text }]);
    found.set(uri, workspace.publishEarly(uri));
  }
  return found;
}

function keyOf({ rule, range, severity, message, fixes }: PublishedFinding): string {
  return JSON.stringify([rule, range.start, range.end, severity, message, fixes]);
}

/** @returns how many findings came early, and which files could be judged so */
async function check(files: Files, about: string): Promise<{ count: number; judged: readonly string[] }> {
  let early: ReadonlyMap<string, readonly PublishedFinding[]> = new Map();
  const mesh = await new MemoryProject(files, {
    config: { detectsIstioVersion: true },
    onOutlined: (project) => {
      early = earlyIn(project, files);
    },
  }).read();
  for (const _ of mesh.workspace.snapshot.analyze());
  let count = 0;
  for (const [uri, findings] of early) {
    const later = new Set(mesh.workspace.publish(uri).findings.map(keyOf));
    for (const finding of findings)
      assert.ok(later.has(keyOf(finding)), `${about}: ${uri}: ${keyOf(finding)}`);
    count += findings.length;
  }
  return { count, judged: [...early.keys()].map((uri) => uri.slice(FOLDER.length + 1)) };
}

const TYPO =
  'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: a}\nspec: {hostz: [a]}\n';
const OF_RELEASE =
  'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: a}\nspec:\n  host: a\n  trafficPolicy: {retryBudget: {percent: 20}}\n';
const CONTROL_PLANE =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: istiod, namespace: istio-system}\nspec:\n  selector: {matchLabels: {app: istiod}}\n  template:\n    metadata: {labels: {app: istiod}}\n    spec: {containers: [{name: discovery, image: "docker.io/istio/pilot:1.22.1"}]}\n';

describe('early findings', () => {
  it('are those of rules that judge every kind of file, and that nothing overrules', () => {
    const checks = earlyChecks(RULES);
    assert.ok(checks.length >= 5, `${checks.length} rules`);
    for (const { id } of checks) assert.ok(judgesEvidence(id), id);
    for (const { id, silences, scope } of RULES) {
      if (silences === 'below') assert.equal(scope, 'document', id);
    }
  });

  it('come again with the others, in the fixtures of the schema rules', async () => {
    let total = 0;
    for (const file of readdirSync(SCHEMA_RULES).filter((name) => name.endsWith('.fixture.yaml'))) {
      for (const { name, files } of parseFixture(readFileSync(path.join(SCHEMA_RULES, file), 'utf8'), file)) {
        const texts = Object.fromEntries(
          files.map((each) => [each.path.replace(/^\//, ''), each.lines.join('\n')]),
        );
        total += (await check(texts, `${file}, ${name}`)).count;
      }
    }
    assert.ok(total >= 40, `${total} findings`);
  });

  it('come again with the others, in random projects of every layout', async () => {
    let total = 0;
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const random = new Random(seed);
      const broken = () =>
        Array.from({ length: 6 }, () => randomDocument(random).replace(/^spec:$/m, 'spec:\n  typo: 1')).join(
          '---\n',
        );
      const names = [
        'base/all.yaml',
        'base/beside.yaml',
        'plain/a.yaml',
        'plain/sub/b.yaml',
        'third_party/a.yaml',
      ];
      const more = [
        'chart/templates/a.yaml',
        'examples/one/a.yaml',
        'rollout/route-90-10.yaml',
        'clusters/east/a.yaml',
      ];
      const files = Object.fromEntries([...names, ...more].map((name) => [name, broken()]));
      const { count, judged } = await check(
        {
          ...files,
          'base/kustomization.yaml': 'resources: [all.yaml]\n',
          'overlay/kustomization.yaml': 'resources: [../base]\npatches: [{path: ../plain/sub/b.yaml}]\n',
          'chart/Chart.yaml': 'name: shop\nversion: 1.0.0\n',
        },
        `seed ${seed}`,
      );
      total += count;
      assert.ok(judged.includes('plain/a.yaml') && judged.includes('base/beside.yaml'), judged.join(' '));
      for (const built of ['base/all.yaml', 'plain/sub/b.yaml', 'chart/templates/a.yaml']) {
        assert.ok(!judged.includes(built), `${built} is built`);
      }
    }
    assert.ok(total > 100, `${total} findings`);
  });

  it('hold in every release that the files may turn out to be about', async () => {
    const { count } = await check({ 'a.yaml': OF_RELEASE, 'istiod.yaml': CONTROL_PLANE }, 'releases');
    assert.equal(count, 0);
    assert.equal((await check({ 'a.yaml': TYPO, 'istiod.yaml': CONTROL_PLANE }, 'releases')).count, 1);
  });

  it('are silenced as later ones are', async () => {
    const ignored = TYPO.replace('spec:', '# meshwright-ignore schema/unknown-field: meant\nspec:');
    assert.equal((await check({ 'a.yaml': ignored }, 'silenced')).count, 0);
  });

  it('wait where a build names files that are not listed', async () => {
    const { judged } = await check(
      { 'a.yaml': TYPO, 'base/kustomization.yaml': 'resources: [../elsewhere]\n' },
      'missing',
    );
    assert.deepEqual(judged, []);
  });
});

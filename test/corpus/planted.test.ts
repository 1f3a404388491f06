/** Known mistakes in generated meshes are found where they were planted, and nothing else is. Not fixtures: the key is generated. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { type Completeness, DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';

const GENERATOR = fileURLToPath(new URL('../../../shared/bench/gen-mesh.mjs', import.meta.url));

interface Site {
  readonly file: string;
  readonly line: number;
}

interface Planted extends Site {
  readonly kind: string;
  readonly codes: readonly string[];
  readonly also?: readonly Site[];
}

interface Seen extends Site {
  readonly finding: PublishedFinding;
  readonly codes: readonly string[];
}

describe('generated meshes', { skip: !existsSync(GENERATOR) && '../shared/bench is not here' }, () => {
  for (const seed of [3, 11, 29, 47, 101]) {
    it(`has every planted mistake found at its line, and nothing else (seed ${seed})`, () => {
      withMesh(['--services', '300', '--errors', '60', '--seed', String(seed)], (folder) => {
        const planted = plantedIn(folder);
        const seen = findingsIn(folder, 'complete');
        assert.deepEqual(
          planted.flatMap((each) => missing(each, seen)),
          [],
          'planted and not found',
        );
        const sites = plantedIn(folder).flatMap((each) =>
          [each, ...(each.also ?? [])].map((site) => ({ ...site, codes: each.codes })),
        );
        const others = loud(seen).filter(
          (each) =>
            !sites.some((site) => isAt(site, each) && each.codes.some((code) => site.codes.includes(code))),
        );
        assert.deepEqual(others.map(inWords), [], 'found and not planted');
      });
    });
  }

  for (const completeness of ['auto', 'complete'] as const) {
    it(`has nothing to say about a mesh without mistakes (${completeness})`, () => {
      withMesh(['--services', '100', '--seed', '5'], (folder) => {
        assert.deepEqual(loud(findingsIn(folder, completeness)).map(inWords), []);
      });
    });
  }
});

function missing(planted: Planted, seen: readonly Seen[]): readonly string[] {
  const found = new Set(seen.filter((each) => isAt(planted, each)).flatMap(({ codes }) => codes));
  return planted.codes
    .filter((code) => !found.has(code))
    .map((code) => `${planted.kind}: ${code} at ${planted.file}:${planted.line}`);
}

function isAt(site: Site, seen: Seen): boolean {
  return site.file === seen.file && site.line === seen.line;
}

function loud(seen: readonly Seen[]): readonly Seen[] {
  return seen.filter(({ finding: { severity } }) => severity === 'error' || severity === 'warning');
}

function inWords({ file, line, finding }: Seen): string {
  return `${file}:${line} ${finding.rule}: ${finding.message}`;
}

function findingsIn(folder: string, completeness: Completeness): readonly Seen[] {
  const environment = ruleEnvironment((check, slot, error) => {
    throw new Error(`rule ${check.id} threw on ${slot.key}`, { cause: error });
  });
  const config = { ...DEFAULT_WORLD_CONFIG, completeness };
  const workspace = new Workspace(environment, {
    worldsOf: () => [{ id: 'default', name: 'default', config }],
    severity: () => undefined,
  });
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.yaml'),
  );
  assert.ok(paths.length > 100, 'the generator wrote a mesh');
  const snapshot = workspace.apply(
    paths.map((path) => ({
      uri: path.replaceAll('\\', '/'),
      text: readFileSync(join(folder, path), 'utf8'),
    })),
  );
  for (const _ of snapshot.analyze());
  return snapshot.uris().flatMap((uri) => {
    const lines = new LineIndex(snapshot.file(uri)?.text ?? '');
    return snapshot.findings(uri).map((finding) => ({
      file: uri,
      line: lines.positionAt(finding.range.start).line + 1,
      finding,
      codes: finding.equivalents.filter(({ tool }) => tool === 'istioctl').map(({ code }) => code),
    }));
  });
}

function plantedIn(folder: string): readonly Planted[] {
  return JSON.parse(readFileSync(join(folder, 'planted.json'), 'utf8')) as readonly Planted[];
}

function withMesh(options: readonly string[], use: (folder: string) => void): void {
  const parent = mkdtempSync(join(tmpdir(), 'meshwright-planted-'));
  try {
    const folder = join(parent, 'mesh');
    execFileSync(process.execPath, [GENERATOR, ...options, '--out', folder], { stdio: 'ignore' });
    use(folder);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

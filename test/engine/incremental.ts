/** The equality that the incremental engine promises: after any edits, the same findings as a run from scratch. */
import assert from 'node:assert/strict';
import { type Coverage, coverageNow } from '../../server/src/features/coverage/coverage.ts';
import { KeptCoverage } from '../../server/src/features/coverage/kept-coverage.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import type { PublishedFinding, SeveritySetting } from '../../server/src/workspace/finding.ts';
import { TABLES } from '../../server/src/workspace/tables.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import type {
  Rendering,
  WorkspaceConfiguration,
  WorldDescription,
} from '../../server/src/workspace/workspace-configuration.ts';
import { type Completeness, DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { Random } from './random.ts';
import { randomDocument, randomEdit } from './random-mesh.ts';
import { copied } from './renderings.ts';

const LATE_STEPS = 3;
/** How often everything is sorted anew instead of an edit. */
const CONFIGURES = 0.03;

/** `steps` random edits from one seed; compares every finding, byte for byte, after each. Returns how many findings were compared. */
export function checkIncremental(
  seed: number,
  steps: number,
  ask: (workspace: Workspace, random: Random) => void = () => undefined,
): number {
  const random = new Random(seed);
  let configuration = randomConfiguration(random);
  const files = new Map<string, string>();
  const workspace = newWorkspace(configuration);
  let compared = 0;
  let told: ReadonlyMap<string, string> | undefined;
  const coverage = new KeptCoverage();
  for (let step = 0; step < steps; step++) {
    /** Files whose findings a host knows to be something else. */
    const touched = new Set<string>();
    if (random.chance(CONFIGURES)) {
      configuration = randomConfiguration(random);
      workspace.configure(configuration);
      coverage.note(files.keys());
      told = undefined;
    } else editOne(workspace, files, random, touched);
    // Who asks before the analysis must not change what it finds.
    ask(workspace, random);
    const incremental = findingsOf(workspace, touched);
    coverage.note(touched);
    assert.equal(
      coverageText(brought(coverage, workspace)),
      coverageText(coverageNow(workspace.snapshot)),
      `seed ${seed}, step ${step}: the coverage that is kept differs from one that is counted anew`,
    );
    told = assertTold(told, workspace, touched, `seed ${seed}, step ${step}`);
    const scratch = newWorkspace(configuration, { isJudgedOnce: true });
    scratch.apply([...files].map(([path, content]) => ({ uri: path, text: content, isExplicit: true })));
    const expected = findingsOf(scratch);
    assert.equal(
      incremental,
      expected,
      `seed ${seed}, step ${step}: findings differ from a run from scratch`,
    );
    // Not after every edit: late tables must also be right when they are filled for several edits at once.
    if (step % LATE_STEPS === 0) {
      const late = lateRowsOf(scratch);
      // First by key, when only those objects are read that may have rows there.
      assert.equal(
        lateRowsOf(workspace, scratch),
        late,
        `seed ${seed}, step ${step}: rows of late tables differ from a run from scratch`,
      );
      assert.equal(
        lateRowsOf(workspace),
        late,
        `seed ${seed}, step ${step}: late tables differ from a run from scratch`,
      );
    }
    compared += expected.split('"rule":').length - 1;
  }
  return compared;
}

function brought(coverage: KeptCoverage, { snapshot }: Workspace): Coverage {
  const run = coverage.update(snapshot);
  for (let step = run.next(); ; step = run.next()) if (step.done === true) return step.value;
}

/** Without the places that it names and the sort of what is filled in later, which are the first ones in some order. */
function coverageText({ unjudged, madePlaces, declaredPlaces, ...counts }: Coverage): string {
  const groups = unjudged.map(({ places, sort, ...group }) =>
    JSON.stringify([group, group.reason === 'later' ? '' : sort, places.length]),
  );
  const all = {
    ...counts,
    made: [counts.made, madePlaces.length],
    declared: [counts.declared, declaredPlaces.length],
  };
  return JSON.stringify([Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1)), groups.toSorted()]);
}

function editOne(
  workspace: Workspace,
  files: Map<string, string>,
  random: Random,
  touched: Set<string>,
): void {
  const uri = `/mesh/${random.pick(['a', 'b', 'c', 'd', 'e', 'f'])}.yaml`;
  touched.add(uri);
  const text = files.get(uri);
  const next =
    text === undefined ? newFile(random) : random.chance(0.06) ? undefined : randomEdit(text, random);
  if (next === undefined) files.delete(uri);
  else files.set(uri, next);
  workspace.apply([{ uri, text: next, isExplicit: true }]);
}

function newFile(random: Random): string {
  return Array.from({ length: 1 + random.below(4) }, () => randomDocument(random)).join('---\n');
}

function newWorkspace(
  configuration: WorkspaceConfiguration,
  how: { readonly isJudgedOnce?: true } = {},
): Workspace {
  const environment = ruleEnvironment((check, slot, error) => {
    throw new Error(`rule ${check.id} threw on ${slot.key}`, { cause: error });
  });
  return new Workspace({ ...environment, ...how }, configuration);
}

/** `a` to `c` count in one world, `b` to `d` in another; `e` and `f` are rendered into the second and a third. */
function randomConfiguration(random: Random): WorkspaceConfiguration {
  const clusters: Readonly<Record<string, string>> = random.chance(0.3)
    ? { '/mesh/a.yaml': 'east', '/mesh/b.yaml': 'west' }
    : {};
  const world = (id: string): WorldDescription => ({
    id,
    name: `world ${id}`,
    config: {
      ...DEFAULT_WORLD_CONFIG,
      completeness: random.pick<Completeness>(['auto', 'complete', 'partial']),
      clusters,
    },
  });
  const [one, two, three] = [world('1'), world('2'), world('3')];
  // In every second configuration all files count in one world: there, more of them refer to each other.
  const isPlain = random.chance(0.5);
  const worldsOf = (uri: string): readonly WorldDescription[] => {
    const name = uri.charAt('/mesh/'.length);
    if (isPlain) return [one];
    return [...('abc'.includes(name) ? [one] : []), ...('bcd'.includes(name) ? [two] : [])];
  };
  const files = ['/mesh/e.yaml', '/mesh/f.yaml'];
  const chosen = random.pick<SeveritySetting | undefined>([undefined, undefined, 'error', 'hint', 'off']);
  const severity = (rule: string) => (rule.startsWith('schema/') ? chosen : undefined);
  const renderings = [two, three].map(
    (target): Rendering => ({
      id: `copy in ${target.id}`,
      world: target,
      render(read) {
        const resources = files.flatMap((uri) => {
          const file = read(uri);
          return file === undefined ? [] : copied(uri, file);
        });
        return { files, resources };
      },
    }),
  );
  return { worldsOf, renderings: isPlain ? [] : renderings, severity };
}

/** Hosts keep what they have told: findings of other files than the edited and the analyzed ones must stand. */
function assertTold(
  before: ReadonlyMap<string, string> | undefined,
  { snapshot }: Workspace,
  touched: ReadonlySet<string>,
  where: string,
): ReadonlyMap<string, string> {
  const now = new Map(
    snapshot.uris().map((uri) => {
      // Places elsewhere move when their files are edited.
      return [uri, JSON.stringify(snapshot.findings(uri), withoutOthers)];
    }),
  );
  for (const [uri, findings] of now) {
    if (before === undefined || touched.has(uri)) continue;
    assert.equal(findings, before.get(uri) ?? '[]', `${where}: the findings of ${uri} changed untold`);
  }
  return now;
}

function findingsOf(workspace: Workspace, touched: Set<string> = new Set()): string {
  const snapshot = workspace.snapshot;
  for (const uri of snapshot.analyze()) touched.add(uri);
  return JSON.stringify(
    snapshot
      .uris()
      .toSorted()
      .map((uri) => [uri, snapshot.findings(uri)]),
    withKeys,
    1,
  );
}

function withoutOthers(name: string, value: unknown): unknown {
  return name === 'related' || name === 'resource' ? undefined : value;
}

/** Objects by their keys, in findings and in those that they stand for. */
function withKeys(name: string, value: unknown): unknown {
  return name === 'resource' ? (value as PublishedFinding['resource'])?.key : value;
}

/** What features alone read, which no finding shows. @param asked whose keys are asked for */
function lateRowsOf(
  { snapshot }: Workspace,
  asked: Pick<Workspace, 'world'> = { world: () => undefined },
): string {
  const late = TABLES.filter(({ isLate }) => isLate === true);
  assert.ok(late.length > 0);
  return JSON.stringify(
    snapshot
      .worlds()
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((world) =>
        late.map((table) =>
          [...(asked.world(world.id) ?? world).keys(table)].toSorted().map((key) => [
            key,
            world
              .reader()
              .read(table, key)
              .map(({ row, resource }) => [resource.key, world.reader().fileOf(resource), row]),
          ]),
        ),
      ),
    undefined,
    1,
  );
}

/** The mesh that a question is about: everything given, as one world in which absence is a fact. */
import { ruleEnvironment } from '../rules/environment.ts';
import { type Mesh, meshOf } from '../semantics/mesh.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { WorkspaceConfiguration } from '../workspace/workspace-configuration.ts';
import { type MeshOptions, openProject } from './open-project.ts';
import { readProject } from './read-project.ts';
import { failure, ok, type Result } from './result.ts';
import type { Terminal } from './terminal.ts';

export interface OpenedMesh {
  readonly mesh: Mesh;
  readonly snapshot: Snapshot;
  /** How reports call a file. */
  show(uri: string): string;
}

export interface MeshChoice extends MeshOptions {
  /** Name of the world that is meant, where the paths hold several. */
  readonly in?: string;
}

export async function openMesh(
  paths: readonly string[],
  options: MeshChoice,
  terminal: Terminal,
  findings: 'with-findings' | 'without-findings' = 'without-findings',
): Promise<Result<OpenedMesh>> {
  const opened = await openProject(paths, { ...options, world: 'complete' }, terminal);
  if (!opened.isOk) return opened;
  const { project, show } = opened.value;
  const configuration: WorkspaceConfiguration = {
    worldsOf: (uri) => project.worldsOf(uri),
    get renderings() {
      return project.renderings();
    },
    severity: () => (findings === 'with-findings' ? undefined : 'off'),
  };
  const workspace = new Workspace(
    findings === 'with-findings' ? ruleEnvironment(() => undefined) : ruleEnvironment(() => undefined, []),
    configuration,
  );
  const read = await readProject(opened.value, workspace, configuration);
  if (!read.isOk) return read;
  const { snapshot } = workspace;
  if (findings === 'with-findings') for (const _ of snapshot.analyze());
  const worlds = snapshot.worlds().filter((world) => [...world.slots()].length > 0);
  const names = worlds.map(({ name }) => name).sort();
  const world =
    options.in === undefined && worlds.length === 1
      ? worlds[0]
      : worlds.find(({ name }) => name === options.in);
  if (world !== undefined) return ok({ mesh: meshOf(world.reader()), snapshot, show });
  if (worlds.length === 0)
    return failure('There is no resource of Istio, the Gateway API or Kubernetes here');
  const list = names.map((name) => `"${name}"`).join(', ');
  return failure(
    options.in === undefined
      ? `There are several worlds here, of which one at a time is true: choose one with --in (${list})`
      : `There is no world "${options.in}"; there are ${list}`,
  );
}

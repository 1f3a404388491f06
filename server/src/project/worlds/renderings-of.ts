/** What is built of the files of a project, as renderings of its worlds. */
import { chartRendering } from '../../workspace/chart-rendering.ts';
import { kustomizeRendering } from '../../workspace/kustomize-rendering.ts';
import type { Rendering } from '../../workspace/workspace-configuration.ts';
import { type ChartOutputs, isTemplateOf } from '../helm/chart-outputs.ts';
import { VENDORED_FOLDERS } from '../vendored-folders.ts';
import type { Built } from './placement.ts';
import type { ProjectUnit, ProjectWorld } from './unit.ts';

export interface BuildSurroundings {
  /** The place of a path of the units, and back. */
  uriOf(path: string): string;
  pathOf(uri: string): string;
  /** Of files that are no manifests. */
  readText(uri: string): string | undefined;
  /** Git ignores it, or a command writes it. */
  isMadeLater(uri: string): boolean;
  readonly isUnrestricted: boolean;
  readonly outputs: ChartOutputs;
}

export function renderingsOf(built: readonly Built[], surroundings: BuildSurroundings): readonly Rendering[] {
  const uses = new Map<string, string[]>();
  for (const { unit, world, list } of built) {
    for (const path of list === undefined ? (unit.builtFrom ?? []) : [chartUse(unit)]) {
      const users = uses.get(path);
      if (users === undefined) uses.set(path, [world.id]);
      else users.push(world.id);
    }
  }
  return built.map((one) =>
    one.list === undefined
      ? kustomization(one.unit, one.world, uses, surroundings)
      : chart(one, uses, surroundings),
  );
}

function kustomization(
  unit: ProjectUnit,
  world: ProjectWorld,
  uses: ReadonlyMap<string, readonly string[]>,
  { uriOf, pathOf, readText, isMadeLater, isUnrestricted }: BuildSurroundings,
): Rendering {
  return kustomizeRendering({
    id: JSON.stringify(['kustomize', unit.root, ...(unit.delivery ? [unit.name] : [])]),
    world,
    delivery: unit.delivery && { ...unit.delivery, file: uriOf(unit.delivery.file) },
    folder: uriOf(unit.root),
    manifests: unit.manifests?.map(uriOf),
    readText,
    isMadeLater: (uri) => isMadeLater(uri) || isFetched(pathOf(uri)),
    isUnrestricted,
    sharedBy: (uri) => uses.get(pathOf(uri)) ?? [],
  });
}

/** No path of a file is like it. */
function chartUse({ root }: ProjectUnit): string {
  return `${root}//`;
}

function chart(
  { unit, world, list }: Built,
  uses: ReadonlyMap<string, readonly string[]>,
  { uriOf, pathOf, outputs }: BuildSurroundings,
): Rendering {
  const values = list?.files ?? [];
  const own = `${unit.root === '' ? '' : `${unit.root}/`}values.yaml`;
  return chartRendering({
    id: JSON.stringify(['helm', world.id]),
    world,
    folder: uriOf(unit.root),
    templates: unit.files.filter((uri) => isTemplateOf(unit, pathOf(uri))),
    values: (values.includes(own) ? values : [own, ...values]).map(uriOf),
    result: list && outputs.of(unit, list),
    sharedBy: uses.get(chartUse(unit)) ?? [],
  });
}

/** Below folders into which tools put what they fetch, or what `flux bootstrap` commits to a repository. */
function isFetched(path: string): boolean {
  return path
    .split('/')
    .some((step) => step === 'vendor' || step === 'flux-system' || VENDORED_FOLDERS.has(step));
}

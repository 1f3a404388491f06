/** One kustomization folder and all it reaches: gathering, generating, transforming, in the order of the tool. */
import type { Accumulation, BuildContext } from './context.ts';
import { wholeFile } from './embedded-text.ts';
import { absorb, type GeneratedKind, generate } from './generate.ts';
import type { Loader } from './loader.ts';
import { builtinSchemas, openApiSchemas } from './merge-keys.ts';
import { isInFolder, joinPath } from './paths.ts';
import type { Place } from './place.ts';
import { generatorPlugins } from './plugins.ts';
import type { Problems } from './problems.ts';
import { type Kustomization, readKustomization, textItems } from './read-kustomization.ts';
import { readResources, readTrees } from './read-resources.ts';
import { isRemote } from './remote.ts';
import type { BuildResource } from './resource.ts';
import { idText } from './resource-id.ts';
import { ResourceSet } from './resource-set.ts';
import { runTransformers } from './run-transformers.ts';
import { DEFAULT_CONFIG, mergeConfigs, ownConfig } from './transformer-config.ts';
import { child, descendant, mapItems, type Tree, type TreeScalar, textOf } from './tree.ts';
import { declareVariable } from './vars.ts';

/** Folders inside each other, folders in all, and objects in all: what no honest build reaches. */
const MAX_DEPTH = 64;
const MAX_FOLDERS = 2_000;
const MAX_RESOURCES = 20_000;

export function newContext(loader: Loader, problems: Problems): BuildContext {
  const context: BuildContext = {
    loader,
    problems,
    schemas: undefined,
    folders: 0,
    gather(entry, kustomization, stack) {
      const gathered = emptyAccumulation();
      addEntry(entry, kustomization, gathered, context, stack);
      return gathered.set.all;
    },
  };
  return context;
}

export function emptyAccumulation(): Accumulation {
  return { set: new ResourceSet(), config: DEFAULT_CONFIG, variables: [] };
}

/** `open`: the folders being worked on, the outermost first. */
export function accumulate(
  kustomization: Kustomization,
  into: Accumulation,
  context: BuildContext,
  open: readonly string[],
): void {
  const stack = [...open, kustomization.folder];
  readSchemas(kustomization, context);
  for (const entry of textItems(kustomization, 'resources', 'bases'))
    addEntry(entry, kustomization, into, context, stack);
  into.config = mergeConfigs(into.config, ownConfig(kustomization, context.loader, context.problems));
  runGenerators(kustomization, into, context, stack);
  for (const entry of textItems(kustomization, 'components'))
    addComponent(entry, kustomization, into, context, stack);
  runTransformers(kustomization, into, context, stack);
  for (const entry of mapItems(child(kustomization.fields, 'vars')))
    into.variables.push(declareVariable(into.set, entry, context.problems));
}

function readSchemas({ fields, folder }: Kustomization, context: BuildContext): void {
  const path = descendant(fields, 'openapi', 'path');
  if (context.schemas !== undefined || path?.kind !== 'scalar') return;
  const { loader, problems } = context;
  if (isRemote(path.text)) {
    problems.leaveOut({ kind: 'remote', effect: 'changes', value: path.text }, path.origin);
    return;
  }
  const file = loader.namedFile(folder, path.text, path.origin);
  const [tree] = (file && readTrees(wholeFile(file), problems, 'kustomization-malformed')) ?? [];
  context.schemas = tree === undefined ? builtinSchemas : openApiSchemas(tree);
}

/** A file, else a folder with a kustomization of its own. */
function addEntry(
  entry: TreeScalar,
  kustomization: Kustomization,
  into: Accumulation,
  context: BuildContext,
  stack: readonly string[],
): void {
  const { loader, problems } = context;
  const path = localPath(entry, kustomization, context, 'adds');
  if (path === undefined) return;
  if (!loader.isFolder(path)) {
    const file = loader.namedFile(kustomization.folder, entry.text, entry.origin);
    const resources = (file && readResources(wholeFile(file), problems)) ?? [];
    for (const resource of resources) addResource(into, resource, context, resource.nameOrigin);
    return;
  }
  const base = openFolder(path, entry, context, stack);
  if (base === undefined) return;
  if (base.isComponent) {
    const message = `"${entry.text}" is a Component: it belongs under "components"`;
    problems.fail('component-mismatch', message, entry.origin);
    return;
  }
  const below = emptyAccumulation();
  accumulate(base, below, context, stack);
  for (const resource of below.set.all) if (!addResource(into, resource, context, entry.origin)) break;
  into.config = mergeConfigs(into.config, below.config);
  for (const variable of below.variables) into.variables.push(variable);
}

/** Undefined for what would have to be fetched: it is left out. */
function localPath(
  entry: TreeScalar,
  { folder }: Kustomization,
  { loader, problems }: BuildContext,
  effect: 'adds' | 'changes',
): string | undefined {
  if (!isRemote(entry.text)) return loader.realPath(joinPath(folder, entry.text));
  problems.leaveOut({ kind: 'remote', effect, value: entry.text }, entry.origin);
  return undefined;
}

function addResource(
  { set }: Accumulation,
  resource: BuildResource,
  { problems }: BuildContext,
  place: Place,
): boolean {
  if (set.all.length >= MAX_RESOURCES) {
    problems.fail('too-large', `The build has more than ${MAX_RESOURCES} objects`, place);
    return false;
  }
  if (set.add(resource)) return true;
  // What an action prints is not known: names that are written alike may differ.
  if (resource.id.name.includes('{{')) return true;
  problems.fail('duplicate-id', `${idText(resource.id)} is there twice`, place);
  return false;
}

function openFolder(
  folder: string,
  entry: TreeScalar,
  context: BuildContext,
  stack: readonly string[],
): Kustomization | undefined {
  const { loader, problems } = context;
  if (stack.some((visited) => isInFolder(visited, folder))) {
    const message = `"${entry.text}" leads back to a folder that is being built`;
    return problems.fail('cycle', message, entry.origin);
  }
  if (stack.length > MAX_DEPTH || ++context.folders > MAX_FOLDERS)
    return problems.fail('too-large', 'The build reaches too many folders', entry.origin);
  return readKustomization(loader, problems, folder, entry.origin);
}

function addComponent(
  entry: TreeScalar,
  kustomization: Kustomization,
  into: Accumulation,
  context: BuildContext,
  stack: readonly string[],
): void {
  const { loader, problems } = context;
  const path = localPath(entry, kustomization, context, 'changes');
  if (path === undefined) return;
  if (!loader.isFolder(path)) {
    const message = `There is no folder "${entry.text}"`;
    problems.fail('path-missing', message, entry.origin);
    return;
  }
  const component = openFolder(path, entry, context, stack);
  if (component === undefined) return;
  if (component.isComponent) accumulate(component, into, context, stack);
  else {
    const message = `"${entry.text}" is no Component: it belongs under "resources"`;
    problems.fail('component-mismatch', message, entry.origin);
  }
}

const GENERATORS: readonly (readonly [string, GeneratedKind])[] = [
  ['configMapGenerator', 'ConfigMap'],
  ['secretGenerator', 'Secret'],
];

function runGenerators(
  kustomization: Kustomization,
  into: Accumulation,
  context: BuildContext,
  stack: readonly string[],
): void {
  const { fields, folder } = kustomization;
  const { loader, problems } = context;
  const globals = child(fields, 'generatorOptions');
  for (const [field, kind] of GENERATORS) {
    for (const entry of mapItems(child(fields, field))) {
      const resource = generate(kind, entry, globals, { folder, loader, problems });
      if (resource !== undefined) absorb(into.set, resource, problems);
    }
  }
  for (const [field, name] of [
    ['helmCharts', 'name'],
    ['helmChartInflationGenerator', 'chartName'],
  ] as const) {
    for (const entry of mapItems(child(fields, field)))
      problems.leaveOut({ kind: 'helm', effect: 'adds', value: chartName(entry, name) }, entry.origin);
  }
  for (const resource of generatorPlugins(kustomization, context, stack))
    absorb(into.set, resource, problems);
}

function chartName(entry: Tree, field: string): string {
  return textOf(child(entry, field)) ?? '';
}

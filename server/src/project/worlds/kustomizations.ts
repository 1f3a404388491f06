/** Kustomization folders: what each of them builds, and which of them nobody else uses. */
import { append } from '../../base/append.ts';
import type { JsonValue } from '../../base/json.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { objectOf } from './digest.ts';
import { folderOf, resolvePath } from './paths.ts';
import type { Unresolved } from './unit.ts';

export interface KustomizeRoot {
  readonly folder: string;
  /** Paths of the files whose objects it builds. */
  readonly resources: ReadonlySet<string>;
  /** Folders that it is built from, its own first. */
  readonly folders: readonly string[];
  /** Files with patches, of all of them, in order. */
  readonly patches: readonly string[];
  /** Paths of all files that it is built from. */
  readonly reach: ReadonlySet<string>;
  readonly namespace: string | undefined;
  readonly unresolved: readonly Unresolved[];
}

export interface Kustomizations {
  readonly roots: readonly KustomizeRoot[];
  /** Paths that a kustomization names as anything but a resource: patches, inputs, configurations. */
  readonly inputs: ReadonlySet<string>;
  has(folder: string): boolean;
  /** Paths of all files that a folder is built from; none where it is no kustomization. */
  reachOf(folder: string): ReadonlySet<string>;
  /** What is named to be built: paths of files, and of folders that are no kustomization here. */
  readonly references: ReadonlySet<string>;
}

interface Kustomization {
  readonly file: string;
  readonly isComponent: boolean;
  readonly targets: readonly string[];
  readonly inputs: readonly string[];
  readonly patches: readonly string[];
  readonly namespace: string | undefined;
  readonly unresolved: readonly Unresolved[];
}

/** @param texts of kustomization files, by path */
export function readKustomizations(texts: ReadonlyMap<string, string>): Kustomizations {
  const byFolder = new Map<string, Kustomization>();
  for (const [path, text] of texts) byFolder.set(folderOf(path), readKustomization(path, text));
  const used = new Set(
    [...byFolder].flatMap(([folder, { targets }]) => targets.filter((target) => target !== folder)),
  );
  // Folders that only use each other are roots all the same: nothing may vanish.
  const starts = [...byFolder.keys()].filter(
    (folder) => !used.has(folder) && byFolder.get(folder)?.isComponent === false,
  );
  return {
    roots: starts.sort().map((folder) => gather(folder, byFolder)),
    inputs: new Set([...byFolder.values()].flatMap(({ inputs }) => inputs)),
    has: (folder) => byFolder.has(folder),
    reachOf: (folder) => gather(folder, byFolder).reach,
    references: new Set(
      [...byFolder.values()].flatMap(({ targets, inputs }) => [
        ...targets.filter((target) => !byFolder.has(target)),
        ...inputs,
      ]),
    ),
  };
}

function gather(start: string, byFolder: ReadonlyMap<string, Kustomization>): KustomizeRoot {
  const resources = new Set<string>();
  const folders = new Set([start]);
  const reach = new Set<string>();
  const unresolved: Unresolved[] = [];
  const patches: string[] = [];
  let namespace: string | undefined;
  for (const folder of folders) {
    const kustomization = byFolder.get(folder);
    if (kustomization === undefined) continue;
    namespace ??= kustomization.namespace;
    append(unresolved, kustomization.unresolved);
    append(patches, kustomization.patches);
    for (const path of [kustomization.file, ...kustomization.inputs]) reach.add(path);
    for (const target of kustomization.targets) {
      if (byFolder.has(target)) folders.add(target);
      else {
        resources.add(target);
        reach.add(target);
      }
    }
  }
  return { folder: start, resources, folders: [...folders], patches, reach, namespace, unresolved };
}

function readKustomization(file: string, text: string): Kustomization {
  const folder = folderOf(file);
  const value = objectOf(text) ?? {};
  const targets: string[] = [];
  const unresolved: Unresolved[] = [];
  for (const field of ['resources', 'bases', 'components']) {
    for (const target of textsIn(value[field])) {
      const path = resolvePath(folder, target);
      if (path !== undefined) targets.push(path);
      else unresolved.push({ kind: 'remote', value: target, file });
    }
  }
  if (value['helmCharts'] !== undefined || value['helmChartInflationGenerator'] !== undefined) {
    unresolved.push({ kind: 'helm', value: 'helmCharts', file });
  }
  const { namespace } = value;
  return {
    file,
    isComponent: value['kind'] === 'Component',
    targets,
    inputs: inputsOf(value).flatMap((input) => resolvePath(folder, input) ?? []),
    patches: [
      ...['patches', 'patchesJson6902'].flatMap((field) => pathsIn(value[field])),
      ...textsIn(value['patchesStrategicMerge']),
    ].flatMap((patch) => resolvePath(folder, patch) ?? []),
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
    unresolved,
  };
}

/** Files that stand for no object of their own. */
function inputsOf(value: Readonly<Record<string, JsonValue>>): readonly string[] {
  const paths = [
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((field) => pathsIn(value[field])),
    ...[
      'patchesStrategicMerge',
      'configurations',
      'crds',
      'transformers',
      'generators',
      'validators',
    ].flatMap((field) => textsIn(value[field])),
  ];
  for (const field of ['configMapGenerator', 'secretGenerator']) {
    for (const generator of itemsOf(value[field])) {
      if (!isRecord(generator)) continue;
      const files = [...textsIn(generator['files']), ...textsIn(generator['envs'])];
      // `key=path`
      for (const input of files) paths.push(input.slice(input.indexOf('=') + 1));
    }
  }
  return paths;
}

function pathsIn(value: JsonValue | undefined): readonly string[] {
  return itemsOf(value).flatMap((item) => (isRecord(item) ? textsIn([item['path'] ?? null]) : []));
}

function textsIn(value: JsonValue | undefined): readonly string[] {
  return itemsOf(value).filter((item) => typeof item === 'string');
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

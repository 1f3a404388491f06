/**
 * From the files of a project to its units: what is applied together, first match from the top: what `meshwright.json`
 * declares, what delivery objects point to, kustomizations, charts, and folders of plain manifests.
 */
import { isRecord } from '../../yaml/to-json.ts';
import { alternativesIn } from './alternatives.ts';
import { valuesOfChart } from './chart-values.ts';
import { type Delivered, deliversFile, readDeliveries } from './delivery.ts';
import { type FileDigest, objectOf } from './digest.ts';
import { type KustomizeRoot, readKustomizations } from './kustomizations.ts';
import { isChart, isKustomization } from './marker-names.ts';
import { folderOf, isIn } from './paths.ts';
import { type Draft, dividePlainFolders } from './plain-folders.ts';
import type { ProjectUnit, Unresolved } from './unit.ts';

export interface DiscoveryInput {
  readonly digests: readonly FileDigest[];
  /** Texts of kustomizations and charts, by path. */
  readonly markers: ReadonlyMap<string, string>;
  /** Name of the world that `meshwright.json` gives a file to. */
  declaredWorld(uri: string): string | undefined;
  /** The files are the whole cluster: everything that no tool builds is one unit. */
  readonly isComplete: boolean;
  /** Folders are named as clusters of one mesh: they are not taken apart. */
  readonly hasClusters: boolean;
  /** Decoded path of the project's folder. */
  readonly location: string;
  /** How people call a folder. */
  nameOf(path: string): string;
}

export interface Discovery {
  readonly units: readonly ProjectUnit[];
  /** Files whose objects count nowhere as they are written: patches and other inputs. */
  readonly inputs: ReadonlySet<string>;
  /** Paths that builds name. */
  readonly references: ReadonlySet<string>;
}

type Found = Omit<ProjectUnit, 'files' | 'alternatives'> & {
  readonly files: readonly FileDigest[];
  /** Who delivers it, where several do. */
  readonly way?: string | undefined;
};

export function discover(input: DiscoveryInput): Discovery {
  const { markers, isComplete } = input;
  const declared = declaredUnits(input);
  const taken = new Set(declared.flatMap(({ files }) => files));
  const free = input.digests.filter((digest) => !taken.has(digest));
  const kustomizations = readKustomizations(new Map([...markers].filter(([path]) => isKustomization(path))));
  const charts = chartFolders(markers);
  const folders = foldersOf(input.digests, markers);
  const { delivered, unresolved } = readDeliveries(input.digests, folders, input.location);
  const built = [
    ...kustomizeUnits(kustomizations.roots, free, delivered, input),
    ...chartUnits(charts, free, delivered, input),
  ];
  const builtFiles = new Set(built.flatMap(({ files }) => files));
  const inputs = new Set(free.filter(({ path }) => kustomizations.inputs.has(path)).map(({ uri }) => uri));
  const others = free.filter((digest) => !builtFiles.has(digest) && !inputs.has(digest.uri));
  const isBuilt = (folder: string) => kustomizations.has(folder) || charts.includes(folder);
  const plainDeliveries = delivered.filter(({ folder }) => !isBuilt(folder));
  const fromFolders = isComplete ? [] : deliveredFolders(plainDeliveries, others);
  const left = without(others, fromFolders);
  const elsewhere = new Set([...built, ...fromFolders].flatMap(({ files }) => idsOf(files)));
  const plain =
    isComplete || input.hasClusters ? [wholeTree(left, isComplete)] : dividePlainFolders(left, elsewhere);
  const found = [...declared, ...built, ...fromFolders, ...plain.map(plainUnit)].filter(
    ({ files, builtFrom }) => files.length > 0 || builtFrom !== undefined,
  );
  return { units: named(found, input, unresolved), inputs, references: kustomizations.references };
}

function declaredUnits({ digests, declaredWorld }: DiscoveryInput): readonly Found[] {
  const byName = new Map<string, FileDigest[]>();
  for (const digest of digests) {
    const name = declaredWorld(digest.uri);
    if (name === undefined) continue;
    const files = byName.get(name);
    if (files === undefined) byName.set(name, [digest]);
    else files.push(digest);
  }
  return [...byName].map(([name, files]) => ({
    kind: 'declared',
    role: 'own',
    name,
    root: '',
    files,
    builtFrom: undefined,
    namespace: undefined,
    why: '`worlds` in meshwright.json',
    unresolved: [],
  }));
}

function kustomizeUnits(
  roots: readonly KustomizeRoot[],
  free: readonly FileDigest[],
  delivered: readonly Delivered[],
  { nameOf: shownAs }: DiscoveryInput,
): readonly Found[] {
  const byPath = new Map(free.map((digest) => [digest.path, digest]));
  return roots.flatMap(({ folder, resources, folders, patches, reach, namespace, unresolved }) => {
    const why = [
      'a kustomization',
      ...(folders.length > 1 ? [`of ${listed(folders.slice(1).map(shownAs))}`] : []),
      ...(patches.length > 0 ? [`patched by ${listed(patches.map(shownAs))}`] : []),
    ].join(' ');
    return waysOf(folder, delivered, namespace).map((by, _, ways) => ({
      way: ways.length > 1 ? by?.by : undefined,
      kind: by === undefined ? 'kustomize' : 'delivery',
      role: 'own',
      name: folder,
      root: folder,
      files: [...resources].flatMap((path) => byPath.get(path) ?? []),
      builtFrom: [...reach, ...(by?.settings ? [by.file] : [])].sort(),
      delivery: by?.settings && { ...by.settings.object, file: by.file },
      namespace: namespace ?? by?.namespace,
      why: by === undefined ? why : `${why}, ${deliveredBy(by)}`,
      unresolved,
    }));
  });
}

/** More ways of one folder than this say nothing new of it. */
const MOST_WAYS = 12;

/** One for each way in which the folder is delivered: the same one to several clusters is one. */
function waysOf(
  folder: string,
  delivered: readonly Delivered[],
  namespace: string | undefined,
): readonly (Delivered | undefined)[] {
  const ways = new Map<string, Delivered>();
  for (const by of delivered) {
    if (by.folder !== folder || ways.size >= MOST_WAYS) continue;
    const way = JSON.stringify([namespace ?? by.namespace, by.settings?.text]);
    if (!ways.has(way)) ways.set(way, by);
  }
  return ways.size === 0 ? [undefined] : [...ways.values()];
}

function deliveredBy({ by, file, namespace }: Delivered): string {
  const into = namespace === undefined ? '' : ` into namespace "${namespace}"`;
  return `delivered by ${by}${into} (${file})`;
}

const MOST_NAMES = 4;

/** `a, b and 3 more`. */
function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`;
}

function withValues(
  folder: string,
  files: readonly FileDigest[],
  delivered: readonly Delivered[],
  shownAs: (path: string) => string,
): readonly string[] {
  const { own, others } = valuesOfChart(
    folder,
    files.map(({ path }) => path),
  );
  const given = delivered.flatMap((by) => (by.folder === folder ? (by.values ?? []) : []));
  const names = [...new Set([...own, ...others, ...given])];
  return names.length === 0 ? [] : [` with ${listed(names.map(shownAs))}`];
}

/** Charts that are in no other chart. */
function chartFolders(markers: ReadonlyMap<string, string>): readonly string[] {
  const all = [...markers.keys()].filter(isChart).map(folderOf);
  return all.filter((folder) => !all.some((other) => other !== folder && isIn(folder, other))).sort();
}

function chartUnits(
  charts: readonly string[],
  free: readonly FileDigest[],
  delivered: readonly Delivered[],
  { markers, digests: all, nameOf: shownAs }: DiscoveryInput,
): readonly Found[] {
  const known = new Set(all.map(({ path }) => path));
  return charts.flatMap((folder) => {
    const files = free.filter(({ path }) => isIn(path, folder));
    const why = ['a chart', ...withValues(folder, files, delivered, shownAs)].join('');
    const values = delivered.flatMap((by) => {
      const given = by.folder === folder ? (by.values ?? []).filter((path) => known.has(path)) : [];
      return given.length === 0 ? [] : [given];
    });
    return waysOf(folder, delivered, undefined).map((by, _, ways) => ({
      way: ways.length > 1 ? by?.by : undefined,
      kind: by === undefined ? 'helm' : 'delivery',
      role: 'own',
      name: folder,
      root: folder,
      files,
      builtFrom: undefined,
      values,
      namespace: by?.namespace,
      why: by === undefined ? why : `${why}, ${deliveredBy(by)}`,
      unresolved: missingCharts(folder, markers),
    }));
  });
}

/** Charts that it depends on and that are not in the files: whatever they bring is not known. */
function missingCharts(folder: string, markers: ReadonlyMap<string, string>): readonly Unresolved[] {
  const inside = (path: string) => (folder === '' ? path : `${folder}/${path}`);
  const file = inside('Chart.yaml');
  const dependencies = objectOf(markers.get(file) ?? '')?.['dependencies'];
  return (Array.isArray(dependencies) ? dependencies : []).flatMap((dependency): readonly Unresolved[] => {
    if (!isRecord(dependency)) return [];
    const { name, repository } = dependency;
    if (typeof name !== 'string') return [];
    const isHere =
      markers.has(inside(`charts/${name}/Chart.yaml`)) ||
      (typeof repository === 'string' && repository.startsWith('file:'));
    return isHere ? [] : [{ kind: 'helm', value: name, file }];
  });
}

/** Folders of plain manifests that a delivery object points to; the first one has a file that two point to. */
function deliveredFolders(delivered: readonly Delivered[], free: readonly FileDigest[]): readonly Found[] {
  const left = new Set(free);
  return delivered.map((one) => {
    const files = [...left].filter(({ path, objects }) => objects.length > 0 && deliversFile(one, path));
    for (const file of files) left.delete(file);
    return {
      kind: 'delivery',
      role: 'own',
      name: one.folder,
      root: one.folder,
      files,
      builtFrom: undefined,
      namespace: one.namespace,
      why: deliveredBy(one),
      unresolved: [],
    };
  });
}

function wholeTree(files: readonly FileDigest[], isComplete: boolean): Draft {
  const why = isComplete
    ? 'the files are said to be complete: they are one unit'
    : 'the folders are named as clusters of one mesh';
  return { kind: 'plain', role: 'own', root: '', why, files: files.filter(hasObjects) };
}

function plainUnit({ kind, role, root, why, files }: Draft): Found {
  return {
    kind,
    role,
    name: root,
    root,
    files,
    builtFrom: undefined,
    namespace: undefined,
    why,
    unresolved: [],
  };
}

/** Name of the world of what belongs to no other. */
const REST_NAME = 'default';

export function isRest({ kind, root, role }: Pick<ProjectUnit, 'kind' | 'root' | 'role'>): boolean {
  return kind === 'plain' && root === '' && role === 'own';
}

/** Gives each unit a name that no other has. */
function named(
  found: readonly Found[],
  { isComplete, nameOf: shownAs }: DiscoveryInput,
  unresolved: readonly Unresolved[],
): readonly ProjectUnit[] {
  const taken = new Set<string>(found.some(isRest) ? [REST_NAME] : []);
  return found.map((unit) => {
    const place = unit.kind === 'declared' ? unit.name : shownAs(unit.root);
    const wanted = unit.way === undefined ? place : `${place} (${unit.way})`;
    let name = isRest(unit) ? REST_NAME : wanted;
    for (let at = 1; !isRest(unit) && taken.has(name); at++) {
      name = at === 1 ? `${wanted} (${unit.kind})` : `${wanted} (${unit.kind} ${at})`;
    }
    taken.add(name);
    const isAll = isRest(unit) && found.length === 1 && !isComplete;
    const files = [...unit.files].sort((a, b) => (a.path < b.path ? -1 : 1));
    return {
      ...unit,
      name,
      why: isAll ? 'nothing says that these manifests are applied apart' : unit.why,
      files: files.map(({ uri }) => uri),
      alternatives:
        isComplete || unit.kind === 'helm' || unit.builtFrom !== undefined ? [] : alternativesIn(files),
      unresolved: isRest(unit) ? [...unit.unresolved, ...unresolved] : unit.unresolved,
    };
  });
}

function without(files: readonly FileDigest[], units: readonly Found[]): readonly FileDigest[] {
  const taken = new Set(units.flatMap((unit) => unit.files));
  return files.filter((file) => hasObjects(file) && !taken.has(file));
}

function hasObjects({ objects }: FileDigest): boolean {
  return objects.length > 0;
}

function idsOf(files: readonly FileDigest[]): readonly string[] {
  return files.flatMap(({ objects }) => objects.map(({ id }) => id));
}

function foldersOf(
  digests: readonly FileDigest[],
  markers: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of [...digests.map((digest) => digest.path), ...markers.keys()]) {
    for (let at = folderOf(path); !folders.has(at); at = folderOf(at)) folders.add(at);
  }
  return folders;
}

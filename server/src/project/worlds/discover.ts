/**
 * From the files of a project to its units: what is applied together, first match from the top: what `meshwright.json`
 * declares, what delivery objects point to, kustomizations, charts, and folders of plain manifests.
 */
import { alternativesIn } from './alternatives.ts';
import { chartFolders, chartUnits } from './chart-units.ts';
import { type Delivered, deliversFile, readDeliveries } from './delivery.ts';
import type { FileDigest } from './digest.ts';
import { readKustomizations } from './kustomizations.ts';
import { deliveredBy, type Found, kustomizeUnits, madeKustomizations } from './kustomize-units.ts';
import { isKustomization } from './marker-names.ts';
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
    ...kustomizeUnits(kustomizations, free, delivered, input.nameOf),
    ...chartUnits(charts, free, delivered, input),
  ];
  const builtFiles = new Set(built.flatMap(({ files }) => files));
  const inputs = new Set(free.filter(({ path }) => kustomizations.inputs.has(path)).map(({ uri }) => uri));
  const others = free.filter((digest) => !builtFiles.has(digest) && !inputs.has(digest.uri));
  const isBuilt = (folder: string) => kustomizations.has(folder) || charts.includes(folder);
  const plainDeliveries = delivered.filter(({ folder }) => !isBuilt(folder));
  const made = isComplete
    ? []
    : madeKustomizations(plainDeliveries, others, kustomizations, (folder) =>
        [...markers.keys()].some((path) => isIn(path, folder)),
      );
  const makes = new Set(made.map(({ root }) => root));
  const asTheyAre = plainDeliveries.filter(({ folder }) => !makes.has(folder));
  const fromFolders = isComplete ? [] : [...deliveredFolders(asTheyAre, without(others, made)), ...made];
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
      why: isAll ? wholeReason(files.length) : unit.why,
      files: files.map(({ uri }) => uri),
      alternatives:
        isComplete || unit.kind === 'helm' || unit.builtFrom !== undefined ? [] : alternativesIn(files),
      unresolved: isRest(unit) ? [...unit.unresolved, ...unresolved] : unit.unresolved,
    };
  });
}

function wholeReason(count: number): string {
  return count === 1 ? 'the only manifests here' : 'nothing says that these manifests are applied apart';
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

/** Units that are built from kustomizations: those that nobody else uses, and those that Flux makes of plain folders. */
import type { Delivered } from './delivery.ts';
import type { FileDigest } from './digest.ts';
import type { Kustomizations } from './kustomizations.ts';
import { isIn, resolvePath } from './paths.ts';
import type { ProjectUnit } from './unit.ts';

export type Found = Omit<ProjectUnit, 'files' | 'alternatives'> & {
  readonly files: readonly FileDigest[];
  /** Who delivers it, where several do. */
  readonly way?: string | undefined;
};

export function kustomizeUnits(
  kustomizations: Kustomizations,
  free: readonly FileDigest[],
  delivered: readonly Delivered[],
  shownAs: (path: string) => string,
): readonly Found[] {
  const byPath = new Map(free.map((digest) => [digest.path, digest]));
  return kustomizations.roots.flatMap(
    ({ folder, resources, folders, patches, reach, namespace, unresolved }) => {
      const why = [
        'a kustomization',
        ...(folders.length > 1 ? [`of ${listed(folders.slice(1).map(shownAs))}`] : []),
        ...(patches.length > 0 ? [`patched by ${listed(patches.map(shownAs))}`] : []),
        ...(namespace === undefined ? [] : [`into namespace "${namespace}"`]),
      ].join(' ');
      return waysOf(folder, delivered, namespace).map((by, _, ways) => ({
        way: ways.length > 1 ? by?.by : undefined,
        kind: by === undefined ? 'kustomize' : 'delivery',
        role: 'own',
        name: folder,
        root: folder,
        files: [...resources].flatMap((path) => byPath.get(path) ?? []),
        builtFrom: [...new Set([...reach, ...addedBy(by, kustomizations)])].sort(),
        delivery: by?.settings && { ...by.settings.object, file: by.file },
        namespace: namespace ?? by?.namespace,
        why: by === undefined ? why : `${why}, ${deliveredBy(by)}`,
        unresolved,
      }));
    },
  );
}

/** Paths of what a delivery object adds to a folder: itself, and the components that it names. */
function addedBy(by: Delivered | undefined, kustomizations: Kustomizations): readonly string[] {
  if (by?.settings === undefined) return [];
  const components = by.settings.components.flatMap((name) => resolvePath(by.folder, name) ?? []);
  return [by.file, ...components.flatMap((folder) => [...kustomizations.reachOf(folder)])];
}

/**
 * Flux makes a kustomization of all manifests below a folder that has none, and applies its settings on top. Where that would
 * not be read as people read it (charts, kustomizations, templates in it), it is a folder of plain manifests.
 * @param holdsMarker a folder with something that is built, in it or below it
 */
export function madeKustomizations(
  delivered: readonly Delivered[],
  free: readonly FileDigest[],
  kustomizations: Kustomizations,
  holdsMarker: (folder: string) => boolean,
): readonly Found[] {
  const wanted = delivered.filter(({ settings }) => settings?.object.kind === 'Kustomization');
  return [...new Set(wanted.map(({ folder }) => folder))].flatMap((folder) => {
    if (holdsMarker(folder)) return [];
    const files = free.filter(({ path, objects }) => objects.length > 0 && isIn(path, folder));
    if (files.length === 0 || files.some(({ isTemplate }) => isTemplate)) return [];
    const paths = files.map(({ path }) => path);
    return waysOf(folder, wanted, undefined).flatMap((by, _, ways): Found[] => {
      if (by === undefined) return [];
      return [
        {
          way: ways.length > 1 ? by.by : undefined,
          kind: 'delivery',
          role: 'own',
          name: folder,
          root: folder,
          files,
          builtFrom: [...new Set([...paths, ...addedBy(by, kustomizations)])].sort(),
          manifests: paths,
          delivery: by.settings && { ...by.settings.object, file: by.file },
          namespace: by.namespace,
          why: `${deliveredBy(by)}, which makes a kustomization of it`,
          unresolved: [],
        },
      ];
    });
  });
}

/** More ways of one folder than this say nothing new of it. */
const MOST_WAYS = 12;

/** One for each way in which the folder is delivered: the same one to several clusters is one. */
export function waysOf(
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

export function deliveredBy({ by, file, namespace }: Delivered): string {
  const isFilledIn = namespace?.includes('{{') === true;
  const named = isFilledIn ? 'a namespace that its generator fills in' : `namespace "${namespace ?? ''}"`;
  const into = namespace === undefined ? '' : ` into ${named}`;
  return `delivered by ${by}${into} (${file})`;
}

const MOST_NAMES = 4;

/** `a, b and 3 more`. */
export function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`;
}

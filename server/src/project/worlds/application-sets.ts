/** Generators of Argo CD's ApplicationSets, over the folders and files of the project. */
import type { JsonValue } from '../../base/json.ts';
import { withElement } from '../../kustomize/fill-in.ts';
import { pathGlobCovers } from '../../primitives/path-glob.ts';
import { isRecord } from '../../yaml/to-json.ts';
import type { JsonRecord } from '../object-in-text.ts';
import type { FileDigest } from './digest.ts';
import { itemsOf, recordOf, textOf } from './members.ts';
import { folderOf, nameOf } from './paths.ts';

export interface DeliverySurroundings {
  /** Paths of folders that hold anything. */
  readonly folders: ReadonlySet<string>;
  readonly digests: readonly FileDigest[];
}

export type Values = ReadonlyMap<string, string>;

/** Each with each, for `matrix`; more than this is no list that people wrote. */
const MOST_ELEMENTS = 2_000;

/** What a generator puts into the template, one map for each Application; empty maps where no file says it. */
export function elementsOf(generator: JsonRecord, project: DeliverySurroundings): readonly Values[] {
  const inner = (name: string) =>
    itemsOf(recordOf(generator[name])['generators'])
      .filter(isRecord)
      .map((one) => elementsOf(one, project));
  if (isRecord(generator['matrix'] ?? null)) {
    return inner('matrix').reduce<readonly Values[]>(
      (all, own) =>
        all.flatMap((left) => own.map((right) => new Map([...left, ...right]))).slice(0, MOST_ELEMENTS),
      [new Map()],
    );
  }
  if (isRecord(generator['merge'] ?? null)) return inner('merge')[0] ?? [];
  const git = recordOf(generator['git']);
  if (git['files'] !== undefined)
    return fileElements(itemsOf(git['files']).filter(isRecord), project.digests);
  const isKnown = generator['list'] !== undefined || git['directories'] !== undefined;
  return isKnown ? knownElements(generator, project.folders) : [new Map()];
}

/** One for each file that the globs name: what it holds, and where it lies. */
function fileElements(globs: readonly JsonRecord[], digests: readonly FileDigest[]): readonly Values[] {
  const isNamed = (path: string, isExcluded: boolean) =>
    globs.some(
      (one) => (one['exclude'] === true) === isExcluded && pathGlobCovers(textOf(one['path']) ?? '/', path),
    );
  const found = digests.filter(({ path }) => isNamed(path, false) && !isNamed(path, true));
  // Files of JSON that hold nothing of ours are not kept.
  if (found.length === 0) return [new Map()];
  return found.map((digest) => {
    const named = namedValues(digest.content() ?? {}, '');
    return new Map([...placeValues(folderOf(digest.path)), ['path.filename', nameOf(digest.path)], ...named]);
  });
}

function placeValues(folder: string): readonly (readonly [string, string])[] {
  const name = nameOf(folder);
  return [
    ['path', folder],
    ['path.path', folder],
    ['path.basename', name],
    ['path.basenameNormalized', name.toLowerCase().replace(/[^a-z0-9.-]/g, '-')],
    ...folder.split('/').map((step, at) => [`path[${at}]`, step] as const),
  ];
}

function knownElements(generator: JsonRecord, folders: ReadonlySet<string>): readonly Values[] {
  const elements = itemsOf(recordOf(generator['list'])['elements'])
    .filter(isRecord)
    .map((element) => new Map(namedValues(element, '')));
  const directories = itemsOf(recordOf(generator['git'])['directories']).filter(isRecord);
  const globs = (isExcluded: boolean) =>
    directories
      .filter(({ exclude }) => (exclude === true) === isExcluded)
      .flatMap(({ path }) => textOf(path) ?? []);
  const [wanted, excluded] = [globs(false), globs(true)];
  const found = [...folders]
    .filter((folder) => wanted.some((glob) => isMatch(glob, folder)))
    .filter((folder) => !excluded.some((glob) => isMatch(glob, folder)))
    .sort();
  return [...elements, ...found.map((folder) => new Map(placeValues(folder)))];
}

/** Deeper ones than these nobody names in a template. */
const MOST_LEVELS = 8;

/** `values: { env: dev }` is `values.env`. */
function namedValues(element: JsonRecord, above: string, level = 0): readonly (readonly [string, string])[] {
  return Object.entries(element).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    if (!isRecord(value)) return [[`${above}${key}`, String(value)]];
    return level < MOST_LEVELS ? namedValues(value, `${above}${key}.`, level + 1) : [];
  });
}

export function filledIn(value: JsonValue, values: Values): JsonValue {
  if (typeof value === 'string') {
    return withElement(value, values);
  }
  if (Array.isArray(value)) return value.map((item) => filledIn(item, values));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filledIn(member, values)]));
}

/** A folder as deep as the glob. */
export function isMatch(glob: string, folder: string): boolean {
  return glob.split('/').length === folder.split('/').length && pathGlobCovers(glob, folder);
}

/** ConfigMaps and Secrets from `configMapGenerator` and `secretGenerator`. */
import { type GeneratorContext, type KeyValue, readKeyValues } from './key-values.ts';
import type { Origin } from './place.ts';
import type { Problems } from './problems.ts';
import { BuildResource, type GeneratorBehavior } from './resource.ts';
import { idText } from './resource-id.ts';
import type { ResourceSet } from './resource-set.ts';
import {
  child,
  descendant,
  emptyMap,
  entriesOf,
  isTrue,
  mapOf,
  setEntry,
  stringTree,
  type Tree,
  type TreeEntry,
  type TreeMap,
  textOf,
} from './tree.ts';
import { base64 } from './utf8.ts';

export type GeneratedKind = 'ConfigMap' | 'Secret';

/** The object that one entry makes; `globals` is `generatorOptions`. */
export function generate(
  kind: GeneratedKind,
  entry: TreeMap,
  globals: Tree | undefined,
  context: GeneratorContext,
): BuildResource | undefined {
  const pairs = readKeyValues(entry, context);
  if (pairs === undefined) return undefined;
  const { origin } = entry;
  const name = child(entry, 'name') ?? descendant(entry, 'metadata', 'name');
  if (name === undefined || !textOf(name))
    return context.problems.fail('generator-malformed', 'A generator needs a name', origin);
  const own = child(entry, 'options');
  const root = mapOf(origin, [
    ['apiVersion', stringTree('v1', origin)],
    ['kind', stringTree(kind, origin)],
    ['metadata', metadataOf(entry, name, own, globals)],
  ]);
  if (kind === 'Secret') setEntry(root, 'type', child(entry, 'type') ?? stringTree('Opaque', origin));
  if (pairs.length > 0) setEntry(root, 'data', dataOf(kind, pairs, origin));
  const immutable = [own, globals].map((options) => child(options, 'immutable')).find(isTrue);
  if (immutable !== undefined) setEntry(root, 'immutable', immutable);
  const resource = new BuildResource(root, { ...origin, end: origin.start }, true);
  resource.behavior = behaviorOf(textOf(child(entry, 'behavior')));
  resource.needsHash = ![own, globals].some((options) => isTrue(child(options, 'disableNameSuffixHash')));
  return resource;
}

function metadataOf(entry: TreeMap, name: Tree, own: Tree | undefined, globals: Tree | undefined): TreeMap {
  const { origin } = entry;
  const metadata = mapOf(origin, [['name', name]]);
  const namespace = child(entry, 'namespace') ?? descendant(entry, 'metadata', 'namespace');
  if (namespace !== undefined && textOf(namespace) !== '') setEntry(metadata, 'namespace', namespace);
  for (const field of ['labels', 'annotations']) {
    const pairs = new Map([...entriesOf(child(globals, field)), ...entriesOf(child(own, field))]);
    if (pairs.size > 0) setEntry(metadata, field, { kind: 'map', entries: pairs, origin });
  }
  return metadata;
}

function dataOf(kind: GeneratedKind, pairs: readonly KeyValue[], origin: Origin): TreeMap {
  const data = emptyMap(origin);
  for (const { key, value, origin: written } of pairs)
    setEntry(data, key, stringTree(kind === 'Secret' ? base64(value) : value, written));
  return data;
}

function behaviorOf(text: string | undefined): GeneratorBehavior {
  return text === 'merge' || text === 'replace' ? text : 'create';
}

/** Adds a generated object, or merges it into the one that it is meant for. */
export function absorb(set: ResourceSet, resource: BuildResource, problems: Problems): void {
  const { id, behavior } = resource;
  const matches = set.withAnyId(id);
  const [old] = matches;
  const fail = (why: string) => problems.fail('generator-conflict', `${idText(id)} ${why}`, resource.origin);
  if (old === undefined) {
    // A base that cannot be read may hold it.
    if (behavior === 'create' || problems.hasMissingObjects) set.add(resource);
    else fail(`is not there: nothing to ${behavior}`);
  } else if (matches.length > 1) fail('stands for several objects');
  else if (behavior === 'create') fail('exists already: the behavior must be merge or replace');
  else {
    takeOver(resource, old);
    set.replace(old, resource);
  }
}

/** Strings of a Secret count as the data that the API server makes of them. */
function dataBefore({ root, gvk }: BuildResource, field: string): ReadonlyMap<string, TreeEntry> {
  const data = entriesOf(child(root, field));
  if (gvk.kind !== 'Secret' || field !== 'data') return data;
  const strings = [...entriesOf(child(root, 'stringData'))].map(
    ([name, { key, value }]): [string, TreeEntry] => [
      name,
      { key, value: stringTree(base64(textOf(value) ?? ''), value.origin) },
    ],
  );
  return new Map([...data, ...strings]);
}

/** The new object stands in the old one's place: its names and history, and for `merge` what it held. */
function takeOver(resource: BuildResource, old: BuildResource): void {
  for (const field of [
    'labels',
    'annotations',
    ...(resource.behavior === 'merge' ? ['data', 'binaryData'] : []),
  ]) {
    const isData = field === 'data' || field === 'binaryData';
    const before = isData ? dataBefore(old, field) : entriesOf(descendant(old.root, 'metadata', field));
    const holder = isData ? resource.root : resource.metadata;
    const after = entriesOf(child(holder, field));
    if (before.size === 0 && after.size === 0) continue;
    setEntry(holder, field, {
      kind: 'map',
      entries: new Map([...before, ...after]),
      origin: resource.origin,
    });
  }
  for (const field of ['name', 'namespace']) {
    const value = descendant(old.root, 'metadata', field);
    if (value === undefined) resource.metadata.entries.delete(field);
    else setEntry(resource.metadata, field, value);
  }
  resource.previous = old.previous;
  resource.prefixes = old.prefixes;
  resource.suffixes = old.suffixes;
  resource.needsHash = resource.needsHash && old.needsHash;
}

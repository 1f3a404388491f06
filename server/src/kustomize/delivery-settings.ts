/**
 * What an object of a delivery tool does to the folder that it points to: an Argo CD Application writes its settings
 * around the kustomization, a Flux Kustomization likewise, and then fills in variables of the built text.
 */

import { KUSTOMIZATION } from './kustomization-shape.ts';
import type { Loader } from './loader.ts';
import { derivedFrom, type Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { Kustomization } from './read-kustomization.ts';
import { conform } from './shape.ts';
import {
  child,
  descendant,
  emptyMap,
  entriesOf,
  isTrue,
  itemsOf,
  mapItems,
  mapOf,
  plainTree,
  setEntry,
  stringTree,
  type Tree,
  type TreeMap,
  textOf,
  treeOf,
} from './tree.ts';

/** Which object speaks. */
export interface DeliveryObject {
  /** Path of its file, as the file source names files. */
  readonly file: string;
  readonly kind: 'Application' | 'Kustomization';
  readonly name: string;
  /** Path of the folder as the object writes it: an Application may name several. */
  readonly path: string;
}

export interface DeliverySettings {
  /** Works on what the folder becomes, as a component does. */
  readonly around: Kustomization;
  readonly variables: Variables | undefined;
}

interface Variables {
  readonly values: ReadonlyMap<string, Tree>;
  /** More of them may stand in objects of the cluster: a default is not certain then. */
  readonly hasOthers: boolean;
}

/** Fields that the tools hand on as they are. */
const SAME: readonly string[] = ['namePrefix', 'nameSuffix', 'patches', 'components'];

/** Undefined when the object is not there, or says nothing. */
export function readDeliverySettings(
  by: DeliveryObject,
  folder: string,
  { loader, problems }: { readonly loader: Loader; readonly problems: Problems },
): DeliverySettings | undefined {
  const file = loader.file(by.file);
  const place: Place = { file: by.file, start: 0, end: 0 };
  for (const { document, start } of file?.yaml.documents ?? []) {
    if (file === undefined || document.root === undefined) continue;
    const tree = treeOf(document.root, (from, to) => ({
      file: by.file,
      start: start + from,
      end: start + to,
    }));
    const isMeant =
      textOf(child(tree, 'kind')) === by.kind && textOf(descendant(tree, 'metadata', 'name')) === by.name;
    if (!isMeant) continue;
    const spec = child(tree, 'spec');
    const fields = by.kind === 'Application' ? applicationFields(spec, by.path) : fluxFields(spec);
    if (fields === undefined) return undefined;
    const fault = conform(fields, KUSTOMIZATION);
    if (fault !== undefined) {
      const value = `${by.kind} "${by.name}"`;
      problems.leaveOut({ kind: 'plugin', effect: 'changes', value }, fault.place ?? place);
      return undefined;
    }
    const around = { folder, file, isComponent: true, fields };
    return { around, variables: by.kind === 'Kustomization' ? variablesOf(spec) : undefined };
  }
  return undefined;
}

function applicationFields(spec: Tree | undefined, path: string): TreeMap | undefined {
  const sources = [child(spec, 'source'), ...itemsOf(child(spec, 'sources'))];
  const settings = child(
    sources.find((source) => textOf(child(source, 'path')) === path),
    'kustomize',
  );
  if (settings?.kind !== 'map') return undefined;
  const fields = taken(settings, [...SAME, 'namespace', 'commonAnnotations']);
  const labels = child(settings, 'commonLabels');
  if (labels !== undefined && isTrue(child(settings, 'labelWithoutSelector'))) {
    const templates = child(settings, 'labelIncludeTemplates');
    setEntry(fields, 'labels', labelsOf(labels, templates));
  } else if (labels !== undefined) setEntry(fields, 'commonLabels', labels);
  const images = child(settings, 'images');
  if (images !== undefined) {
    const items = itemsOf(images).flatMap((item) => argoImage(item) ?? []);
    setEntry(fields, 'images', { kind: 'list', items, origin: images.origin });
  }
  return fields;
}

function fluxFields(spec: Tree | undefined): TreeMap | undefined {
  if (spec?.kind !== 'map') return undefined;
  const fields = taken(spec, [...SAME, 'images']);
  const namespace = child(spec, 'targetNamespace');
  if (namespace !== undefined) setEntry(fields, 'namespace', namespace);
  const labels = descendant(spec, 'commonMetadata', 'labels');
  if (labels !== undefined) setEntry(fields, 'labels', labelsOf(labels, undefined));
  return fields;
}

function taken(settings: TreeMap, names: readonly string[]): TreeMap {
  const fields = emptyMap(settings.origin);
  for (const name of names) {
    const entry = settings.entries.get(name);
    if (entry !== undefined) fields.entries.set(name, entry);
  }
  return fields;
}

function labelsOf(pairs: Tree, includeTemplates: Tree | undefined): Tree {
  const item = mapOf(pairs.origin, [['pairs', pairs]]);
  if (includeTemplates !== undefined) setEntry(item, 'includeTemplates', includeTemplates);
  return { kind: 'list', items: [item], origin: pairs.origin };
}

/** `[name=]new[:tag][@digest]`. */
function argoImage(item: Tree): Tree | undefined {
  const text = textOf(item);
  if (text === undefined) return undefined;
  const equals = text.indexOf('=');
  const [image = '', digest] = text.slice(equals + 1).split('@', 2);
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  const name = colon < 0 ? image : image.slice(0, colon);
  const pairs: (readonly [string, string | undefined])[] = [
    ['name', equals < 0 ? name : text.slice(0, equals)],
    ['newName', equals < 0 ? undefined : name],
    ['newTag', colon < 0 ? undefined : image.slice(colon + 1)],
    ['digest', digest],
  ];
  return mapOf(
    item.origin,
    pairs.flatMap(([key, value]) => (value ? [[key, stringTree(value, item.origin)] as const] : [])),
  );
}

function variablesOf(spec: Tree | undefined): Variables | undefined {
  const postBuild = child(spec, 'postBuild');
  if (postBuild === undefined) return undefined;
  const values = [...entriesOf(child(postBuild, 'substitute'))].flatMap(([name, { value }]) =>
    textOf(value) === undefined ? [] : [[name, value] as const],
  );
  return { values: new Map(values), hasOthers: mapItems(child(postBuild, 'substituteFrom')).length > 0 };
}

const VARIABLE = /\$\{([A-Za-z_]\w*)(?::?[-=]([^${}]*))?\}/g;

/** Fills in what the object says; a variable that only the cluster knows stays. */
export function fillIn(root: TreeMap, variables: Variables): void {
  const metadata = child(root, 'metadata');
  const switches = ['labels', 'annotations'].map((field) =>
    textOf(descendant(metadata, field, 'kustomize.toolkit.fluxcd.io/substitute')),
  );
  if (!switches.includes('disabled')) filled(root, variables);
}

function filled(tree: Tree, variables: Variables): Tree {
  if (tree.kind === 'list') {
    for (const [at, item] of tree.items.entries()) tree.items[at] = filled(item, variables);
    return tree;
  }
  if (tree.kind === 'map') {
    for (const [name, { key, value }] of tree.entries)
      tree.entries.set(name, { key, value: filled(value, variables) });
    return tree;
  }
  if (typeof tree.value !== 'string' || !tree.text.includes('${')) return tree;
  let { origin } = tree;
  const text = tree.text.replace(VARIABLE, (written, name: string, otherwise: string | undefined) => {
    const value = variables.values.get(name);
    const known = textOf(value) ?? (variables.hasOthers ? undefined : otherwise);
    if (known === undefined) return written;
    origin = derivedFrom(origin, value?.origin);
    return known;
  });
  // The tool fills in text, which is read again: `${PORT}` becomes a number.
  return text === tree.text ? tree : plainTree(text, origin);
}

/**
 * What an object of a delivery tool does to the folder that it points to: an Argo CD Application writes its settings
 * around the kustomization, a Flux Kustomization likewise, and then fills in variables of the built text.
 */

import { elementOf, holdsTemplate, type Variables, variablesOf } from './fill-in.ts';
import { KUSTOMIZATION } from './kustomization-shape.ts';
import type { Loader } from './loader.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { Kustomization } from './read-kustomization.ts';
import type { BuildResource } from './resource.ts';
import { conform } from './shape.ts';
import {
  child,
  descendant,
  emptyMap,
  isTrue,
  itemsOf,
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
  readonly kind: 'Application' | 'ApplicationSet' | 'Kustomization';
  readonly name: string;
  /** Path of the folder as the object writes it: an Application may name several. */
  readonly path: string;
  /** What a generator of an ApplicationSet fills in, by name. */
  readonly element?: readonly (readonly [string, string])[];
}

export interface DeliverySettings {
  /** Works on what the folder becomes, as a component does. */
  readonly around: Kustomization;
  readonly variables: Variables | undefined;
  /** Put on every object at the very end. */
  readonly annotations: TreeMap | undefined;
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
    const spec = specOf(tree, by);
    const isFlux = by.kind === 'Kustomization';
    const fields = isFlux ? fluxFields(spec) : applicationFields(spec, by.path);
    if (fields === undefined) return undefined;
    const fault =
      conform(fields, KUSTOMIZATION) ?? (holdsTemplate(fields) ? { place: undefined } : undefined);
    if (fault !== undefined) {
      const value = `${by.kind} "${by.name}"`;
      problems.leaveOut({ kind: 'plugin', effect: 'changes', value }, fault.place ?? place);
      return undefined;
    }
    const around = { folder, file, isComponent: true, fields };
    const annotations = isFlux ? descendant(spec, 'commonMetadata', 'annotations') : undefined;
    return {
      around,
      variables: isFlux ? variablesOf(spec) : undefined,
      annotations: annotations?.kind === 'map' ? annotations : undefined,
    };
  }
  return undefined;
}

function specOf(tree: Tree, { kind, element = [] }: DeliveryObject): Tree | undefined {
  const spec = child(tree, 'spec');
  const template = descendant(spec, 'template', 'spec');
  return kind === 'ApplicationSet' ? template && elementOf(template, new Map(element)) : spec;
}

/** Flux names them for the objects themselves, not for the pods of workloads. */
export function annotate({ metadata }: BuildResource, annotations: TreeMap): void {
  const known = child(metadata, 'annotations');
  const own = known?.kind === 'map' ? known : emptyMap(annotations.origin);
  for (const [name, { key, value }] of annotations.entries) setEntry(own, name, value, key);
  setEntry(metadata, 'annotations', own);
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
  const replicas = child(settings, 'replicas');
  if (replicas !== undefined) {
    const items = itemsOf(replicas).map(argoReplica);
    setEntry(fields, 'replicas', { kind: 'list', items, origin: replicas.origin });
  }
  return fields;
}

/** The count may be a text there. */
function argoReplica(item: Tree): Tree {
  const [name, count] = [child(item, 'name'), child(item, 'count')];
  if (name === undefined || count?.kind !== 'scalar') return item;
  return mapOf(item.origin, [
    ['name', name],
    ['count', plainTree(count.text, count.origin)],
  ]);
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

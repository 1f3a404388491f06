/** `images`: names, tags and digests of container images. */
import { type FieldSpec, walkFields } from '../field-spec.ts';
import { derivedFrom } from '../place.ts';
import type { ResourceSet } from '../resource-set.ts';
import { child, setEntry, stringTree, type Tree, type TreeMap, type TreeScalar, textOf } from '../tree.ts';

export function setImages(set: ResourceSet, entry: TreeMap, specs: readonly FieldSpec[]): void {
  const name = textOf(child(entry, 'name')) ?? '';
  const change = (value: Tree): TreeScalar | undefined => {
    if (value.kind !== 'scalar') return undefined;
    const text = changedImage(value.text, name, entry);
    return text === undefined ? undefined : stringTree(text, derivedFrom(value.origin, entry.origin));
  };
  for (const resource of set.all) {
    const { gvk, root } = resource;
    if (gvk.kind !== 'CustomResourceDefinition') changeContainers(root, change);
    walkFields(root, gvk, specs, {
      visit({ value, replace }) {
        const changed = change(value);
        if (changed !== undefined) replace(changed);
      },
    });
  }
}

/** Lists called `containers` or `initContainers`, at any depth of any kind. */
function changeContainers(tree: Tree, change: (value: Tree) => TreeScalar | undefined): void {
  if (tree.kind === 'scalar') return;
  if (tree.kind === 'list') {
    for (const item of tree.items) changeContainers(item, change);
    return;
  }
  for (const [name, { value }] of tree.entries) {
    if ((name === 'containers' || name === 'initContainers') && value.kind === 'list') {
      for (const container of value.items) {
        const image = child(container, 'image');
        const changed = image && change(image);
        if (changed !== undefined && container.kind === 'map') setEntry(container, 'image', changed);
      }
    }
    changeContainers(value, change);
  }
}

/** Undefined when the image has another name, or keeps its text. */
function changedImage(image: string, name: string, entry: TreeMap): string | undefined {
  const parts = splitImage(image);
  if (name === '' || parts.name !== name) return undefined;
  const field = (key: string) => textOf(child(entry, key)) ?? '';
  const newTag = field('newTag');
  const newDigest = field('digest');
  const tagSuffix = field('tagSuffix');
  let { tag, digest } = parts;
  if (newTag !== '' || newDigest !== '') {
    tag = newTag;
    digest = newDigest;
  } else if (tagSuffix !== '') {
    tag += tagSuffix;
    digest = '';
  }
  const changed = (field('newName') || parts.name) + (tag && `:${tag}`) + (digest && `@${digest}`);
  return changed === image ? undefined : changed;
}

interface ImageParts {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

/** A colon before the last slash belongs to the registry's port. */
function splitImage(image: string): ImageParts {
  const at = image.indexOf('@');
  const digest = at < 0 ? '' : image.slice(at + 1);
  const rest = at < 0 ? image : image.slice(0, at);
  const colon = rest.lastIndexOf(':');
  if (colon <= rest.lastIndexOf('/')) return { name: rest, tag: '', digest };
  return { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}

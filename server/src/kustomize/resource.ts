/** One object of a build, with all the names it has had. */
import { derivedFrom, type Origin, type Place } from './place.ts';
import { effectiveNamespace, type Gvk, parseApiVersion, type ResourceId } from './resource-id.ts';
import {
  child,
  cloneMap,
  descendant,
  emptyMap,
  entriesOf,
  setEntry,
  stringTree,
  type TreeMap,
  textOf,
} from './tree.ts';

export type GeneratorBehavior = 'create' | 'merge' | 'replace';

export interface NameRecord {
  readonly name: string;
  readonly namespace: string;
  readonly kind: string;
}

export class BuildResource {
  root: TreeMap;
  /** Where the object as a whole was written: its document, or the entry that generated it. */
  readonly origin: Origin;
  /** Earlier names, the first one first. */
  previous: readonly NameRecord[] = [];
  /** Innermost first. */
  prefixes: readonly string[] = [];
  suffixes: readonly string[] = [];
  behavior: GeneratorBehavior = 'create';
  needsHash = false;
  /** Path of the file and folder chain for `originAnnotations`; see `build-metadata.ts`. */
  readonly isGenerated: boolean;

  constructor(root: TreeMap, origin: Origin, isGenerated = false) {
    this.root = root;
    this.origin = origin;
    this.isGenerated = isGenerated;
  }

  get gvk(): Gvk {
    const apiVersion = textOf(child(this.root, 'apiVersion')) ?? '';
    return { ...parseApiVersion(apiVersion), kind: textOf(child(this.root, 'kind')) ?? '' };
  }

  get name(): string {
    return textOf(descendant(this.root, 'metadata', 'name')) ?? '';
  }

  get namespace(): string {
    return textOf(descendant(this.root, 'metadata', 'namespace')) ?? '';
  }

  /** As it is now. */
  get id(): ResourceId {
    return { ...this.gvk, namespace: this.namespace, name: this.name };
  }

  /** Of every name it has had, the first one first; without the present one. */
  get previousIds(): readonly ResourceId[] {
    const { gvk } = this;
    return this.previous.map((record) => ({ ...gvk, ...record }));
  }

  get originalId(): ResourceId {
    return this.previousIds[0] ?? this.id;
  }

  rememberName(): void {
    const { id } = this;
    const record = { name: id.name, namespace: effectiveNamespace(id), kind: id.kind };
    this.previous = [...this.previous, record];
  }

  /** `metadata`, made when it is missing. */
  get metadata(): TreeMap {
    const metadata = child(this.root, 'metadata');
    if (metadata?.kind === 'map') return metadata;
    const made = emptyMap(this.origin);
    setEntry(this.root, 'metadata', made);
    return made;
  }

  /** The place that speaks for the name. */
  get nameOrigin(): Origin {
    return descendant(this.root, 'metadata', 'name')?.origin ?? this.origin;
  }

  /** Another name, composed of the present one and what stands at `via`. */
  deriveName(name: string, via: Place | undefined): void {
    setEntry(this.metadata, 'name', stringTree(name, derivedFrom(this.nameOrigin, via)));
  }

  strings(field: 'labels' | 'annotations'): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const [key, { value }] of entriesOf(descendant(this.root, 'metadata', field)))
      found.set(key, textOf(value) ?? '');
    return found;
  }

  /** A copy to try a change on. */
  copyRoot(): TreeMap {
    return cloneMap(this.root);
  }
}

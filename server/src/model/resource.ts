/** One Kubernetes object as written in a document (or as an item of a `List`), with its identity and its facts. */
import type { KindId } from '../base/kind-id.ts';
import { sameContent } from '../yaml/navigate.ts';
import type { YamlDocument, YamlNode } from '../yaml/node.ts';
import { Cursor } from './cursor.ts';
import { areApart, isConditional, isOpen } from './open-parts.ts';

/** Identity of an object inside one world, and the handle by which findings speak of it. */
export interface ResourceRef {
  /** `<group>/<Kind>/<namespace>/<name>`; the namespace is empty for cluster-scoped kinds. */
  readonly key: string;
  readonly kindId: KindId;
  readonly name: string;
  /** Effective namespace (written, else the world's default); empty for cluster-scoped kinds. */
  readonly namespace: string;
}

/** Turns a resource of one kind into plain, position-free facts; every name in them carries its path. */
export interface Model<Facts> {
  readonly kinds: readonly KindId[];
  build(resource: Resource): Facts;
}

/** A name that a build has changed; the namespace is empty where none was written. */
export interface FormerName {
  readonly name: string;
  readonly namespace: string;
}

export interface ResourceSource {
  readonly kindId: KindId;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespace: string;
  readonly isNamespaceWritten: boolean;
  readonly document: YamlDocument;
  readonly root: YamlNode;
  /** Path of `root` in its document: empty, or `items[2]` for an item of a `List`. */
  readonly basePath: string;
  readonly formerNames?: readonly FormerName[];
}

/**
 * An object as rules see it: what it says, by path. No text, no positions, no document: what is equal here gives the same
 * findings.
 */
export interface Resource extends ResourceRef {
  readonly apiVersion: string;
  readonly isNamespaceWritten: boolean;
  /** What it was called before it was built; empty for what stands in a file. */
  readonly formerNames: readonly FormerName[];
  /** Template actions stand in its document: what a value or a list comes to is not known. */
  readonly isTemplate: boolean;
  /** Some of its text could not be read: what seems to be missing may stand there. */
  readonly isBroken: boolean;
  /** A template may bring more to the list or map at a path than is written: absence in it proves nothing. */
  isOpen(path: string): boolean;
  /** A template may bring what stands at one path without what stands at the other. */
  areApart(path: string, other: string): boolean;
  /** A template may leave out what stands at a path, or something of it, though the object is there. */
  isConditional(path: string): boolean;
  /** Cursor at the object; its paths are relative to the object (`spec.hosts[0]`). */
  readonly cursor: Cursor;
  /** `cursor` at `spec`. */
  readonly spec: Cursor;
  facts<Facts>(model: Model<Facts>): Facts;
}

const NO_NAMES: readonly FormerName[] = [];

/** An object in its document. Immutable. Facts are built on first use and kept. */
export class WrittenResource implements Resource {
  readonly key: string;
  readonly kindId: KindId;
  readonly apiVersion: string;
  readonly name: string;
  readonly namespace: string;
  readonly isNamespaceWritten: boolean;
  readonly formerNames: readonly FormerName[];
  readonly document: YamlDocument;
  readonly root: YamlNode;
  readonly basePath: string;
  readonly #facts: Map<Model<unknown>, unknown>;
  /** Every rule begins there. */
  #cursor: Cursor | undefined;
  #spec: Cursor | undefined;

  /** `sameContentAs`: an earlier parse that reads equal; its facts are taken over. */
  constructor(source: ResourceSource, sameContentAs?: WrittenResource) {
    this.kindId = source.kindId;
    this.apiVersion = source.apiVersion;
    this.name = source.name;
    this.namespace = source.namespace;
    this.isNamespaceWritten = source.isNamespaceWritten;
    this.document = source.document;
    this.root = source.root;
    this.basePath = source.basePath;
    this.formerNames = source.formerNames ?? NO_NAMES;
    this.key = `${source.kindId}/${source.namespace}/${source.name}`;
    this.#facts = sameContentAs === undefined ? new Map() : sameContentAs.#facts;
  }

  get isBroken(): boolean {
    return this.document.problems.some(({ code }) => code === 'syntax');
  }

  get isTemplate(): boolean {
    return this.document.isTemplate;
  }

  isOpen(path: string): boolean {
    return isOpen(this, path);
  }

  areApart(path: string, other: string): boolean {
    return areApart(this, path, other);
  }

  isConditional(path: string): boolean {
    return isConditional(this, path);
  }

  get cursor(): Cursor {
    this.#cursor ??= new Cursor(this.root);
    return this.#cursor;
  }

  get spec(): Cursor {
    this.#spec ??= this.cursor.get('spec');
    return this.#spec;
  }

  /** False where a word certainly stands nowhere in it: who looks for rare ones need not walk through it. */
  mayContain(word: string): boolean {
    const { isTemplate, foreignMark, text } = this.document;
    // What templates bring is not written; in quotes, a word may be written with escapes.
    return isTemplate || foreignMark !== undefined || text.includes(word) || text.includes('\\');
  }

  /** A path of this object as a path of its document: the same, but for items of a `List`. */
  documentPath(path: string): string {
    if (this.basePath === '') return path;
    return path === '' || path.startsWith('[') ? `${this.basePath}${path}` : `${this.basePath}.${path}`;
  }

  /** Throws when the model throws: each time the same error, so that one defect is told once. */
  facts<Facts>(model: Model<Facts>): Facts {
    const known = this.#facts.get(model);
    if (known instanceof FailedModel) throw known.error;
    if (known !== undefined || this.#facts.has(model)) return known as Facts;
    try {
      const facts = model.build(this);
      this.#facts.set(model, facts);
      return facts;
    } catch (error) {
      this.#facts.set(model, new FailedModel(error));
      throw error;
    }
  }

  /** Whether whoever reads this object reads the same in the other; places and comments may differ. */
  readsAs(other: WrittenResource): boolean {
    if (this.isTemplate !== other.isTemplate || this.isBroken !== other.isBroken) return false;
    // What a template may bring besides does not show in what is written.
    if (this.isTemplate && this.document.text !== other.document.text) return false;
    const hasSameNames = JSON.stringify(this.formerNames) === JSON.stringify(other.formerNames);
    return hasSameNames && sameContent(this.root, other.root);
  }
}

class FailedModel {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

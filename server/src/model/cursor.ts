/**
 * Reading a resource by field name, with the path of everything read. Facts are built with it and rules that look at
 * one resource read through it. Wrong types read as absent: the schema layer has already said so.
 */
import type { JsonValue } from '../base/json.ts';
import { childPath, itemPath, pathSteps, ROOT_PATH } from '../base/node-path.ts';
import { findEntry } from '../yaml/navigate.ts';
import type { YamlNode } from '../yaml/node.ts';
import { nodeToJson } from '../yaml/to-json.ts';

/** A value with the path of the node it was read from. */
export interface Sourced<T> {
  readonly value: T;
  readonly path: string;
}

/** A place in a document that may or may not exist; reading from an absent place gives absent places. */
export class Cursor {
  readonly node: YamlNode | undefined;
  /** Most places are only looked at: their paths are put together for who asks. */
  #path: string | undefined;
  #parent: Cursor | undefined;
  readonly #step: string | number;

  /** @param at its path, or the place around it with the step from there */
  constructor(node: YamlNode | undefined, at: string | Cursor = ROOT_PATH, step: string | number = 0) {
    const isBelow = typeof at !== 'string';
    this.node = node;
    this.#path = isBelow ? undefined : at;
    this.#parent = isBelow ? at : undefined;
    this.#step = step;
  }

  get path(): string {
    let path = this.#path;
    if (path === undefined) {
      const parent = this.#parent?.path ?? ROOT_PATH;
      path = typeof this.#step === 'number' ? itemPath(parent, this.#step) : childPath(parent, this.#step);
      this.#path = path;
      this.#parent = undefined;
    }
    return path;
  }

  /** True when something is written here; `null` counts as absent, as the API server drops it. */
  get exists(): boolean {
    return this.node !== undefined && !(this.node.kind === 'scalar' && this.node.value === null);
  }

  get(key: string): Cursor {
    return new Cursor(findEntry(this.node, key)?.value, this, key);
  }

  /** As `get(key).exists`, without making a place. */
  has(key: string): boolean {
    const node = findEntry(this.node, key)?.value;
    return node !== undefined && !(node.kind === 'scalar' && node.value === null);
  }

  /** The place at a path below this one, as `path` properties give it. */
  at(path: string): Cursor {
    return pathSteps(path).reduce<Cursor>(
      (cursor, step) =>
        typeof step === 'number'
          ? (cursor.item(step) ?? new Cursor(undefined, cursor, step))
          : cursor.get(step),
      this,
    );
  }

  /** One list item; undefined when there is none. */
  item(index: number): Cursor | undefined {
    const item = this.node?.kind === 'seq' ? this.node.items[index] : undefined;
    return item && new Cursor(item.value, this, index);
  }

  /** List items, in order; nothing when this is no list. */
  items(): readonly Cursor[] {
    if (this.node?.kind !== 'seq') return [];
    return this.node.items.map((item, index) => new Cursor(item.value, this, index));
  }

  /** Map entries that count, in order; nothing when this is no map. */
  entries(): readonly { readonly key: string; readonly value: Cursor }[] {
    if (this.node?.kind !== 'map') return [];
    const found: { readonly key: string; readonly value: Cursor }[] = [];
    for (const { key, value, overridden } of this.node.entries) {
      if (overridden !== true) found.push({ key: key.text, value: new Cursor(value, this, key.text) });
    }
    return found;
  }

  get isMap(): boolean {
    return this.node?.kind === 'map';
  }

  get isList(): boolean {
    return this.node?.kind === 'seq';
  }

  string(): string | undefined {
    return this.node?.kind === 'scalar' && typeof this.node.value === 'string' ? this.node.value : undefined;
  }

  number(): number | undefined {
    return this.node?.kind === 'scalar' && typeof this.node.value === 'number' ? this.node.value : undefined;
  }

  boolean(): boolean | undefined {
    return this.node?.kind === 'scalar' && typeof this.node.value === 'boolean' ? this.node.value : undefined;
  }

  /** Everything that is written here, as the API server would hold it; undefined where nothing is. */
  json(): JsonValue | undefined {
    return this.node === undefined ? undefined : nodeToJson(this.node);
  }

  sourcedString(): Sourced<string> | undefined {
    const value = this.string();
    return value === undefined ? undefined : { value, path: this.path };
  }

  sourcedNumber(): Sourced<number> | undefined {
    const value = this.number();
    return value === undefined ? undefined : { value, path: this.path };
  }

  /** The strings of a list; items of other types are left out. */
  strings(): readonly Sourced<string>[] {
    const found: Sourced<string>[] = [];
    if (this.node?.kind !== 'seq') return found;
    for (const [index, { value: node }] of this.node.items.entries()) {
      if (node.kind !== 'scalar' || typeof node.value !== 'string') continue;
      found.push({ value: node.value, path: itemPath(this.path, index) });
    }
    return found;
  }

  /** A map of strings such as labels; values of other types are left out. */
  stringMap(): Readonly<Record<string, string>> {
    const found: [key: string, value: string][] = [];
    for (const { key, value, overridden } of this.node?.kind === 'map' ? this.node.entries : []) {
      if (overridden === true || value.kind !== 'scalar' || typeof value.value !== 'string') continue;
      found.push([key.text, value.value]);
    }
    return Object.fromEntries(found);
  }
}

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
  #step: string | number = 0;

  constructor(node: YamlNode | undefined, path: string = ROOT_PATH) {
    this.node = node;
    this.#path = path;
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

  #below(node: YamlNode | undefined, step: string | number): Cursor {
    const cursor = new Cursor(node, ROOT_PATH);
    cursor.#path = undefined;
    cursor.#parent = this;
    cursor.#step = step;
    return cursor;
  }

  /** True when something is written here; `null` counts as absent, as the API server drops it. */
  get exists(): boolean {
    return this.node !== undefined && !(this.node.kind === 'scalar' && this.node.value === null);
  }

  get(key: string): Cursor {
    return this.#below(findEntry(this.node, key)?.value, key);
  }

  /** The place at a path below this one, as `path` properties give it. */
  at(path: string): Cursor {
    return pathSteps(path).reduce<Cursor>(
      (cursor, step) =>
        typeof step === 'number' ? (cursor.item(step) ?? new Cursor(undefined, path)) : cursor.get(step),
      this,
    );
  }

  /** One list item; undefined when there is none. */
  item(index: number): Cursor | undefined {
    const item = this.node?.kind === 'seq' ? this.node.items[index] : undefined;
    return item && this.#below(item.value, index);
  }

  /** List items, in order; nothing when this is no list. */
  items(): readonly Cursor[] {
    if (this.node?.kind !== 'seq') return [];
    return this.node.items.map((item, index) => this.#below(item.value, index));
  }

  /** Map entries that count, in order; nothing when this is no map. */
  entries(): readonly { readonly key: string; readonly value: Cursor }[] {
    if (this.node?.kind !== 'map') return [];
    return this.node.entries
      .filter((entry) => entry.overridden !== true)
      .map((entry) => ({
        key: entry.key.text,
        value: this.#below(entry.value, entry.key.text),
      }));
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
    return this.items().flatMap((item) => item.sourcedString() ?? []);
  }

  /** A map of strings such as labels; values of other types are left out. */
  stringMap(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.entries().flatMap(({ key, value }) => {
        const text = value.string();
        return text === undefined ? [] : [[key, text]];
      }),
    );
  }
}

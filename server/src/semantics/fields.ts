/** Reading plain JSON by field name, with the path of everything read. What is absent reads as absent all the way down. */
import type { JsonValue } from '../base/json.ts';
import { childPath, itemPath } from '../base/node-path.ts';
import { isRecord } from '../yaml/to-json.ts';

export class Fields {
  readonly value: JsonValue | undefined;
  readonly path: string;

  constructor(value: JsonValue | undefined, path: string) {
    this.value = value === null ? undefined : value;
    this.path = path;
  }

  get exists(): boolean {
    return this.value !== undefined;
  }

  get(key: string): Fields {
    const found = isRecord(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Fields(found, childPath(this.path, key));
  }

  items(): readonly Fields[] {
    if (!Array.isArray(this.value)) return [];
    return (this.value as readonly JsonValue[]).map(
      (item, index) => new Fields(item, itemPath(this.path, index)),
    );
  }

  entries(): readonly (readonly [key: string, value: Fields])[] {
    if (!isRecord(this.value)) return [];
    return Object.entries(this.value).map(([key, value]) => [
      key,
      new Fields(value, childPath(this.path, key)),
    ]);
  }

  string(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  boolean(): boolean | undefined {
    return typeof this.value === 'boolean' ? this.value : undefined;
  }

  strings(): readonly string[] {
    return this.items().flatMap((item) => item.string() ?? []);
  }

  /** A map of strings such as labels. */
  stringMap(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    if (!isRecord(this.value)) return found;
    for (const [key, value] of Object.entries(this.value))
      if (typeof value === 'string') found.set(key, value);
    return found;
  }
}

/** Whether labels carry every pair of a selector; an empty selector is carried by all. */
export function carries(labels: ReadonlyMap<string, string>, selector: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of selector) if (labels.get(key) !== value) return false;
  return true;
}

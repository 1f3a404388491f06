/** An object as the API server validates it: nulls of maps are gone and the defaults of the target are filled in. */
import { compareReleases } from '../../primitives/release-order.ts';
import type { YamlMap, YamlNode } from '../../yaml/node.ts';
import type { FieldSchema } from '../field-schema.ts';
import { isNull } from '../plain-value.ts';

/** Shared (aliased) nodes are converted once for each schema they stand under. */
export function withDefaults(node: YamlNode, field: FieldSchema, release: string): unknown {
  return new Defaulting(release).value(node, field);
}

class Defaulting {
  readonly #release: string;
  readonly #known = new Map<YamlNode, Map<FieldSchema | undefined, unknown>>();

  constructor(release: string) {
    this.#release = release;
  }

  value(node: YamlNode, field: FieldSchema | undefined): unknown {
    if (node.kind === 'scalar') return node.value;
    const bySchema = this.#known.get(node) ?? new Map<FieldSchema | undefined, unknown>();
    this.#known.set(node, bySchema);
    if (bySchema.has(field)) return bySchema.get(field);
    const made =
      node.kind === 'seq'
        ? node.items.map((item) => this.value(item.value, field?.element))
        : this.#map(node, field);
    bySchema.set(field, made);
    return made;
  }

  #map(node: YamlMap, field: FieldSchema | undefined): Readonly<Record<string, unknown>> {
    const entries = new Map<string, unknown>();
    for (const entry of node.entries) {
      if (entry.overridden === true || isNull(entry.value)) continue;
      const name = entry.key.text;
      const schema = field?.type === 'map' ? field.element : field?.fields?.get(name);
      entries.set(name, this.value(entry.value, schema));
    }
    for (const [name, schema] of field?.fields ?? []) {
      if (!entries.has(name) && schema.default !== undefined && this.#exists(schema)) {
        entries.set(name, schema.default);
      }
    }
    return Object.fromEntries(entries);
  }

  #exists({ since, until }: FieldSchema): boolean {
    return (
      (since === undefined || compareReleases(this.#release, since) >= 0) &&
      (until === undefined || compareReleases(this.#release, until) <= 0)
    );
  }
}

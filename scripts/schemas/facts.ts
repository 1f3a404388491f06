/**
 * The record of schema facts: one entry per field path of every kind, with its history over the releases. It is the
 * generator's own input, committed as `schemas/source/facts.jsonl`, so that regenerating needs no upstream file.
 *
 * Paths: dots between keys, `[]` for a list item, `{}` for a map value. `since` absent: as old as the kind, or already
 * in the oldest bundle; `until` absent: still there. Facts are those of the newest bundle that has the field.
 */

export interface Change {
  readonly at: string;
  readonly what: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

export interface FieldFacts {
  type: string;
  since?: string;
  until?: string;
  changed?: Change[];
  onlyIn?: string[];
  differs?: Record<string, Record<string, unknown>>;
  experimental?: boolean;
  standardSince?: string;
  /** Constraints: `required`, `enum`, `pattern`, `maxItems`, `oneOf`… as the bundle states them. */
  [attribute: string]: unknown;
}

export interface VersionFacts {
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly statusSubresource?: boolean;
}

export type Releases = Record<string, Record<string, VersionFacts>>;

export interface KindMeta {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: string[];
  readonly categories: string[];
  readonly scope: string;
  readonly columns: string[];
}

export interface KindFacts extends KindMeta {
  since?: string;
  until?: string;
  releases: Releases;
  channel?: 'standard' | 'experimental';
  standardReleases?: Releases;
  standardSince?: string;
  /** Of the root itself. */
  oneOf?: unknown;
  fields: Record<string, FieldFacts>;
}

export interface FamilyFacts {
  /** Oldest first. */
  releases: string[];
  kinds: Record<string, KindFacts>;
}

export interface Facts {
  istio: FamilyFacts;
  gatewayApi: FamilyFacts;
}

export type FamilyName = keyof Facts;
export const FAMILIES: readonly FamilyName[] = ['istio', 'gatewayApi'];

/** Reads the record: a header line per family, then a line per kind followed by a line per field. */
export function parseRecord(text: string): Facts {
  const facts: Facts = { istio: { releases: [], kinds: {} }, gatewayApi: { releases: [], kinds: {} } };
  let family = facts.istio;
  let kind: KindFacts | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const entry = JSON.parse(line) as Record<string, unknown>;
    if ('family' in entry) {
      family = facts[entry['family'] as FamilyName];
      family.releases = entry['releases'] as string[];
    } else if ('kind' in entry) {
      kind = { ...(entry as unknown as KindFacts), fields: {} };
      family.kinds[`${kind.group}/${kind.kind}`] = kind;
    } else if (kind !== undefined) {
      const { path, ...field } = entry;
      kind.fields[path as string] = field as FieldFacts;
    }
  }
  return facts;
}

export function printRecord(facts: Facts): string {
  const lines: string[] = [];
  for (const family of FAMILIES) {
    lines.push(JSON.stringify({ family, releases: facts[family].releases }));
    for (const [, { fields, ...kind }] of sorted(facts[family].kinds)) {
      lines.push(JSON.stringify(kind));
      for (const [path, field] of Object.entries(fields)) lines.push(JSON.stringify({ path, ...field }));
    }
  }
  return `${lines.join('\n')}\n`;
}

export function sorted<T>(record: Record<string, T>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The one-file form in which facts come from elsewhere; rule texts (`cel`) stay behind, they are not ours. */
export function importFacts(text: string): Facts {
  const given = JSON.parse(text) as {
    istioReleases: string[];
    gatewayApiTags: string[];
    istio: Record<string, KindFacts>;
    gatewayApi: Record<string, KindFacts>;
  };
  return {
    istio: { releases: given.istioReleases, kinds: withoutCel(given.istio) },
    gatewayApi: { releases: given.gatewayApiTags, kinds: withoutCel(given.gatewayApi) },
  };
}

function withoutCel(kinds: Record<string, KindFacts>): Record<string, KindFacts> {
  return Object.fromEntries(
    Object.entries(kinds).map(([id, kind]) => [
      id,
      {
        ...kind,
        fields: Object.fromEntries(
          Object.entries(kind.fields).map(([path, field]) => [path, fieldWithoutCel(field)]),
        ),
      },
    ]),
  );
}

function fieldWithoutCel(field: FieldFacts): FieldFacts {
  const { cel: _cel, changed, differs, ...rest } = field;
  const kept: FieldFacts = rest as FieldFacts;
  if (differs !== undefined) {
    const versions = Object.entries(differs).map(([version, { cel: _rules, ...other }]) => [version, other]);
    kept.differs = Object.fromEntries(versions) as Record<string, Record<string, unknown>>;
  }
  const changes = (changed ?? []).filter((change) => change.what !== 'cel');
  if (changes.length > 0) kept.changed = changes;
  return kept;
}

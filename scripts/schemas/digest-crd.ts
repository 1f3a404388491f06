/** Reads a bundle of CustomResourceDefinitions and keeps facts only: no descriptions, no rule texts. */
import { parseAllDocuments } from 'yaml';
import type { FieldFacts, KindMeta, VersionFacts } from './facts.ts';

export interface KindDigest {
  readonly meta: KindMeta;
  readonly versions: Record<string, VersionFacts>;
  /** By path; the facts of the stored version, with what other versions state otherwise in `differs`. */
  readonly fields: Record<string, FieldFacts>;
}

interface OpenApiSchema {
  readonly type?: string;
  readonly properties?: Record<string, OpenApiSchema>;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly oneOf?: readonly OpenApiSchema[];
  readonly allOf?: readonly OpenApiSchema[];
  readonly not?: OpenApiSchema;
  readonly [keyword: string]: unknown;
}

interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly subresources?: { readonly status?: unknown };
  readonly additionalPrinterColumns?: readonly { readonly name: string }[];
  readonly schema: { readonly openAPIV3Schema: OpenApiSchema };
}

interface Crd {
  readonly kind?: string;
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: {
      readonly kind: string;
      readonly plural: string;
      readonly singular: string;
      readonly shortNames?: string[];
      readonly categories?: string[];
    };
    readonly versions: readonly CrdVersion[];
  };
}

/** Digests by `<group>/<Kind>`. */
export function digestBundle(text: string): Map<string, KindDigest> {
  const digests = new Map<string, KindDigest>();
  for (const document of parseAllDocuments(text)) {
    const crd = document.toJS({ maxAliasCount: -1 }) as Crd | null;
    if (crd?.kind !== 'CustomResourceDefinition') continue;
    digests.set(`${crd.spec.group}/${crd.spec.names.kind}`, digest(crd));
  }
  return digests;
}

function digest(crd: Crd): KindDigest {
  const { names, versions, group, scope } = crd.spec;
  const stored = versions.find((version) => version.storage);
  return {
    meta: {
      group,
      kind: names.kind,
      plural: names.plural,
      singular: names.singular,
      shortNames: names.shortNames ?? [],
      categories: names.categories ?? [],
      scope,
      columns: (stored?.additionalPrinterColumns ?? []).map((column) => column.name),
    },
    versions: Object.fromEntries(versions.map((version) => [version.name, versionFacts(version)])),
    fields: mergedFields(versions),
  };
}

function versionFacts(version: CrdVersion): VersionFacts {
  return {
    served: version.served,
    storage: version.storage,
    ...(version.deprecated === true ? { deprecated: true } : {}),
    ...(version.subresources?.status === undefined ? {} : { statusSubresource: true }),
  };
}

/** The stored version decides; deviations of the others are noted. */
function mergedFields(versions: readonly CrdVersion[]): Record<string, FieldFacts> {
  const ordered = [...versions].sort((a, b) => Number(b.storage) - Number(a.storage));
  const merged: Record<string, FieldFacts> = {};
  const holders: Record<string, string[]> = {};
  for (const version of ordered) {
    for (const [path, field] of Object.entries(versionFields(version))) {
      const first = merged[path];
      if (first === undefined) merged[path] = field;
      else noteDifferences(first, version.name, field);
      holders[path] = [...(holders[path] ?? []), version.name];
    }
  }
  for (const [path, field] of Object.entries(merged)) {
    const names = holders[path] ?? [];
    if (names.length < versions.length) field.onlyIn = names;
  }
  return merged;
}

function noteDifferences(first: FieldFacts, version: string, other: FieldFacts): void {
  const { differs: _differs, onlyIn: _onlyIn, ...own } = first;
  const changed = [...new Set([...Object.keys(own), ...Object.keys(other)])].filter(
    (key) => JSON.stringify(own[key]) !== JSON.stringify(other[key]),
  );
  if (changed.length === 0) return;
  const values = Object.fromEntries(changed.map((key) => [key, other[key] ?? null]));
  first.differs = { ...first.differs, [version]: values };
}

function versionFields(version: CrdVersion): Record<string, FieldFacts> {
  const { apiVersion: _a, kind: _k, metadata: _m, ...own } = version.schema.openAPIV3Schema.properties ?? {};
  const fields: Record<string, FieldFacts> = {};
  collect({ ...version.schema.openAPIV3Schema, properties: own }, '', fields);
  return fields;
}

function collect(schema: OpenApiSchema, path: string, into: Record<string, FieldFacts>): void {
  const required = new Set(schema.required ?? []);
  const visit = (child: OpenApiSchema, at: string, isRequired: boolean) => {
    into[at] = fieldFacts(child, isRequired);
    collect(child, at, into);
  };
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    visit(child, path === '' ? key : `${path}.${key}`, required.has(key));
  }
  if (schema.items !== undefined) visit(schema.items, `${path}[]`, false);
  if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties, `${path}{}`, false);
}

/** Keywords that carry over unless they are `false`. */
const COPIED = [
  'format',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'nullable',
  'uniqueItems',
  'multipleOf',
];

function fieldFacts(schema: OpenApiSchema, isRequired: boolean): FieldFacts {
  const facts: FieldFacts = { type: typeOf(schema) };
  const put = (key: string, value: unknown) => {
    if (value !== undefined && value !== false) facts[key] = value;
  };
  put('required', isRequired);
  put('enum', schema.enum === undefined ? undefined : [...new Set(schema.enum)]);
  for (const keyword of COPIED) put(keyword, schema[keyword]);
  if (schema.default !== undefined) facts['default'] = schema.default;
  put('listType', schema['x-kubernetes-list-type']);
  put('listMapKeys', schema['x-kubernetes-list-map-keys']);
  put('mapType', schema['x-kubernetes-map-type']);
  put('open', schema['x-kubernetes-preserve-unknown-fields'] === true);
  const groups = oneOfGroups(schema);
  put('oneOf', groups.length > 0 ? groups : undefined);
  return facts;
}

function typeOf(schema: OpenApiSchema): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'int-or-string';
  if (typeof schema.additionalProperties === 'object') return 'map';
  if (schema.type === 'array') return 'list';
  if (schema.type !== undefined) return schema.type;
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return 'any';
  return schema.properties === undefined ? 'unknown' : 'object';
}

/** Proto one-ofs are written as alternatives that each require one key, with a negated one when none is allowed too. */
function oneOfGroups(schema: OpenApiSchema): { keys: string[]; exactlyOne: boolean }[] {
  const lists = [schema.oneOf, ...(schema.allOf ?? []).map((part) => part.oneOf)];
  return lists.flatMap((alternatives) => {
    const keys = (alternatives ?? []).flatMap((alternative) => soleRequired(alternative));
    if (keys.length < 2) return [];
    return [{ keys, exactlyOne: !(alternatives ?? []).some((alternative) => alternative.not !== undefined) }];
  });
}

function soleRequired(alternative: OpenApiSchema): string[] {
  return Object.keys(alternative).length === 1 && alternative.required?.length === 1
    ? [...alternative.required]
    : [];
}

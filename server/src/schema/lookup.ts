/** Read-only look-up of kinds and fields. The tables are decoded on first use, each family for itself. */
import gatewayApiFacts from '../../../schemas/gateway-api.json' with { type: 'json' };
import istioFacts from '../../../schemas/istio.json' with { type: 'json' };
import type { KindId } from '../base/kind-id.ts';
import type { CompactFamily } from './compact-facts.ts';
import { decodeFamily } from './decode-facts.ts';
import type { FieldSchema, KindSchema } from './field-schema.ts';
import { METADATA_SCHEMA } from './metadata-schema.ts';

const ISTIO = istioFacts as unknown as CompactFamily;
const GATEWAY_API = gatewayApiFacts as unknown as CompactFamily;

const decoded = new Map<KindSchema['family'], ReadonlyMap<KindId, KindSchema>>();

function family(name: KindSchema['family']): ReadonlyMap<KindId, KindSchema> {
  const known = decoded.get(name);
  if (known !== undefined) return known;
  const kinds = decodeFamily(name === 'istio' ? ISTIO : GATEWAY_API, name);
  const byId = new Map(kinds.map((kind) => [kind.id, kind]));
  decoded.set(name, byId);
  return byId;
}

export function kindSchema(id: KindId): KindSchema | undefined {
  return id.startsWith('gateway.') ? family('gateway-api').get(id) : family('istio').get(id);
}

/** Istio kinds, then Gateway API kinds, each by group and name. */
export function allKinds(): readonly KindSchema[] {
  return [...family('istio').values(), ...family('gateway-api').values()];
}

/** Ids of `allKinds()`, without decoding a table. */
export function kindIds(): readonly KindId[] {
  return [...ISTIO.kinds, ...GATEWAY_API.kinds].map(({ group, kind }): KindId => `${group}/${kind}`);
}

/** Groups of the kinds that have a schema. */
export function groupsOfOurs(): readonly string[] {
  return [...new Set(allKinds().map((kind) => kind.group))];
}

/** Oldest first: `1.22` … */
export function istioReleases(): readonly string[] {
  return ISTIO.releases;
}

export function latestRelease(): string {
  return ISTIO.releases.at(-1) ?? '';
}

/** Oldest first: `v1.1.0` … */
export function gatewayApiReleases(): readonly string[] {
  return GATEWAY_API.releases;
}

const HEADER_FIELD: FieldSchema = { type: 'string', required: true };

/** The members of the object itself: `apiVersion`, `kind`, `metadata`, then `spec` and `status` of the kind. */
export function topLevelFields(kind: KindSchema): ReadonlyMap<string, FieldSchema> {
  return new Map([
    ['apiVersion', HEADER_FIELD],
    ['kind', HEADER_FIELD],
    ['metadata', METADATA_SCHEMA],
    ...(kind.root.fields ?? []),
  ]);
}

/** The schema at a place, from the root of the object: `['spec', 'http', 0, 'match']`. Undefined: no such field. */
export function fieldAt(kind: KindSchema, steps: readonly (string | number)[]): FieldSchema | undefined {
  const [first, ...rest] = steps;
  if (first === undefined) return kind.root;
  let field = typeof first === 'string' ? topLevelFields(kind).get(first) : undefined;
  for (const step of rest) {
    if (field === undefined) return undefined;
    field = memberAt(field, step);
  }
  return field;
}

/** What a key or an index leads to inside one field. */
export function memberAt(field: FieldSchema, step: string | number): FieldSchema | undefined {
  if (typeof step === 'number') return field.type === 'list' ? field.element : undefined;
  if (field.type === 'map') return field.element;
  return field.fields?.get(step);
}

/**
 * The path by which facts and documentation name the place, `spec.http[].match[].headers{}.exact`, or undefined where
 * the schema knows no such place.
 */
export function fieldPath(kind: KindSchema, steps: readonly (string | number)[]): string | undefined {
  let path = '';
  let field: FieldSchema | undefined;
  for (const [at, step] of steps.entries()) {
    const inside = field;
    field = inside === undefined ? fieldAt(kind, steps.slice(0, 1)) : memberAt(inside, step);
    if (field === undefined) return undefined;
    if (at === 0) path = String(step);
    else if (typeof step === 'number') path += '[]';
    else path += inside?.type === 'map' ? '{}' : `.${step}`;
  }
  return path;
}

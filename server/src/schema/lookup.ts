/** Read-only look-up of kinds and fields. */
import type { KindId } from '../base/kind-id.ts';
import { FAMILIES, familyOf, familyOfKind, GATEWAY_API, ISTIO } from './families.ts';
import type { FieldSchema, KindSchema } from './field-schema.ts';
import { messageField } from './message-field.ts';
import { METADATA_SCHEMA } from './metadata-schema.ts';

export function kindSchema(id: KindId): KindSchema | undefined {
  return familyOfKind(id)?.kinds().get(id);
}

/** Kinds of objects: those of Istio, then those of the Gateway API, each by group and name. */
export function allKinds(): readonly KindSchema[] {
  return FAMILIES.filter(({ areObjects }) => areObjects).flatMap((family) => [...family.kinds().values()]);
}

/** Ids of `allKinds()`, without decoding a table. */
export function kindIds(): readonly KindId[] {
  return FAMILIES.filter(({ areObjects }) => areObjects).flatMap(({ ids }) => ids);
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

/**
 * The members of the object itself: `apiVersion`, `kind`, `metadata`, then `spec` and `status` of the kind. A message
 * has its own fields only.
 */
export function topLevelFields(kind: KindSchema): ReadonlyMap<string, FieldSchema> {
  if (isMessage(kind)) return kind.root.fields ?? new Map();
  return new Map([
    ['apiVersion', HEADER_FIELD],
    ['kind', HEADER_FIELD],
    ['metadata', METADATA_SCHEMA],
    ...(kind.root.fields ?? []),
  ]);
}

/** Text that stands in another document: no object with a header of its own. */
export function isMessage(kind: Pick<KindSchema, 'family' | 'group'>): boolean {
  return familyOf(kind).areMessages(kind.group);
}

/** The schema at a place, from the root of the object: `['spec', 'http', 0, 'match']`. Undefined: no such field. */
export function fieldAt(kind: KindSchema, steps: readonly (string | number)[]): FieldSchema | undefined {
  const [first, ...rest] = steps;
  if (first === undefined) return kind.root;
  let field = topLevelAt(kind, first)?.field;
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
  return messageField(field, step)?.field;
}

function topLevelAt(kind: KindSchema, step: string | number) {
  if (typeof step === 'number') return undefined;
  if (isMessage(kind)) return messageField(kind.root, step);
  const field = topLevelFields(kind).get(step);
  return field && { name: step, field };
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
    field = inside === undefined ? topLevelAt(kind, step)?.field : memberAt(inside, step);
    if (field === undefined) return undefined;
    if (at === 0) path = topLevelAt(kind, step)?.name ?? '';
    else if (typeof step === 'number') path += '[]';
    else path += inside?.type === 'map' ? '{}' : `.${inside && messageField(inside, step)?.name}`;
  }
  return path;
}

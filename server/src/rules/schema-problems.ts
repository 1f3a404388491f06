/** What the schema rules share: the resource is checked once, each rule reports the problems of its code. */

import { groupBy } from '../base/group-by.ts';
import type { Resource } from '../model/resource.ts';
import { familyOf } from '../schema/families.ts';
import type { FamilyName } from '../schema/field-schema.ts';
import { kindIds, kindSchema } from '../schema/lookup.ts';
import type {
  SchemaEquivalent,
  SchemaProblem,
  SchemaProblemCode,
  SchemaProblemOf,
  SchemaTarget,
  TypeName,
} from '../schema/schema-problem.ts';
import { validateResource } from '../schema/validate.ts';
import type { WorldReader } from '../workspace/check.ts';
import type { Equivalent } from '../workspace/finding.ts';

/** The kinds that have a schema. */
export const SCHEMA_KINDS = kindIds();

interface Checked {
  readonly target: SchemaTarget;
  readonly byCode: ReadonlyMap<SchemaProblemCode, readonly SchemaProblem[]>;
}

const NOTHING: Checked['byCode'] = new Map();
const NO_PROBLEMS: readonly SchemaProblem[] = [];

/** A resource is immutable, so what was found in it for one target stays true as long as it lives. */
const checked = new WeakMap<Resource, Checked>();

/** What each reader has asked for last: all schema rules ask for one object, one after the other. */
const last = new WeakMap<WorldReader, { readonly resource: Resource; readonly byCode: Checked['byCode'] }>();

export function schemaProblems<Code extends SchemaProblemCode>(
  { resource, world }: { readonly resource: Resource; readonly world: WorldReader },
  code: Code,
): readonly SchemaProblemOf<Code>[] {
  let known = last.get(world);
  if (known?.resource !== resource) {
    known = { resource, byCode: allProblems(resource, world) };
    last.set(world, known);
  }
  return (known.byCode.get(code) ?? NO_PROBLEMS) as readonly (SchemaProblem & SchemaProblemOf<Code>)[];
}

function allProblems(resource: Resource, world: WorldReader): Checked['byCode'] {
  const kind = kindSchema(resource.kindId);
  if (kind === undefined) return NOTHING;
  const istio = world.config('istioVersion');
  const gatewayApi = world.config('gatewayApiVersion');
  const channel = world.config('gatewayApiChannel');
  const known = checked.get(resource);
  const { target: of } = known ?? {};
  if (of?.istio === istio && of.gatewayApi === gatewayApi && of.channel === channel) {
    return known?.byCode ?? NOTHING;
  }
  const { node } = resource.cursor;
  if (node === undefined) return NOTHING;
  const target = { istio, gatewayApi, channel };
  const problems = validateResource(node, kind, target, { isTemplate: resource.isTemplate });
  // Most objects have none: they share one answer.
  const byCode = problems.length === 0 ? NOTHING : groupBy(problems, ({ code }) => code);
  checked.set(resource, { target, byCode });
  return byCode;
}

export function toEquivalents(ids: readonly SchemaEquivalent[]): readonly Equivalent[] {
  return ids.map((id) => ({ tool: id.startsWith('V-') ? 'webhook' : 'crd', code: id }));
}

/** Place, data and equivalents of a problem, as `ctx.report` takes them. */
export function reportOf<Code extends SchemaProblemCode>({
  path,
  part,
  data,
  equivalents,
}: SchemaProblemOf<Code>) {
  return { at: { path, part }, data, equivalents: toEquivalents(equivalents) };
}

/** `"A", "B" or "C"`; long lists end with how many more there are. */
export function quotedChoice(words: readonly string[], limit = 12): string {
  const shown = words.slice(0, limit).map((word) => `"${word}"`);
  const rest = words.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}

/** `1 to 5`, `at least 1`, `at most 5`; both bounds may be open. */
export function boundsInWords(minimum: number | null, maximum: number | null): string {
  if (minimum === null) return `at most ${maximum}`;
  return maximum === null ? `at least ${minimum}` : `${minimum} to ${maximum}`;
}

export function productOf(family: FamilyName): string {
  return familyOf({ family }).product;
}

const TYPES: Readonly<Record<TypeName, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'a boolean',
  object: 'an object',
  list: 'a list',
  map: 'a map',
  null: 'empty',
  'integer or string': 'a whole number or a string',
  'any value': 'any value',
};

/** `a whole number`. */
export function typeWithArticle(type: TypeName): string {
  return TYPES[type];
}

/** Tables of fields with the check of the webhook that each has to pass: how rules over the fields of several kinds read them. */
import type { KindId } from '../base/kind-id.ts';
import type { Cursor } from '../model/cursor.ts';
import { type FoundField, fieldsAtAll } from '../model/fields-at.ts';
import type { Resource } from '../model/resource.ts';
import type { WorldReader } from '../workspace/check.ts';
import type { Equivalent } from '../workspace/finding.ts';
import { type AdmissionCheck, admission, admissionAt } from './admission.ts';

export interface FieldRow {
  /** Below `spec`, as `fieldsAt` reads it. */
  readonly pattern: string;
  readonly check: AdmissionCheck;
}

export type FieldTable<Row extends FieldRow> = ReadonlyMap<KindId, readonly Row[]>;

/** Rows of one block for each place where the block may stand. */
export function atEach<Row extends FieldRow>(
  places: readonly string[],
  rows: readonly Row[],
): readonly Row[] {
  return places.flatMap((place) =>
    rows.map((row) => ({ ...row, pattern: [place, row.pattern].filter((part) => part !== '').join('.') })),
  );
}

/** Policies for whole hosts of a DestinationRule. */
export const HOST_POLICIES: readonly string[] = ['trafficPolicy', 'subsets[].trafficPolicy'];
/** Policies for single ports. */
export const PORT_POLICIES: readonly string[] = HOST_POLICIES.map((place) => `${place}.portLevelSettings[]`);
export const POLICIES: readonly string[] = [...HOST_POLICIES, ...PORT_POLICIES];

export const POLICY_POOLS: readonly string[] = POLICIES.map((place) => `${place}.connectionPool`);
export const SIDECAR_POOLS: readonly string[] = ['ingress[].connectionPool', 'inboundConnectionPool'];

/** Every written field that the table names for the kind of the resource, in one walk. */
export function fieldsOf<Row extends FieldRow>(
  { kindId, spec }: Resource,
  table: FieldTable<Row>,
): readonly FoundField<Row>[] {
  const rows = table.get(kindId);
  return rows === undefined ? [] : fieldsAtAll(spec, rows);
}

/** For `fields` of a rule: what its table names. */
export function fieldsIn<Row extends FieldRow>(
  table: FieldTable<Row>,
): ReadonlyMap<KindId, readonly string[]> {
  return new Map([...table].map(([kind, rows]) => [kind, inSpec(rows.map(({ pattern }) => pattern))]));
}

/** Patterns that count from `spec`, from the object. */
export function inSpec(patterns: readonly string[]): readonly string[] {
  return patterns.map((pattern) => (pattern === '' ? 'spec' : `spec.${pattern}`));
}

/** What a finding stands for in the release that the mesh runs; empty when that release does not check it. */
export function equivalentsAt(world: WorldReader, check: AdmissionCheck): readonly Equivalent[] {
  return check.since === undefined && check.until === undefined
    ? admission([check])
    : admissionAt(world.config('istioVersion'), [check]);
}

/** Everything that a table stands for. */
export function equivalentsOf<Row extends FieldRow>(
  ...tables: readonly FieldTable<Row>[]
): readonly Equivalent[] {
  const codes = new Set(
    tables.flatMap((table) => [...table.values()].flatMap((rows) => rows.map(({ check }) => check.code))),
  );
  return admission([...codes].sort().map((code) => ({ code })));
}

/** As the webhook sees it, where what is empty, false or zero is not there; what a template may fill counts as set. */
export function isSet(resource: Resource, field: Cursor): boolean {
  if (!field.exists) return resource.isOpen(field.path);
  if (field.isList) return field.items().length > 0 || resource.isOpen(field.path);
  return field.isMap || ![field.string(), field.number(), field.boolean()].some(isEmpty);
}

function isEmpty(value: string | number | boolean | undefined): boolean {
  return value === '' || value === 0 || value === false;
}

/** The block around a field, so many steps up. */
export function around(field: Cursor, { cursor }: Resource, steps = 1): Cursor {
  let path = field.path;
  for (let at = 0; at < steps; at++) path = path.slice(0, path.lastIndexOf('.'));
  return cursor.at(path);
}

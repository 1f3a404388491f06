/** Whether a block lacks what it is about, and how that is told. */
import { isNearBeside, isNearMiss } from '../base/near-miss.ts';
import { pathSteps } from '../base/node-path.ts';
import type { Cursor } from '../model/cursor.ts';
import type { Resource } from '../model/resource.ts';
import { fieldAt, kindSchema, memberAt } from '../schema/lookup.ts';
import { isSet } from './field-table.ts';
import type { NeededRow } from './needed-fields.ts';

export function lacks(resource: Resource, block: Cursor, row: NeededRow): boolean {
  if (!block.isMap || resource.isOpen(block.path)) return false;
  const { needs, when, presence, nothing, isInSchema } = row;
  const has = (name: string): boolean => {
    if (!block.has(name)) return false;
    if (nothing !== undefined && block.get(name).string() === nothing) return false;
    return presence === true || isSet(resource, block.get(name));
  };
  if (isInSchema === true && !needs.some((name) => block.has(name))) return false;
  return !needs.some(has) && !isMisspelt(resource, block, needs) && when?.(block, resource) !== false;
}

/** A field of another name was meant to be it, or one that does not belong here; either is told as such. */
function isMisspelt(resource: Resource, block: Cursor, needs: readonly string[]): boolean {
  const kind = kindSchema(resource.kindId);
  const field = kind && fieldAt(kind, pathSteps(block.path));
  return block
    .entries()
    .some(
      ({ key }) =>
        !needs.includes(key) &&
        ((field !== undefined && memberAt(field, key) === undefined) ||
          needs.some((name) => isNearMiss(key, name) || isNearBeside(key, name))),
    );
}

/** The empty field where it is written, else the block. */
export function placeOf(
  block: Cursor,
  { needs }: NeededRow,
): string | { readonly path: string; readonly part: 'key' } {
  const [only] = needs;
  if (needs.length === 1 && only !== undefined && block.has(only)) return block.get(only).path;
  return block.path;
}

/** `"a", "b" or "c"`. */
export function choice(fields: readonly string[]): string {
  const quoted = fields.map((field) => `"${field}"`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}

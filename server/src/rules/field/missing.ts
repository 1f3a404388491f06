/** A block without what it is about, which the schema does not ask for. */
import { kindName } from '../../base/kind-id.ts';
import { isNearBeside, isNearMiss } from '../../base/near-miss.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Resource } from '../../model/resource.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import { defineRule } from '../define-rule.ts';
import { equivalentsAt, equivalentsOf, fieldsOf, isSet } from '../field-table.ts';
import { NEEDED_FIELDS, type NeededRow } from '../needed-fields.ts';

interface Data {
  readonly block: string;
  readonly fields: readonly string[];
  readonly because: string;
}

export const missing = defineRule({
  id: 'field/missing',
  title: 'Block lacks what it is about',
  severity: 'error',
  preset: 'recommended',
  kinds: [...NEEDED_FIELDS.keys()],
  scope: 'document',
  equivalents: equivalentsOf(NEEDED_FIELDS),
  docs: {
    why: 'A VirtualService without routes, a fault that neither delays nor aborts, a source that names nobody: such a block says nothing, and the webhook refuses the object. An empty list counts as absent.',
    fix: 'Write one of the fields that the message names, or take the block out.',
    noFix: 'The value is known to its author only; completion offers what fits there.',
    differs: 'Fields that the schema asks for are told by `schema/missing-required`.',
  },
  messages: {
    missing: ({ block, fields, because }: Data) =>
      `"${block}" has no ${choice(fields)}${because === '' ? '' : `, ${because}`}`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const { resource, world } = ctx;
    if (resource.isBroken) return;
    for (const { entry, field } of fieldsOf(resource, NEEDED_FIELDS)) {
      if (!lacks(resource, field, entry)) continue;
      if (entry.before !== undefined && isAtLeast(world.config('istioVersion'), entry.before)) continue;
      const equivalents = equivalentsAt(world, entry.check);
      if (equivalents.length === 0) continue;
      ctx.report({
        message: 'missing',
        at: placeOf(field, entry),
        data: {
          block: blockName(resource, entry.pattern),
          fields: entry.needs,
          because: entry.because ?? '',
        },
        equivalents,
      });
    }
  },
});

function lacks(resource: Resource, block: Cursor, { needs, when, presence, isInSchema }: NeededRow): boolean {
  if (!block.isMap || resource.isOpen(block.path)) return false;
  const has = (name: string): boolean =>
    presence === true ? block.has(name) : block.has(name) && isSet(resource, block.get(name));
  if (isInSchema === true && !needs.some((name) => block.has(name))) return false;
  return !needs.some(has) && !isMisspelt(block, needs) && when?.(block, resource) !== false;
}

/** A field of another name was meant to be it, and is told as such. */
function isMisspelt(block: Cursor, needs: readonly string[]): boolean {
  return block
    .entries()
    .some(
      ({ key }) =>
        !needs.includes(key) && needs.some((name) => isNearMiss(key, name) || isNearBeside(key, name)),
    );
}

/** The empty field where it is written, else the block. */
function placeOf(
  block: Cursor,
  { needs }: NeededRow,
): string | { readonly path: string; readonly part: 'key' } {
  const [only] = needs;
  if (needs.length === 1 && only !== undefined && block.has(only)) return block.get(only).path;
  return block.path;
}

function blockName({ kindId }: Resource, pattern: string): string {
  const name = pattern.slice(pattern.lastIndexOf('.') + 1).replace('[]', '');
  return name === '' ? kindName(kindId) : name;
}

function choice(fields: readonly string[]): string {
  const quoted = fields.map((field) => `"${field}"`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}

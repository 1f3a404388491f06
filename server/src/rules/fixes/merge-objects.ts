/** Fixes that make one object of two: what one says is written into the other, and it goes. */
import { append } from '../../base/append.ts';
import { childPath } from '../../base/node-path.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Resource, ResourceRef } from '../../model/resource.ts';
import type { WorkspaceOperation } from '../../workspace/edits/operation.ts';
import { append as appendItem, set } from '../../yaml/plan/operation.ts';
import type { Fix, FixContext } from '../define-rule.ts';

/** What brings the content of one object into another; undefined where the two contradict each other. */
export type Combine = (from: Resource, into: Resource) => readonly InObject[] | Combined | undefined;

/** `left`: what of the first one finds no place in the second, in a few words. */
export interface Combined {
  readonly operations: readonly InObject[];
  readonly left: string;
}

type InObject = Extract<WorkspaceOperation, { readonly path: string }>;

/** More pairs than these nobody chooses from. */
const MOST_PAIRS = 3;

/** The object of the finding into another, or the other way round: whichever has no comments that would be lost. */
export function mergeFixes(
  ctx: FixContext,
  others: readonly ResourceRef[],
  combine: Combine = combineSpecs,
): readonly Fix[] {
  return [...new Set(others)].slice(0, MOST_PAIRS).flatMap((other) => {
    const resource = ctx.resolve(other);
    if (resource === undefined || other === ctx.self) return [];
    const own = { resource: ctx.resource, ref: ctx.self };
    const there = { resource, ref: other };
    return [
      ...mergeOf(own, there, combine, (name) => `Merge it into "${name}"`),
      ...mergeOf(there, own, combine, () => `Merge "${nameOf(resource, ctx.resource)}" into it`),
    ];
  });
}

interface Side {
  readonly resource: Resource;
  readonly ref: ResourceRef;
}

function mergeOf(from: Side, into: Side, combine: Combine, title: (name: string) => string): readonly Fix[] {
  const combined = combine(from.resource, into.resource);
  if (combined === undefined) return [];
  const { operations, left } = 'left' in combined ? combined : { operations: combined, left: '' };
  const name = nameOf(into.resource, from.resource);
  return [
    {
      choice: `${from.resource.key} ${into.resource.key}`,
      title: `${title(name)}${left === '' ? '' : ` (${left} goes)`}`,
      operations: [
        ...operations.map((operation) => ({ ...operation, of: into.ref })),
        { ...removing(from, `${from.resource.name} is a part of ${name}`), isMoved: true },
      ],
    },
  ];
}

/** Takes the object of the finding out, because another one stays. */
export function leaveToOthers(ctx: FixContext, others: readonly ResourceRef[]): readonly Fix[] {
  const [first, ...more] = [...new Set(others)].flatMap((other) => ctx.resolve(other) ?? []);
  if (first === undefined || more.length > 0) return [];
  const name = nameOf(first, ctx.resource);
  const own = { resource: ctx.resource, ref: ctx.self };
  return [
    {
      title: `Delete it: "${name}" stays`,
      operations: [removing(own, `${own.resource.name} gave way to ${name}`)],
    },
  ];
}

function removing({ ref }: Side, remark: string) {
  return { op: 'removeObject', of: ref, remark } as const;
}

/** With its namespace where that is another one. */
function nameOf({ name, namespace }: Resource, from: Resource): string {
  return namespace === from.namespace ? name : `${namespace}/${name}`;
}

/** Fields that one of them lacks, and such as say the same; maps are put together. */
export function combineSpecs(from: Resource, into: Resource): readonly InObject[] | undefined {
  return combineMaps(from.spec, into.spec);
}

export function combineMaps(
  from: Cursor,
  into: Cursor,
  special: (key: string, from: Cursor, into: Cursor) => readonly InObject[] | undefined = () => undefined,
): readonly InObject[] | undefined {
  const all: InObject[] = [];
  for (const { key, value } of from.entries()) {
    const there = into.get(key);
    const combined = combineValues(value, there, childPath(into.path, key)) ?? special(key, value, there);
    if (combined === undefined) return undefined;
    append(all, combined);
  }
  return all;
}

function combineValues(from: Cursor, into: Cursor, path: string): readonly InObject[] | undefined {
  const value = from.json();
  if (value === undefined || isSame(from, into)) return [];
  if (!into.exists) return [set(path, value)];
  return from.isMap && into.isMap ? combineMaps(from, into) : undefined;
}

/** Items that the other list lacks are added to it. */
export function combineLists(from: Cursor, into: Cursor): readonly InObject[] {
  const known = new Set(into.items().map((item) => JSON.stringify(item.json())));
  return from.items().flatMap((item) => {
    const value = item.json();
    return value === undefined || known.has(JSON.stringify(value)) ? [] : [appendItem(into.path, value)];
  });
}

export function isSame(a: Cursor, b: Cursor): boolean {
  return JSON.stringify(a.json()) === JSON.stringify(b.json());
}

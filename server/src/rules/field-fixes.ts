/** Fixes that change one field of the resource in which the finding lies. */
import type { JsonValue } from '../base/json.ts';
import type { TextEdit } from '../base/text-edit.ts';
import type { Finding, FindingData } from '../workspace/finding.ts';
import { insertEntry, removeEntry, setScalar } from '../yaml/edit.ts';
import { locatePath } from '../yaml/navigate.ts';
import type { Fix, FixContext, FixDefinition } from './define-rule.ts';

type Target = Pick<Finding, 'data' | 'at'>;

/** Paths count from the resource. */
export interface FieldChange {
  readonly title: string;
  readonly remove?: readonly string[];
  readonly set?: { readonly path: string; readonly key: string; readonly value: JsonValue };
  readonly replace?: { readonly path: string; readonly text: string | number };
}

/** What the changes of a finding come to; one that cannot be made in the text is not offered. */
export function changing(
  changes: (finding: Target, ctx: FixContext) => readonly FieldChange[],
): FixDefinition {
  return {
    kind: 'suggestion',
    build: (ctx, finding) => changes(finding, ctx).flatMap((change) => build(ctx, change)),
  };
}

/** Removes the field at the finding. */
export function removing(title: (data: FindingData) => string): FixDefinition {
  return changing(({ data, at }) => [{ title: title(data), remove: [at.path] }]);
}

/** Leaves one of two fields: the finding lies at the second, its data names both, they stand side by side. */
export const keepOne: FixDefinition = changing(({ data, at }) => {
  const { first, second, firstPath } = data as {
    readonly first: string;
    readonly second: string;
    readonly firstPath: string;
  };
  return [
    { title: `Remove "${second}"`, remove: [at.path] },
    { title: `Remove "${first}"`, remove: [firstPath] },
  ];
});

function build(ctx: FixContext, change: FieldChange): readonly Fix[] {
  const parts = [
    ...(change.remove ?? []).map((path) =>
      removeEntry(ctx.resource.document, ctx.resource.documentPath(path)),
    ),
    ...(change.replace === undefined ? [] : [replaceText(ctx, change.replace)]),
    ...(change.set === undefined ? [] : [setEntry(ctx, change.set)]),
  ];
  const edits = parts.flatMap((part) => part ?? []);
  if (edits.length === 0 || parts.includes(undefined)) return [];
  return [{ title: change.title, edits: [{ resource: ctx.self, edits }] }];
}

function replaceText(
  ctx: FixContext,
  { path, text }: NonNullable<FieldChange['replace']>,
): readonly TextEdit[] | undefined {
  return setScalar(ctx.resource.document, ctx.resource.documentPath(path), text);
}

function setEntry(
  ctx: FixContext,
  { path, key, value }: NonNullable<FieldChange['set']>,
): readonly TextEdit[] | undefined {
  const { document } = ctx.resource;
  const parent = ctx.resource.documentPath(path);
  const field = `${parent}.${key}`;
  if (locatePath(document.root, field)?.complete !== true) return insertEntry(document, parent, key, value);
  return typeof value === 'string' ? setScalar(document, field, value) : undefined;
}

/** Forms of fixes that many rules use. */
import { childPath } from '../../base/node-path.ts';
import type { WorkspaceOperation } from '../../workspace/edits/operation.ts';
import type { FindingData } from '../../workspace/finding.ts';
import { type Operation, remove, set } from '../../yaml/plan/operation.ts';
import type { Fix, FixContext, FixDefinition, FixedFinding } from '../define-rule.ts';

/** A person decides. */
export function suggestion(build: (finding: FixedFinding, ctx: FixContext) => readonly Fix[]): FixDefinition {
  return { kind: 'suggestion', build: (ctx, finding) => build(finding, ctx) };
}

/** Keeps the meaning: may be applied without looking. */
export function safe(build: (finding: FixedFinding, ctx: FixContext) => readonly Fix[]): FixDefinition {
  return { kind: 'safe', build: (ctx, finding) => build(finding, ctx) };
}

/** One of several ways: `choice` tells them apart, and never changes. */
export function way(
  choice: string | number,
  title: string,
  ...operations: readonly WorkspaceOperation[]
): Fix {
  return { choice: String(choice), title, operations };
}

/** A value for the place of the finding, told as `Use …`. */
export function use({ at }: FixedFinding, value: string | number, noun = ''): Fix {
  const shown = typeof value === 'string' ? `"${value}"` : String(value);
  return way(value, `Use ${noun === '' ? '' : `${noun} `}${shown}`, set(at.path, value));
}

/** Removes the field at the finding. */
export function removing(title: (data: FindingData) => string): FixDefinition {
  return suggestion(({ data, at }) => [{ title: title(data), operations: [remove(at.path)] }]);
}

/** Leaves one of two fields: the finding lies at the second, its data names both, they stand side by side. */
export const keepOne: FixDefinition = suggestion(({ data, at }) => {
  const { first, second, firstPath } = data as {
    readonly first: string;
    readonly second: string;
    readonly firstPath: string;
  };
  return [
    way(`without ${second}`, `Remove "${second}"`, remove(at.path)),
    way(`without ${first}`, `Remove "${first}"`, remove(firstPath)),
  ];
});

/** Sets a label or annotation of the object whose metadata stands at a path. */
export function setMetadata(
  metadata: string,
  map: 'labels' | 'annotations',
  name: string,
  value: string,
): Operation {
  return set(childPath(childPath(metadata, map), name), value);
}

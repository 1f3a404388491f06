/** Fixes that several schema rules offer. */
import { childPath } from '../base/node-path.ts';
import type { TextEdit } from '../base/text-edit.ts';
import type { Finding } from '../workspace/finding.ts';
import { removeEntry, renameKey, setScalar, setScalarText } from '../yaml/edit.ts';
import { editPlace, isJsonLike, replaceWith } from '../yaml/edit-place.ts';
import { writeFlow } from '../yaml/write-value.ts';
import type { Fix, FixContext, FixDefinition } from './define-rule.ts';
import { editsAt } from './edits-at.ts';

type Target = Pick<Finding, 'data' | 'at'>;

/** Writes the name that was probably meant in place of the key. */
export const renameField: FixDefinition = {
  kind: 'suggestion',
  build(ctx, finding) {
    return suggestedNames(finding).flatMap((name) =>
      fixes(
        ctx,
        `Rename to "${name}"`,
        editsAt(ctx.resource, finding.at.path, (document, path) => renameKey(document, path, name)),
      ),
    );
  },
};

function suggestedNames({ data }: Target): readonly string[] {
  const { spelling, suggestions } = data as {
    readonly spelling: string | null;
    readonly suggestions: readonly string[];
  };
  return spelling === null ? suggestions : [spelling, ...suggestions.filter((name) => name !== spelling)];
}

export const removeField: FixDefinition = {
  kind: 'suggestion',
  build(ctx, finding) {
    const edits = editsAt(ctx.resource, finding.at.path, removeEntry);
    return fixes(ctx, `Remove "${finding.data['field']}"`, edits);
  },
};

/** One fix for each of two members that are set: it stays, the other goes. */
export const keepOnlyOne: FixDefinition = {
  kind: 'suggestion',
  build(ctx, finding) {
    const { present, parent } = finding.data as {
      readonly present: readonly string[];
      readonly parent: string;
    };
    // Removals are computed one by one, so a third member would make them overlap in a flow mapping.
    if (present.length !== 2) return [];
    return present.flatMap((kept) => {
      const other = present.find((key) => key !== kept) ?? kept;
      const path = childPath(parent, other);
      return fixes(ctx, `Keep only "${kept}"`, editsAt(ctx.resource, path, removeEntry));
    });
  },
};

/** Offers what was probably meant, else every allowed value when there are few. */
export const replaceByAllowed: FixDefinition = {
  kind: 'suggestion',
  build(ctx, finding) {
    const { suggestions, allowed, name } = finding.data as {
      readonly suggestions: readonly string[];
      readonly allowed: readonly string[];
      readonly name: string | null;
    };
    const likely = name === null ? suggestions : [name];
    const offered = likely.length > 0 || allowed.length > 8 ? likely : allowed;
    return offered.flatMap((value) => scalarFix(ctx, finding.at.path, `Use "${value}"`, value));
  },
};

/** Keeps the group of `apiVersion` and changes its version to a served one, preferred first. */
export function swapVersion(ctx: FixContext, finding: Target): readonly Fix[] {
  const { preferred, served } = finding.data as {
    readonly preferred?: string;
    readonly served?: readonly string[];
  };
  const { apiVersion } = ctx.resource;
  const group = apiVersion.slice(0, apiVersion.lastIndexOf('/') + 1);
  const versions = preferred === undefined ? (served ?? []) : [preferred];
  return versions.flatMap((version) =>
    scalarFix(ctx, finding.at.path, `Use version "${version}"`, group + version),
  );
}

export function quoteScalar(ctx: FixContext, finding: Target): readonly Fix[] {
  const edits = editsAt(ctx.resource, finding.at.path, (document, path) =>
    setScalarText(document, path, String(finding.data['text'])),
  );
  return fixes(ctx, 'Put it in quotes', edits);
}

/** The text is known to read as a number or boolean. */
export function unquoteScalar(ctx: FixContext, finding: Target): readonly Fix[] {
  const value = JSON.parse(String(finding.data['text'])) as number | boolean;
  return scalarFix(ctx, finding.at.path, 'Remove the quotes', value);
}

/** `host: a` becomes `host: [a]`, `uri: /a` becomes `uri: { exact: /a }`. */
export function wrapScalar(ctx: FixContext, finding: Target): readonly Fix[] {
  const { member } = finding.data;
  const edits = editsAt(ctx.resource, finding.at.path, (document, path) => {
    const node = editPlace(document, path)?.node;
    if (node?.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded') return undefined;
    const wrapped = typeof member === 'string' ? { [member]: node.value } : [node.value];
    return replaceWith(document, node, writeFlow(wrapped, isJsonLike(document) ? 'json' : 'yaml'));
  });
  return fixes(ctx, typeof member === 'string' ? `Write it as "${member}"` : 'Make it a list', edits);
}

function scalarFix(
  ctx: FixContext,
  path: string,
  title: string,
  value: string | number | boolean,
): readonly Fix[] {
  return fixes(
    ctx,
    title,
    editsAt(ctx.resource, path, (document, at) => setScalar(document, at, value)),
  );
}

function fixes(ctx: FixContext, title: string, edits: readonly TextEdit[] | undefined): readonly Fix[] {
  return edits === undefined ? [] : [{ title, edits: [{ resource: ctx.self, edits }] }];
}

/** Fixes that several schema rules offer. */
import { childPath } from '../base/node-path.ts';
import type { TextEdit } from '../base/text-edit.ts';
import type { Finding } from '../workspace/finding.ts';
import { removeEntry } from '../yaml/edit.ts';
import { locatePath } from '../yaml/navigate.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import type { Fix, FixContext, FixDefinition } from './define-rule.ts';

type Target = Pick<Finding, 'data' | 'at'>;

/** Writes the name that was probably meant in place of the key. */
export const renameField: FixDefinition = {
  kind: 'suggestion',
  build(ctx, finding) {
    const key = locatePath(ctx.resource.root, finding.at.path)?.entry?.key;
    if (key === undefined) return [];
    return suggestedNames(finding).map((name) =>
      fixOf(ctx, `Rename to "${name}"`, [{ range: key, newText: quoteAs(key, name) }]),
    );
  },
};

function suggestedNames({ data }: Target): readonly string[] {
  const spelling = data['spelling'];
  const names = data['suggestions'] as readonly string[];
  return typeof spelling === 'string' ? [spelling, ...names.filter((name) => name !== spelling)] : names;
}

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
    return replaceScalar(ctx, finding, (scalar) =>
      offered.map((value) => ({ title: `Use "${value}"`, text: quoteAs(scalar, value) })),
    );
  },
};

/** Keeps group and spelling of `apiVersion` and changes its version to a served one, preferred first. */
export function swapVersion(ctx: FixContext, finding: Target): readonly Fix[] {
  const { preferred, served } = finding.data as {
    readonly preferred?: string;
    readonly served?: readonly string[];
  };
  const versions = preferred === undefined ? (served ?? []) : [preferred];
  return replaceScalar(ctx, finding, (scalar) => {
    const group = scalar.text.slice(0, scalar.text.lastIndexOf('/') + 1);
    return versions.map((version) => ({
      title: `Use version "${version}"`,
      text: quoteAs(scalar, group + version),
    }));
  });
}

export function quoteScalar(ctx: FixContext, finding: Target): readonly Fix[] {
  return replaceScalar(ctx, finding, ({ text }) => [
    { title: 'Put it in quotes', text: JSON.stringify(text) },
  ]);
}

export function unquoteScalar(ctx: FixContext, finding: Target): readonly Fix[] {
  return replaceScalar(ctx, finding, ({ text }) => [{ title: 'Remove the quotes', text }]);
}

/** Text that can stand in a flow collection without quotes. */
const PLAIN_IN_FLOW = /^[\w./*-][\w./*:-]*$/;

/** `host: a` becomes `host: [a]`, `uri: /a` becomes `uri: { exact: /a }`. */
export function wrapScalar(ctx: FixContext, finding: Target): readonly Fix[] {
  const member = finding.data['member'];
  return replaceScalar(ctx, finding, (scalar) => {
    const isSafe = scalar.style !== 'plain' || PLAIN_IN_FLOW.test(scalar.text);
    const inner = isSafe ? sourceOf(ctx, scalar) : JSON.stringify(scalar.text);
    return typeof member === 'string'
      ? [{ title: `Write it as "${member}"`, text: `{ ${member}: ${inner} }` }]
      : [{ title: 'Make it a list', text: `[${inner}]` }];
  });
}

interface Replacement {
  readonly title: string;
  readonly text: string;
}

/** Block scalars span lines and are left alone. */
function replaceScalar(
  ctx: FixContext,
  finding: Target,
  replacements: (scalar: YamlScalar) => readonly Replacement[],
): readonly Fix[] {
  const node: YamlNode | undefined = locatePath(ctx.resource.root, finding.at.path)?.node;
  if (node?.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded') return [];
  return replacements(node).map(({ title, text }) => fixOf(ctx, title, [{ range: node, newText: text }]));
}

function sourceOf(ctx: FixContext, { start, end }: YamlScalar): string {
  return ctx.resource.document.text.slice(start, end);
}

/** Names and versions need no quotes, but keep those that are there. */
function quoteAs({ style }: YamlScalar, text: string): string {
  if (style === 'double') return `"${text}"`;
  return style === 'single' ? `'${text}'` : text;
}

function fixOf(ctx: FixContext, title: string, edits: readonly TextEdit[]): Fix {
  const plain = edits.map(({ range, newText }) => ({
    range: { start: range.start, end: range.end },
    newText,
  }));
  return { title, edits: [{ resource: ctx.self, edits: plain }] };
}

export const removeField: FixDefinition = {
  kind: 'suggestion',
  build(ctx, finding) {
    const edits = removeEntry(ctx.resource.document, documentPath(ctx, finding.at.path));
    const field = String(finding.data['field']);
    return edits === undefined ? [] : [fixOf(ctx, `Remove "${field}"`, edits)];
  },
};

/** One fix for each member that is set: it stays, the others go. */
export const keepOnlyOne: FixDefinition = {
  kind: 'suggestion',
  build(ctx, finding) {
    const { present, parent } = finding.data as {
      readonly present: readonly string[];
      readonly parent: string;
    };
    return present.flatMap((kept) => {
      const removals = present
        .filter((key) => key !== kept)
        .map((key) => removeEntry(ctx.resource.document, documentPath(ctx, childPath(parent, key))));
      const edits = removals.flatMap((removal) => removal ?? []);
      return removals.includes(undefined) ? [] : [fixOf(ctx, `Keep only "${kept}"`, edits)];
    });
  },
};

/** Findings count paths from the resource, edits from the document. */
function documentPath({ resource }: FixContext, path: string): string {
  if (resource.basePath === '') return path;
  return path.startsWith('[') ? `${resource.basePath}${path}` : `${resource.basePath}.${path}`;
}

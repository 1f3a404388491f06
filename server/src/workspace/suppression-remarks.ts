/** What is wrong with suppressions themselves: those that silence nothing, and those that name no rule. */
import { nearest } from '../base/nearest.ts';
import type { YamlDocument } from '../yaml/node.ts';
import { isRemark } from '../yaml/problem-list.ts';
import type { Silencer } from './publish/silencers.ts';
import type { Slot } from './slot.ts';
import { ANNOTATIONS, annotatedCodes, type IgnoreDirective } from './suppression.ts';

/** Problems that text rules describe. */
export const SUPPRESSION_PROBLEMS = ['unused-suppression', 'unknown-suppression'] as const;
export type SuppressionProblemCode = (typeof SUPPRESSION_PROBLEMS)[number];

export interface SuppressionRemark {
  readonly code: SuppressionProblemCode;
  /** In file offsets: the name in the comment or annotation. */
  readonly start: number;
  readonly end: number;
  /** `near`: rules with names like it, parted by blanks. */
  readonly data: { readonly name: string; readonly near: string };
  /** The object whose suppression it is; undefined where the document holds none. */
  readonly slot: Slot | undefined;
  /** Of the annotation; empty for a comment. */
  readonly path: string;
}

/** What may be suppressed at all. */
export interface Suppressible {
  /** Every rule there is, whether or not it runs here. */
  readonly rules: ReadonlySet<string>;
  /** Rules by the codes of other tools that they report; only codes that files can decide. */
  readonly rulesByCode: ReadonlyMap<string, readonly string[]>;
}

/** Whether silence means that there is nothing to find: the rule runs, and knows all that it needs. */
export interface Conclusions {
  /** Of one of our rules, about the objects of a document. */
  ofRule(rule: string, slots: readonly Slot[]): boolean;
  /** Of another tool, which may know more than the files, about an object. */
  ofCode(rules: readonly string[], slot: Slot): boolean;
}

/** Names in comments. Where a document is broken or a template, rules may be silent for that reason. */
export function commentRemarks(
  { document, documentStart, directive, used }: Silencer,
  { rules }: Suppressible,
  slots: readonly Slot[],
  conclusions: Conclusions,
): readonly SuppressionRemark[] {
  return directive.rules.flatMap((name): SuppressionRemark[] => {
    const code = !rules.has(name)
      ? 'unknown-suppression'
      : !used.has(name) && isWhole(document) && conclusions.ofRule(name, slots)
        ? 'unused-suppression'
        : undefined;
    if (code === undefined) return [];
    const start = documentStart + nameOffset(document.text, directive, name);
    const near = code === 'unknown-suppression' ? nearest(name, rules).join(' ') : '';
    return [{ code, start, end: start + name.length, data: { name, near }, slot: slots[0], path: '' }];
  });
}

/** `used`: `tool code` of findings that it silenced. Only codes that files can decide are ever called unused. */
export function annotationRemarks(
  slot: Slot,
  used: ReadonlySet<string>,
  { rulesByCode }: Suppressible,
  conclusions: Conclusions,
): readonly SuppressionRemark[] {
  const { resource } = slot;
  if (!isWhole(resource.document) || !ANNOTATIONS.some(({ name }) => resource.mayContain(name))) return [];
  return ANNOTATIONS.flatMap(({ tool, name: annotation, form }) =>
    annotatedCodes(resource, annotation).flatMap(({ code: name, slice, path }): SuppressionRemark[] => {
      if (name === '*' || name === '') return [];
      const isUsed = used.has(`${tool} ${name}`);
      const code = !form.test(name)
        ? 'unknown-suppression'
        : !isUsed && conclusions.ofCode(rulesByCode.get(name) ?? [], slot)
          ? 'unused-suppression'
          : undefined;
      if (code === undefined) return [];
      const { start, end } = slot.origin.locate({ path, slice }).range;
      return [{ code, start, end, data: { name, near: '' }, slot, path }];
    }),
  );
}

function isWhole(document: YamlDocument): boolean {
  return !document.isTemplate && document.problems.every(isRemark);
}

/** The name stands between the directive's word and its colon, after a blank or a comma. */
function nameOffset(text: string, { start, end }: IgnoreDirective, name: string): number {
  const comment = text.slice(start, end);
  for (let at = comment.indexOf(name); at >= 0; at = comment.indexOf(name, at + 1)) {
    const behind = comment.charAt(at + name.length);
    if (/[\s,]/.test(comment.charAt(at - 1)) && (behind === '' || /[\s,:]/.test(behind))) return start + at;
  }
  return start;
}

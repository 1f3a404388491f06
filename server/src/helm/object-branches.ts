/** In which branches of a template a whole object stands: it exists only where they are taken. */
import { findActions } from './actions.ts';
import { type Branch, BranchFinder, findBlocks, stackOf } from './blocks.ts';

/** The branches around a stretch of the text, outermost first, as text that is equal for equal branches. */
export type BranchesAround = (start: number, end: number) => string | undefined;

/** The branches around a stretch of the text, outermost first. */
export type StackAround = (start: number, end: number) => readonly Branch[];

/** Undefined when the text has no blocks, or they do not balance. */
function findStacks(
  text: string,
): { readonly branches: readonly Branch[]; readonly around: StackAround } | undefined {
  if (!text.includes('{{')) return undefined;
  const { actions, fault: unclosed } = findActions(text);
  const { branches, fault } = findBlocks(actions);
  if (unclosed !== undefined || fault !== undefined || branches.length === 0) return undefined;
  const finder = new BranchFinder(branches);
  return {
    branches,
    around(start, end) {
      const first = stackOf(finder.at(start));
      const last = stackOf(finder.at(Math.max(start, end - 1)));
      let depth = 0;
      while (depth < first.length && first[depth] === last[depth]) depth++;
      return first.slice(0, depth);
    },
  };
}

export function objectStacks(text: string): StackAround {
  return findStacks(text)?.around ?? (() => []);
}

export function objectBranches(text: string): BranchesAround {
  const stacks = findStacks(text);
  if (stacks === undefined) return () => undefined;
  // By number, so that text in front changes nothing.
  const blocks = new Set(stacks.branches.map(({ block }) => block));
  const numbers = new Map([...blocks].map((block, at) => [block, at]));
  return (start, end) => {
    const stack = stacks.around(start, end);
    if (stack.length === 0) return undefined;
    return stack.map(({ block, index }) => `${numbers.get(block) ?? 0}:${index}`).join(' ');
  };
}

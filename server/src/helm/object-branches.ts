/** In which branches of a template a whole object stands: it exists only where they are taken. */
import { findActions } from './actions.ts';
import { BranchFinder, findBlocks, stackOf } from './blocks.ts';

/** The branches around a stretch of the text, outermost first, as text that is equal for equal branches. */
export type BranchesAround = (start: number, end: number) => string | undefined;

const NONE: BranchesAround = () => undefined;

export function objectBranches(text: string): BranchesAround {
  if (!text.includes('{{')) return NONE;
  const { actions, fault: unclosed } = findActions(text);
  const { branches, fault } = findBlocks(actions);
  if (unclosed !== undefined || fault !== undefined || branches.length === 0) return NONE;
  const finder = new BranchFinder(branches);
  // By number, so that text in front changes nothing.
  const numbers = new Map([...new Set(branches.map(({ block }) => block))].map((block, at) => [block, at]));
  return (start, end) => {
    const first = stackOf(finder.at(start));
    const last = stackOf(finder.at(Math.max(start, end - 1)));
    let depth = 0;
    while (depth < first.length && first[depth] === last[depth]) depth++;
    if (depth === 0) return undefined;
    return first
      .slice(0, depth)
      .map(({ block, index }) => `${numbers.get(block) ?? 0}:${index}`)
      .join(' ');
  };
}

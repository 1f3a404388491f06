/** The blocks of a template: which branches of which conditions and loops a place stands in. */
import type { Action, TemplateFault } from './actions.ts';

export type BlockKind = 'if' | 'range' | 'with' | 'define' | 'block';

export interface Block {
  readonly kind: BlockKind;
  readonly open: Action;
  readonly parent: Branch | undefined;
}

/** One way through a block: from its opening or an `else` to the next one or the end. */
export interface Branch {
  readonly block: Block;
  /** 0 for the first. */
  readonly index: number;
  /** The action that opens it: that of the block, or an `else`. */
  readonly opener: Action;
  /** The one in front of it in its block. */
  readonly previous?: Branch;
  readonly start: number;
  end: number;
}

export interface BlockMap {
  /** In the order of their starts; those inside come behind those around. */
  readonly branches: readonly Branch[];
  readonly fault?: TemplateFault;
}

/** Blocks in blocks, at most. */
const MAX_DEPTH = 200;

export function findBlocks(actions: readonly Action[]): BlockMap {
  const branches: Branch[] = [];
  const open: Branch[] = [];
  const enter = (block: Block, opener: Action, previous?: Branch) => {
    const start = opener.end;
    const index = previous === undefined ? 0 : previous.index + 1;
    const branch: Branch = { block, index, opener, ...(previous && { previous }), start, end: start };
    branches.push(branch);
    open.push(branch);
  };
  for (const action of actions) {
    const { kind, start, end } = action;
    const inner = open.at(-1);
    if (kind === 'if' || kind === 'range' || kind === 'with' || kind === 'define' || kind === 'block') {
      if (open.length >= MAX_DEPTH)
        return { branches, fault: { start, end, message: 'Blocks are too deep here' } };
      enter({ kind, open: action, parent: inner }, action);
    } else if (kind === 'else') {
      if (inner === undefined || inner.block.kind === 'define' || inner.block.kind === 'block')
        return { branches, fault: { start, end, message: 'There is no block that this "else" belongs to' } };
      inner.end = start;
      open.pop();
      enter(inner.block, action, inner);
    } else if (kind === 'end') {
      if (inner === undefined)
        return { branches, fault: { start, end, message: 'There is no block that this "end" closes' } };
      inner.end = start;
      open.pop();
    }
  }
  const unclosed = open.at(0);
  if (unclosed === undefined) return { branches };
  const { start, end, text } = unclosed.block.open;
  const word = text.split(/\s/, 1)[0] ?? '';
  return { branches, fault: { start, end, message: `The block that "${word}" opens here is never closed` } };
}

/** Finds the branches around offsets that are asked for in any order. */
export class BranchFinder {
  readonly #branches: readonly Branch[];

  constructor(branches: readonly Branch[]) {
    this.#branches = branches;
  }

  /** The innermost branch at an offset. */
  at(offset: number): Branch | undefined {
    let low = 0;
    let high = this.#branches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#branches[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    let found = this.#branches[low - 1];
    // The last one that starts before may have ended: one around it, or none, holds the offset.
    while (found !== undefined && found.end < offset) found = this.#around(found);
    return found;
  }

  /** Whether a branch begins in a stretch of the text. */
  startsWithin(start: number, end: number): boolean {
    return this.#branches.some((branch) => start <= branch.start && branch.start < end);
  }

  #around(branch: Branch): Branch | undefined {
    return branch.block.parent;
  }
}

/** The outermost branch first. */
export function stackOf(branch: Branch | undefined): readonly Branch[] {
  const stack: Branch[] = [];
  for (let at = branch; at !== undefined; at = at.block.parent) stack.push(at);
  return stack.reverse();
}

/** True when the branch is the other one, or one around it: what stands in it is there with what stands in the other. */
export function isAround(branch: Branch | undefined, inner: Branch | undefined): boolean {
  for (let at = inner; at !== undefined; at = at.block.parent) if (at === branch) return true;
  return branch === undefined;
}

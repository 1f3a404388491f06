/** One template read without running it: documents whose nodes know how certain they are. */
import { childPath, itemPath, ROOT_PATH } from '../base/node-path.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import type { YamlDocument, YamlFile, YamlNode, YamlScalar } from '../yaml/node.ts';
import { readWhole } from '../yaml/read-whole.ts';
import { type Action, findActions, type TemplateFault } from './actions.ts';
import { type Branch, BranchFinder, findBlocks, isAround, stackOf } from './blocks.ts';
import { type MaskedTemplate, maskTemplate } from './mask.ts';

/**
 * `certain`: literal, in every rendering of its document. `conditional`: literal, inside a block that not all of its
 * document stands in. `templated`: its key's value touches an action.
 */
export type NodeState = 'certain' | 'conditional' | 'templated';

export interface TemplateNode {
  /** In the document; list indexes count items as written. */
  readonly path: string;
  /** In the template's file. */
  readonly range: OffsetRange;
  readonly state: NodeState;
  /** Absent for templated nodes. */
  readonly value?: YamlScalar['value'];
  readonly branch: Branch | undefined;
}

export interface TemplateDocument {
  /** Scalars in source order, those that a later key of the same name replaces included. */
  readonly nodes: readonly TemplateNode[];
  readonly document: YamlDocument;
}

export interface DuplicateKey extends OffsetRange {
  readonly key: string;
}

export interface Template {
  /** Keys that stand twice in one branch, or in a branch and around it; the later ones, in the template's file. */
  readonly duplicates: readonly DuplicateKey[];
  readonly documents: readonly TemplateDocument[];
  readonly actions: readonly Action[];
  readonly masked: MaskedTemplate | undefined;
  /** Set when the actions do not balance; then there are no documents. */
  readonly fault: TemplateFault | undefined;
}

export function readTemplate(text: string): Template {
  const { actions, fault: unclosed } = findActions(text);
  const { branches, fault: unbalanced } = findBlocks(actions);
  const fault = firstFault(unclosed, unbalanced);
  if (fault !== undefined) return { documents: [], duplicates: [], actions, masked: undefined, fault };
  const masked = maskTemplate(text, actions, branches);
  const yaml = readWhole(masked.text);
  const reader = new Reader(actions, branches, masked);
  const documents = reader.documents(yaml);
  return { documents, duplicates: reader.duplicates, actions, masked, fault: undefined };
}

/** An action that is never closed leaves blocks open, too: the action is what is wrong. */
function firstFault(a: TemplateFault | undefined, b: TemplateFault | undefined): TemplateFault | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.message.includes('never closed') || a.start < b.start ? a : b;
}

interface FoundNode extends OffsetRange {
  readonly path: string;
  readonly isTemplated: boolean;
  readonly value: YamlScalar['value'];
  readonly branch: Branch | undefined;
}

interface Place {
  /** Of the document, in the masked text. */
  readonly start: number;
  readonly path: string;
  readonly isTemplated: boolean;
  /** Behind the key that the node is the value of, in the template's file. */
  readonly from?: number;
}

type EarlierKeys = Map<string, { readonly branch: Branch | undefined; readonly at: number }[]>;

class Reader {
  readonly duplicates: DuplicateKey[] = [];
  readonly #actions: readonly Action[];
  readonly #finder: BranchFinder;
  readonly #masked: MaskedTemplate;

  constructor(actions: readonly Action[], branches: readonly Branch[], masked: MaskedTemplate) {
    this.#actions = actions;
    this.#finder = new BranchFinder(branches);
    this.#masked = masked;
  }

  documents({ documents }: YamlFile): readonly TemplateDocument[] {
    return documents.flatMap(({ start, document }) => {
      if (document.root === undefined) return [];
      const found: FoundNode[] = [];
      this.#visit(document.root, { start, path: ROOT_PATH, isTemplated: false }, found);
      return [{ nodes: withStates(found), document }];
    });
  }

  #visit(node: YamlNode, place: Place, found: FoundNode[]): void {
    const { start, path, isTemplated } = place;
    if (node.kind === 'scalar') {
      found.push(this.#scalar(node, start, path, isTemplated));
      return;
    }
    if (node.kind === 'seq') {
      for (const [at, { value, via }] of node.items.entries())
        if (via === undefined) this.#visit(value, { start, path: itemPath(path, at), isTemplated }, found);
      return;
    }
    const branches: EarlierKeys = new Map();
    const isItem = path.endsWith(']') || this.#opensWithPrint(node.entries[0]?.key, place);
    for (const { key, value, via, merged } of node.entries) {
      if (merged !== true) this.#noteKey(key, start, branches, isItem);
      if (via !== undefined) continue;
      const range = this.#range(key, start);
      const isKeyTemplated = isTemplated || this.#touchesAction(range);
      const at = { start, path: childPath(path, key.text), isTemplated: isKeyTemplated, from: range.end };
      this.#visit(value, at, found);
    }
  }

  /** `earlier`: where the keys of the mapping stand, and in which branches. */
  #noteKey(key: YamlScalar, start: number, keys: EarlierKeys, isItem: boolean): void {
    const range = this.#range(key, start);
    if (this.#touchesAction(range)) return;
    const branch = this.#finder.at(range.start);
    const earlier = keys.get(key.text);
    const here = { branch, at: range.start };
    if (earlier === undefined) keys.set(key.text, [here]);
    else {
      const isTwice = earlier.some(
        (other) =>
          (isAround(other.branch, branch) || isAround(branch, other.branch)) &&
          // What an action prints between them may begin another item, to which the later one belongs.
          !(isItem && this.#printsBetween(other.at, range.start)),
      );
      if (isTwice) this.duplicates.push({ ...range, key: key.text });
      earlier.push(here);
    }
  }

  /** What an action prints behind a key may begin an item, to which the keys below it belong. */
  #opensWithPrint(first: YamlScalar | undefined, { start, from }: Place): boolean {
    return (
      first !== undefined && from !== undefined && this.#printsBetween(from, this.#range(first, start).start)
    );
  }

  #printsBetween(start: number, end: number): boolean {
    const { standalone } = this.#masked;
    let low = 0;
    let high = standalone.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((standalone[middle]?.start ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const next = standalone[low];
    return next !== undefined && next.start < end;
  }

  #scalar(node: YamlScalar, start: number, path: string, isTemplated: boolean): FoundNode {
    const range = this.#range(node, start);
    // What stands nowhere is printed by the actions behind its key.
    const isTouched = isTemplated || this.#touchesAction(range) || this.#isFilledByAction(node, range);
    return {
      ...range,
      path,
      value: node.value,
      isTemplated: isTouched,
      branch: this.#finder.at(range.start),
    };
  }

  #range({ start, end }: OffsetRange, offset: number): OffsetRange {
    const from = this.#masked.toSource(offset + start);
    return { start: from, end: Math.max(from, this.#masked.toSource(offset + end)) };
  }

  /** True when an action, even one that prints nothing, stands between the ends of a stretch. */
  #touchesAction({ start, end }: OffsetRange): boolean {
    const action = this.#actions[this.#firstActionBehind(start)];
    return action !== undefined && action.start < end;
  }

  /** Index of the first action that ends behind an offset. */
  #firstActionBehind(offset: number): number {
    let low = 0;
    let high = this.#actions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#actions[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isFilledByAction(node: YamlScalar, range: OffsetRange): boolean {
    if (node.value !== null || node.text !== '') return false;
    const { text } = this.#masked;
    let from = range.start;
    for (let at = this.#firstActionBehind(range.start); ; at++) {
      const action = this.#actions[at];
      if (action === undefined || text.slice(from, action.start).trim() !== '') return false;
      if (action.kind === 'output' || action.kind === 'template') return true;
      from = action.end;
    }
  }
}

/** What all nodes of a document share does not make one of them less certain than the document. */
function withStates(found: readonly FoundNode[]): readonly TemplateNode[] {
  const base = commonDepth(found.map(({ branch }) => branch));
  return found.map(({ path, start, end, isTemplated, value, branch }) => {
    const range = { start, end };
    if (isTemplated) return { path, range, state: 'templated', branch };
    const state = stackOf(branch).length > base ? 'conditional' : 'certain';
    return { path, range, state, value, branch };
  });
}

/** How many of the outermost branches all places share. */
function commonDepth(branches: readonly (Branch | undefined)[]): number {
  let shared: readonly Branch[] | undefined;
  for (const branch of new Set(branches)) {
    const stack = stackOf(branch);
    const known: readonly Branch[] = shared ?? stack;
    let depth = 0;
    while (depth < known.length && known[depth] === stack[depth]) depth++;
    shared = known.slice(0, depth);
  }
  return shared?.length ?? 0;
}

/** What one parse of one document carries along: the text, the problems and the anchors seen so far. */
import type { OffsetRange } from '../base/offset-range.ts';
import { MAX_ALIASED_NODES } from './limits.ts';
import { type MaskedText, unmask } from './mask-templates.ts';
import type { YamlNode, YamlScalar } from './node.ts';
import { plainAmbiguity, plainValue } from './plain-scalar.ts';
import { ProblemList } from './problem-list.ts';

/** A node as it stands at one place; `via` is the alias that stands there instead of it. */
export interface Placed {
  readonly node: YamlNode;
  readonly via?: OffsetRange;
}

interface Anchor {
  /** Absent while the node itself is still being read: an alias to it would be a loop. */
  readonly node?: YamlNode;
  /** How many nodes the target stands for, those behind its own aliases included. */
  readonly size: number;
}

export class Reading {
  /** The document as people see it. */
  readonly source: string;
  /** What is parsed in its place, of the same length. */
  readonly text: string;
  readonly actions: MaskedText['actions'];
  readonly problems = new ProblemList();
  /** Nodes read so far, those that aliases stand for included. */
  size = 0;
  /** A quote that is never closed took all lines behind it. */
  hasRunawayQuote = false;
  #aliased = 0;
  readonly #anchors = new Map<string, Anchor>();

  constructor(source: string, masked: MaskedText = { text: source, actions: [] }) {
    this.source = source;
    this.text = masked.text;
    this.actions = masked.actions;
  }

  get hasTooManyAliases(): boolean {
    return this.#aliased > MAX_ALIASED_NODES;
  }

  openAnchor(name: string): void {
    this.#anchors.set(name, { size: 0 });
  }

  closeAnchor(name: string, node: YamlNode, size: number): void {
    this.#anchors.set(name, { node, size });
  }

  /** The node an alias stands for; null and a problem when there is none. */
  resolveAlias(name: string, start: number, end: number): Placed {
    const anchor = this.#anchors.get(name);
    if (anchor?.node === undefined) {
      if (anchor === undefined) this.problems.add('unknown-alias', start, end, { name });
      else this.problems.syntax(start, end, `alias "*${name}" stands inside the value that it refers to`);
      return { node: this.nullScalar(start, end) };
    }
    this.#aliased += anchor.size;
    if (this.hasTooManyAliases) return { node: this.nullScalar(start, end) };
    this.size += anchor.size;
    return { node: anchor.node, via: { start, end } };
  }

  plainScalar(text: string, start: number, end: number): YamlScalar {
    const value = plainValue(text);
    if (typeof value === 'string') return this.stringScalar('plain', text, start, end);
    this.size++;
    const ambiguity = plainAmbiguity(text, value);
    if (ambiguity !== undefined) this.problems.add('ambiguous-scalar', start, end, { text, ...ambiguity });
    return { kind: 'scalar', start, end, value, text, style: 'plain' };
  }

  nullScalar(start: number, end: number): YamlScalar {
    this.size++;
    return { kind: 'scalar', start, end, value: null, text: '', style: 'plain' };
  }

  stringScalar(style: YamlScalar['style'], decoded: string, start: number, end: number): YamlScalar {
    this.size++;
    const text = this.actions.length === 0 ? decoded : unmask(decoded);
    return { kind: 'scalar', start, end, value: text, text, style };
  }

  /** A value that is not there in the text, but that template actions between here and the next text produce. */
  actionAfter(offset: number): YamlScalar | undefined {
    let from = offset;
    for (let at = this.#firstAction(offset); ; at++) {
      const action = this.actions[at];
      if (action === undefined || !isBlank(this.text, from, action.start)) return undefined;
      from = action.end;
      if (action.isOutput)
        return this.stringScalar('plain', this.source.slice(action.start, from), action.start, from);
    }
  }

  /** Index of the first template action that starts at or after the offset. */
  #firstAction(offset: number): number {
    let low = 0;
    let high = this.actions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.actions[middle]?.start ?? offset) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (!/\s/.test(text.charAt(at))) return false;
  }
  return true;
}

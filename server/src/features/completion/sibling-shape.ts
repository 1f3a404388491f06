/** The shape of the item before, for the next one: its keys, with the values left open. */

import type { OutlineMap, OutlineNode } from '../text-outline/outline.ts';
import { escapeSnippet, type Insertion } from './insertion.ts';
import type { Layout } from './layout.ts';

const DASH_WIDTH = 2;
const MAX_DEPTH = 8;
/** Longer items are rarely repeated as they are. */
const MAX_LINES = 12;

/** Undefined where the items say nothing about the next one: none, text only, brackets. `column`: of the dash. */
export function siblingShape(
  list: OutlineNode | undefined,
  layout: Layout,
  column: number,
): Insertion | undefined {
  const first = list?.kind === 'seq' ? list.items[0]?.value : undefined;
  if (first?.kind !== 'map' || first.isFlow || first.entries.length < 2) return undefined;
  const writer = new ShapeWriter(layout);
  const lines = writer.members(first, column + DASH_WIDTH, 0);
  if (lines.length > MAX_LINES) return undefined;
  return { text: `- ${lines.join(layout.lineEnd).slice(column + DASH_WIDTH)}`, isSnippet: true };
}

class ShapeWriter {
  readonly #layout: Layout;
  #stops = 0;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  members(map: OutlineMap, column: number, depth: number): readonly string[] {
    return map.entries.flatMap(({ key, value }) => {
      const name = `${' '.repeat(column)}${escapeSnippet(`${key.quote}${key.text}${key.quote}`)}:`;
      if (depth >= MAX_DEPTH || value === undefined || value.kind === 'scalar' || value.isFlow) {
        return [`${name} ${this.#stop()}`];
      }
      if (value.kind === 'map') return [name, ...this.members(value, column + this.#layout.step, depth + 1)];
      return [name, ...this.#item(value.items[0]?.value, column + this.#layout.dashStep, depth + 1)];
    });
  }

  #item(item: OutlineNode | undefined, column: number, depth: number): readonly string[] {
    const dash = `${' '.repeat(column)}- `;
    if (item?.kind !== 'map' || item.isFlow) return [`${dash}${this.#stop()}`];
    const [first = '', ...rest] = this.members(item, column + DASH_WIDTH, depth);
    return [`${dash}${first.trimStart()}`, ...rest];
  }

  #stop(): string {
    this.#stops += 1;
    return `$${this.#stops}`;
  }
}

/** Where the lines of a document belong, from the positions of its nodes. Nothing is written here. */
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlSeq } from '../../yaml/node.ts';
import { isSequenceIndented } from './sequence-style.ts';
import { lineAt, type TextLine, textLines } from './text-line.ts';

export interface Layout {
  readonly lines: readonly TextLine[];
  /** New indentation of lines where a key or a dash stands first. */
  readonly indents: ReadonlyMap<number, number>;
  /** Lines inside of a value: moved with it, otherwise as they are. */
  readonly moved: ReadonlyMap<number, number>;
  /** Lines whose end belongs to a scalar. */
  readonly open: ReadonlySet<number>;
  /** Runs of blanks behind `:` and `-` that become one, as offsets. */
  readonly gaps: readonly (readonly [start: number, end: number])[];
}

interface Plan {
  readonly text: string;
  readonly lines: readonly TextLine[];
  readonly unit: number;
  readonly isIndented: boolean;
  readonly indents: Map<number, number>;
  readonly moved: Map<number, number>;
  readonly open: Set<number>;
  readonly gaps: (readonly [number, number])[];
}

export function layoutOf({ text, root }: YamlDocument, unit: number): Layout {
  const lines = textLines(text);
  const plan: Plan = {
    text,
    lines,
    unit,
    isIndented: isSequenceIndented(text, root),
    indents: new Map(),
    moved: new Map(),
    open: new Set(),
    gaps: [],
  };
  if (root !== undefined) placeBlock(plan, root, 0);
  return plan;
}

function placeBlock(plan: Plan, node: YamlNode, column: number): void {
  if (node.kind === 'map') placeMap(plan, node, column);
  else if (node.kind === 'seq') placeSeq(plan, node, column);
}

function placeMap(plan: Plan, map: YamlMap, column: number): void {
  for (const entry of map.entries) {
    if (entry.merged !== true) placeEntry(plan, entry, column);
  }
}

function placeEntry(plan: Plan, { key, value, via }: YamlEntry, column: number): void {
  const old = columnAt(plan, key.start);
  placeLine(plan, key.start, column);
  const start = via?.start ?? value.start;
  const colon = plan.text.indexOf(':', key.end);
  if (colon >= 0 && colon < start) closeGap(plan, colon + 1, start);
  if (via !== undefined) return;
  if (isBlock(value)) {
    const deeper = value.kind === 'seq' && !plan.isIndented ? 0 : plan.unit;
    placeBlock(plan, value, column + deeper);
  } else {
    move(plan, { from: key.start, value, by: column - old });
  }
}

function placeSeq(plan: Plan, seq: YamlSeq, column: number): void {
  const old = columnAt(plan, seq.start);
  let from = seq.start;
  for (const { value, via } of seq.items) {
    const dash = dashAt(plan, from, old);
    if (dash === undefined) return;
    placeLine(plan, dash, column);
    const start = via?.start ?? value.start;
    const end = via?.end ?? value.end;
    closeGap(plan, dash + 1, start);
    from = Math.max(end, dash + 1);
    if (via !== undefined) continue;
    if (isBlock(value)) placeBlock(plan, value, column + 2);
    else move(plan, { from: dash, value, by: column - old });
  }
}

/** The dash of the next item: at `from`, or on a later line in the same column. */
function dashAt(plan: Plan, from: number, column: number): number | undefined {
  if (isDash(plan.text, from) && columnAt(plan, from) === column) return from;
  for (let at = lineAt(plan.lines, from); at < plan.lines.length; at++) {
    const line = plan.lines[at];
    if (line === undefined || line.start + column < from || line.indent !== column) continue;
    if (isDash(plan.text, line.start + column)) return line.start + column;
  }
  return undefined;
}

function isDash(text: string, at: number): boolean {
  return text[at] === '-' && /^$|[ \r\n]/.test(text[at + 1] ?? '');
}

function isBlock(node: YamlNode): boolean {
  return node.kind !== 'scalar' && !node.flow;
}

function columnAt({ lines }: Plan, offset: number): number {
  return offset - (lines[lineAt(lines, offset)]?.start ?? 0);
}

function placeLine(plan: Plan, offset: number, column: number): void {
  const at = lineAt(plan.lines, offset);
  const line = plan.lines[at];
  if (line !== undefined && line.start + line.indent === offset) plan.indents.set(at, column);
}

/** Blanks between a mark and what follows on the same line; anything else stays. */
function closeGap(plan: Plan, start: number, end: number): void {
  const gap = plan.text.slice(start, end);
  if (gap.length > 1 && gap.trim() === '' && !/[\r\n]/.test(gap)) plan.gaps.push([start, end]);
}

interface Moving {
  readonly from: number;
  readonly value: YamlNode;
  readonly by: number;
}

/** A value of several lines keeps its shape and follows its key. */
function move(plan: Plan, { from, value, by }: Moving): void {
  const first = lineAt(plan.lines, from);
  const last = lineAt(plan.lines, Math.max(value.start, value.end - 1));
  for (let at = first + 1; at <= last; at++) plan.moved.set(at, by);
  const opens = lineAt(plan.lines, value.start);
  for (let at = opens; at < last; at++) plan.open.add(at);
  if (value.kind === 'scalar' && last > opens && isBlockScalar(value.style)) plan.open.add(last);
}

function isBlockScalar(style: string): boolean {
  return style === 'literal' || style === 'folded';
}

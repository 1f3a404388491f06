/** From what the cursor touches to what may be written there: keys of a map, a value, or items of a list. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type {
  Frame,
  FrameStep,
  OutlineMap,
  OutlineNode,
  OutlineScalar,
  Quote,
  Spot,
} from '../text-outline/outline.ts';

/** A place in the document, by keys and indexes from its root; `node` is what stands there already. */
export interface Target {
  readonly steps: readonly FrameStep[];
  readonly node: OutlineNode | undefined;
}

export interface CursorPlace {
  /**
   * `block`: at the start of a node, on a line of its own or behind a dash. `inline`: behind a colon in block style,
   * where only scalars and brackets may follow on the same line. `flow`: inside brackets.
   */
  readonly form: 'block' | 'inline' | 'flow';
  /** The map in which a key may be written. */
  readonly keysOf: Target | undefined;
  /** The place whose value may be written. */
  readonly valueOf: Target | undefined;
  /** The list in which an item may begin with its dash. */
  readonly itemsOf: Target | undefined;
  /** What is replaced, in document offsets. */
  readonly range: OffsetRange;
  /** The word that is replaced. */
  readonly word: string;
  readonly quote: Quote;
  /** Column of what is inserted; of the key in front for `inline`. */
  readonly column: number;
  /** Text that must stand in front of what is inserted: a blank, a comma. */
  readonly prefix: string;
  /** The key that is written has its colon. */
  readonly hasColon: boolean;
}

export function cursorPlace(
  spot: Spot,
  text: string,
  root: OutlineNode | undefined,
): CursorPlace | undefined {
  const base: Omit<CursorPlace, 'form'> = {
    keysOf: undefined,
    valueOf: undefined,
    itemsOf: undefined,
    range: { start: spot.start, end: spot.end },
    word: text.slice(spot.start, spot.end).trim(),
    quote: spot.quote,
    column: spot.column,
    prefix: `${spot.needsComma ? ', ' : ''}${spot.needsBlank ? ' ' : ''}`,
    hasColon: /^[ \t]*:/.test(text.slice(spot.end, spot.end + 40)),
  };
  const form = spot.isFlow ? 'flow' : spot.form === 'value' ? 'inline' : 'block';
  const here = targetOf(spot.frames);
  if (spot.form === 'key') return { ...base, form, keysOf: containerOf(spot.frames) };
  if (spot.form === 'value') return { ...base, form, ...anyOf(here) };
  if (spot.form === 'item') return { ...base, form, ...anyOf(here), itemsOf: undefined };
  const targets = spot.isBehindDash ? anyOf(here) : byColumn(spot, root);
  return targets && { ...base, form, ...targets };
}

type Targets = Pick<CursorPlace, 'keysOf' | 'valueOf' | 'itemsOf'>;

/** A whole node may begin here: the schema decides what kind of node. */
function anyOf(target: Target): Targets {
  return { keysOf: target, valueOf: target, itemsOf: target };
}

/** The column of a line's start decides whose child it is. */
function byColumn(spot: Spot, root: OutlineNode | undefined): Targets | undefined {
  const frames = [...spot.frames];
  while ((frames.at(-1)?.node.column ?? -1) > spot.column) frames.pop();
  const last = frames.at(-1);
  if (last === undefined) return { ...NO_TARGETS, keysOf: { steps: [], node: root } };
  if (last.node.kind === 'map') {
    if (last.node.column === spot.column) return { ...NO_TARGETS, keysOf: containerOf(frames) };
    return insideEntry(spot, frames);
  }
  if (last.node.column < spot.column) return insideItem(spot, frames);
  const itemsOf = containerOf(frames);
  const outer = frames.at(-2);
  const isBesideKey = outer?.node.kind === 'map' && outer.node.column === spot.column;
  return { ...NO_TARGETS, itemsOf, keysOf: isBesideKey ? containerOf(frames.slice(0, -1)) : undefined };
}

const NO_TARGETS: Targets = { keysOf: undefined, valueOf: undefined, itemsOf: undefined };

/** Below a key: nothing when its value is complete on the key's line. */
function insideEntry(spot: Spot, frames: readonly Frame[]): Targets | undefined {
  const target = targetOf(frames);
  return isOtherScalar(target.node, spot) ? undefined : anyOf(target);
}

/** Beside the content of a list item. */
function insideItem(spot: Spot, frames: readonly Frame[]): Targets | undefined {
  const target = targetOf(frames);
  if (isOtherScalar(target.node, spot)) return undefined;
  return target.node?.kind === 'map' ? { ...NO_TARGETS, keysOf: target } : anyOf(target);
}

function isOtherScalar(node: OutlineNode | undefined, spot: Spot): boolean {
  return node?.kind === 'scalar' && node.start !== spot.start;
}

function containerOf(frames: readonly Frame[]): Target {
  return { steps: frames.slice(0, -1).map((frame) => frame.step), node: frames.at(-1)?.node };
}

function targetOf(frames: readonly Frame[]): Target {
  const last = frames.at(-1);
  const node = last === undefined ? undefined : 'entry' in last ? last.entry?.value : last.item?.value;
  return { steps: frames.map((frame) => frame.step), node };
}

/** Keys written in a map, the one that starts at `except` left out. */
export function writtenKeys(node: OutlineNode | undefined, except: number): ReadonlySet<string> {
  const entries = node?.kind === 'map' ? node.entries : [];
  return new Set(entries.filter((entry) => entry.key.start !== except).map((entry) => entry.key.text));
}

/** The scalar under a key of a map. */
export function scalarUnder(node: OutlineNode | undefined, key: string): OutlineScalar | undefined {
  const value = entryUnder(node, key)?.value;
  return value?.kind === 'scalar' ? value : undefined;
}

export function entryUnder(
  node: OutlineNode | undefined,
  key: string,
): OutlineMap['entries'][number] | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key.text === key) : undefined;
}

/**
 * What can be read of half-typed YAML by its text alone: maps, lists and scalars by indentation and brackets, whatever
 * is broken around them. Completion stands on it, because the place under the cursor is nearly always unfinished.
 * Offsets count from the start of the document, columns from the start of the line.
 */

export type OutlineNode = OutlineMap | OutlineSeq | OutlineScalar;

export type Quote = '"' | "'" | '';

export interface OutlineMap {
  readonly kind: 'map';
  readonly isFlow: boolean;
  /** Column of the keys; -1 in flow style. */
  readonly column: number;
  readonly entries: OutlineEntry[];
}

export interface OutlineEntry {
  readonly key: OutlineScalar;
  /** False while no colon stands behind the key. */
  hasColon: boolean;
  value: OutlineNode | undefined;
}

export interface OutlineSeq {
  readonly kind: 'seq';
  readonly isFlow: boolean;
  /** Column of the dashes; -1 in flow style. */
  readonly column: number;
  readonly items: OutlineItem[];
}

export interface OutlineItem {
  value: OutlineNode | undefined;
}

export interface OutlineScalar {
  readonly kind: 'scalar';
  /** Range with quotes. */
  readonly start: number;
  readonly end: number;
  /** Text without quotes; of a block scalar its header. */
  readonly text: string;
  readonly quote: Quote;
}

/** One level on the way from the root to the cursor: a collection and the key or index taken in it. */
export type Frame =
  | { readonly node: OutlineMap; readonly step: string; readonly entry: OutlineEntry | undefined }
  | { readonly node: OutlineSeq; readonly step: number; readonly item: OutlineItem | undefined };

export type FrameStep = string | number;

/**
 * What the cursor touches.
 * - `key`: the key of an entry of the innermost frame's map.
 * - `value`: behind a colon, on the colon's line.
 * - `start`: a place in block style where a key, a value or a dash may begin; the column decides whose child it is.
 * - `item`: inside the brackets of a flow list.
 */
export interface Spot {
  readonly form: 'key' | 'value' | 'start' | 'item';
  readonly isFlow: boolean;
  /** Root first. For `key` the last frame is the map; for `value` and `item` the entry or item. */
  readonly frames: readonly Frame[];
  /** The word under the cursor, quotes included; empty when there is none. */
  readonly start: number;
  readonly end: number;
  readonly quote: Quote;
  /** Column at which the text inserted at `start` begins a node, in block style. */
  readonly column: number;
  /** A blank is needed in front of what is inserted: the cursor touches a colon or a dash. */
  readonly needsBlank: boolean;
  /** The frames end with the item of a dash on the cursor's line. */
  readonly isBehindDash: boolean;
  /** A comma is missing in front, in flow style. */
  readonly needsComma: boolean;
}

export interface Outline {
  readonly root: OutlineNode | undefined;
  /** Absent in comments, in block scalars, and where nothing can begin. */
  readonly spot: Spot | undefined;
}

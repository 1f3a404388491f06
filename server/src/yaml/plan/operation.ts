/** What somebody wants of a document, by path. How its text changes is the planner's business. */
import type { JsonValue } from '../../base/json.ts';
import type { Respelling } from '../edit-respell.ts';

/** All paths are those of the document as it is, whatever else changes with it. */
export type Operation =
  /** The path reads as `value` afterwards; what is missing on the way is made. `flow`: on one line, where a choice is left. */
  | { readonly op: 'set'; readonly path: string; readonly value: JsonValue; readonly flow?: boolean }
  /** Parts of the text of the scalar at `path` read otherwise; they are apart, and count in the decoded text. */
  | { readonly op: 'respell'; readonly path: string; readonly parts: readonly Respelling[] }
  /** A new item in front of the list item at `path`. */
  | { readonly op: 'insert'; readonly path: string; readonly value: JsonValue }
  /** A new last item of the list at `path`, which is made when it is missing. */
  | { readonly op: 'append'; readonly path: string; readonly value: JsonValue }
  /** Without the entry or item. `emptied`: what that leaves empty stays, as `{}` or `[]`, or goes as well. */
  | { readonly op: 'remove'; readonly path: string; readonly emptied?: 'keep' | 'remove' }
  /** The key at `path` is called `name`. */
  | { readonly op: 'rename'; readonly path: string; readonly name: string }
  /** The item at `path` stands in front of the one at `before`, in the same list, with its comments. */
  | { readonly op: 'move'; readonly path: string; readonly before: string };

/** Why the text cannot be changed so: a sentence without a full stop. */
export interface PlanRefusal {
  readonly refused: string;
}

export const set = (path: string, value: JsonValue): Operation => ({ op: 'set', path, value });

export const append = (path: string, value: JsonValue): Operation => ({ op: 'append', path, value });

export const remove = (path: string, emptied: 'keep' | 'remove' = 'keep'): Operation => ({
  op: 'remove',
  path,
  emptied,
});

export const rename = (path: string, name: string): Operation => ({ op: 'rename', path, name });

export const move = (path: string, before: string): Operation => ({ op: 'move', path, before });

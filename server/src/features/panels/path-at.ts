/** What of an object stands at a place of a file. */
import type { Slot } from '../../workspace/slot.ts';
import { nodeAtOffset } from '../../yaml/position.ts';

/** In the blanks and dashes that a line begins with its first word is meant. */
export function contentOffset(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  let at = start;
  while (at < text.length && (text[at] === ' ' || (text[at] === '-' && text[at + 1] === ' '))) at++;
  return Math.max(at, offset);
}

/** Path of what stands at a file offset in an object; empty outside of it. */
export function pathAt({ origin, resource }: Slot, uri: string, offset: number): string {
  const at = origin.offsetIn(uri, offset);
  const path = at === undefined ? undefined : nodeAtOffset(resource.document, at)?.path;
  // An item of a list counts from itself.
  return (resource.root === resource.document.root ? path : path?.replace(/^items\[\d+\]\.?/, '')) ?? '';
}

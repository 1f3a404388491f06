/** Edits of parts of a scalar: quotes, escapes and layout around them stay where they can. */
import { append } from '../base/append.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import type { TextEdit } from '../base/text-edit.ts';
import { editPlace, replaceWith } from './edit-place.ts';
import { setScalar } from './edit-scalar.ts';
import type { YamlDocument, YamlScalar } from './node.ts';
import { plainValue } from './plain-scalar.ts';
import { scalarSubrange } from './position.ts';

/** A range of the scalar's decoded text, and what stands there instead. */
export interface Respelling extends OffsetRange {
  readonly text: string;
}

/** Text that reads the same in plain scalars, in quotes and in blocks. */
const SAFE = /^[\w.\-/]+$/;

/** `parts`: apart from each other. Undefined where no scalar stands, or it cannot hold the new text. */
export function respellScalar(
  document: YamlDocument,
  path: string,
  parts: readonly Respelling[],
): readonly TextEdit[] | undefined {
  const node = editPlace(document, path)?.node;
  if (node?.kind !== 'scalar') return undefined;
  const text = respelled(node.text, parts);
  if (text === node.text) return [];
  return editsInPlace(document, node, parts) ?? setScalar(document, path, ofItsType(node, text));
}

function respelled(text: string, parts: readonly Respelling[]): string {
  return parts
    .toSorted((a, b) => b.start - a.start)
    .reduce((whole, part) => whole.slice(0, part.start) + part.text + whole.slice(part.end), text);
}

/** A number stays one. */
function ofItsType(node: YamlScalar, text: string): string | number {
  return typeof node.value === 'number' ? Number(text) : text;
}

/** Undefined where the new text would read otherwise than it is meant. */
function editsInPlace(
  document: YamlDocument,
  node: YamlScalar,
  parts: readonly Respelling[],
): readonly TextEdit[] | undefined {
  const whole = respelled(node.text, parts);
  if (node.style === 'plain' && typeof plainValue(whole) !== typeof node.value) return undefined;
  const edits: TextEdit[] = [];
  for (const { start, end, text } of parts) {
    const range = scalarSubrange(document, node, start, end);
    const isVerbatim = document.text.slice(range.start, range.end) === node.text.slice(start, end);
    const made = isVerbatim && SAFE.test(text) ? replaceWith(document, range, text) : undefined;
    if (made === undefined) return undefined;
    append(edits, made);
  }
  return edits;
}

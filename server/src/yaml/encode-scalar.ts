/** New text for a scalar in the style that it has: only what changes is written anew. */
import type { TextEdit } from '../base/text-edit.ts';
import type { DecodedText } from './decode-scalar.ts';
import type { YamlDocument, YamlScalar } from './node.ts';

export function isBlock({ style }: YamlScalar): boolean {
  return style === 'literal' || style === 'folded';
}

/** What differs between two texts: `[from, to)` of the old one is `text` in the new one. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Undefined where the style has no way to write it. Whether it reads as `after` is for the caller to prove. */
export function encodeForScalar(
  document: YamlDocument,
  scalar: YamlScalar,
  before: DecodedText,
  after: string,
): TextEdit | undefined {
  const change = difference(before.text, after);
  if (scalar.style === 'literal') return editLines(document, before, wholeLines(before.text, change));
  const written = encodeWord(scalar, change.text);
  if (written === undefined) return undefined;
  // A folded line break is more than a character.
  const isFolded = scalar.style === 'folded' || scalar.style === 'plain';
  if (isFolded && before.text.slice(change.from, change.to).includes('\n')) return undefined;
  const last = before.ends.at(-1) ?? scalar.end;
  const start = before.starts[change.from] ?? last;
  const end = change.to > change.from ? (before.ends[change.to - 1] ?? last) : start;
  return { range: { start, end }, newText: written };
}

/** The end first: a line that is added behind the last one then starts with its line break. */
function difference(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && before.at(-1 - same) === after.at(-1 - same)) same++;
  let from = 0;
  while (from < shorter - same && before[from] === after[from]) from++;
  return { from, to: before.length - same, text: after.slice(from, after.length - same) };
}

function wholeLines(before: string, { from, to, text }: Change): Change {
  const start = before.lastIndexOf('\n', from - 1) + 1;
  const newline = before.indexOf('\n', to);
  const end = newline < 0 ? before.length : newline;
  return { from: start, to: end, text: before.slice(start, from) + text + before.slice(to, end) };
}

/** Lines without a break at their end; each keeps the indentation of the block. */
function editLines(
  { text }: YamlDocument,
  before: DecodedText,
  { from, to, text: lines }: Change,
): TextEdit | undefined {
  const start = before.starts[from];
  if (start === undefined || to > before.text.length) return undefined;
  const end = to > from ? (before.ends[to - 1] ?? start) : start;
  const indentation = indentationOf(text, before);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const [first = '', ...others] = lines.split('\n');
  const written = others.map((line) => (line === '' ? '' : indentation + line));
  // An empty line may stand without its indentation.
  const there = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lead = first === '' ? '' : indentation.slice(there);
  return { range: { start, end }, newText: [lead + first, ...written].join(lineEnd) };
}

function indentationOf(text: string, { text: decoded, starts }: DecodedText): string {
  for (let at = 0; at < decoded.length; at++) {
    const start = starts[at] ?? 0;
    if (decoded[at] === '\n' || (at > 0 && decoded[at - 1] !== '\n')) continue;
    return text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  }
  return '';
}

/** Text inside of quotes, or of a plain or folded line. */
export function encodeWord({ style }: YamlScalar, text: string): string | undefined {
  if (style === 'double') return encodeDouble(text);
  if (/[\n\r]/.test(text)) return undefined;
  return style === 'single' ? text.replaceAll("'", "''") : text;
}

function encodeDouble(text: string): string {
  const quoted = JSON.stringify(text);
  return quoted.slice(1, -1);
}

/** Placeholders that stand without quotes where YAML would read their marks: brackets, reserved characters, comments. */
import type { OffsetRange } from '../base/offset-range.ts';
import { isProxyCommand } from '../base/placeholder.ts';

const OPEN = /^[ \t]*<[A-Z]|\$\{|\{[A-Za-z]|\[\[?[A-Z]|#\{\w|###[A-Z]|%%[A-Za-z]|%[A-Z]|@[A-Za-z]/gm;
/** Longer names are none. */
const LONGEST = 200;
const FORMS: readonly RegExp[] = [
  /^\$\{\{[^{}\n]*\}\}/,
  /^\$\{[^{}\n]*\}/,
  /^\{[A-Z][A-Z0-9_]*\}/,
  /^\[\[[A-Z][A-Z0-9_]*\]\]/,
  /^#\{\w[\w.-]*\}#/,
  /^###[A-Z][A-Z0-9_]*###/,
  /^%%[A-Za-z]\w*%%/,
  /^@[A-Za-z]\w*@/,
];
/** The proxy's own commands lack quotes where they stand so. */
const PERCENT = /^%([A-Z][A-Z0-9]*)(?:_[A-Z0-9]+)*%/;
/** A line of its own: entries that a generator puts in. */
const LINE = /^(<[A-Z][A-Z0-9_]*>)[ \t]*(?:\r?\n|$)/;
/** A word in braces or brackets that text is glued to is no map or list of YAML where a value begins, and ordinary text (`/users/{id}/x`) elsewhere. */
const GLUED = /^(?:\{[a-z][\w-]*\}|\[[A-Z][A-Z0-9]*_[A-Z0-9_]*\])(?=[\w./-])/;
const BEFORE_VALUE = /^[ \t]*(?:- +)?(?:[\w./-]+:[ \t]+)?$/;

/** Placeholders that must be masked before the text is parsed as YAML; those in comments and quotes are among them. */
export function unreadablePlaceholders(text: string): readonly OffsetRange[] {
  const found: OffsetRange[] = [];
  let end = 0;
  for (const { index, 0: mark } of text.matchAll(OPEN)) {
    const start = index + Math.max(0, mark.indexOf('<'));
    if (start < end || !startsValue(text, start)) continue;
    const length = placeholderLength(text, start);
    if (length === 0) continue;
    end = start + length;
    found.push({ start, end });
  }
  return found;
}

function placeholderLength(text: string, start: number): number {
  const piece = text.slice(start, start + LONGEST);
  if (piece.startsWith('<')) return LINE.exec(piece)?.[1]?.length ?? 0;
  const [percent = '', word = ''] = PERCENT.exec(piece) ?? [];
  if (percent !== '') return isProxyCommand(word) ? 0 : percent.length;
  const glued = GLUED.exec(piece)?.[0].length ?? 0;
  if (glued > 0) return beginsValue(text, start) ? glued : 0;
  return FORMS.map((form) => form.exec(piece)?.[0].length ?? 0).find((each) => each > 0) ?? 0;
}

function beginsValue(text: string, start: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (start - lineStart > LONGEST) return false;
  const before = text.slice(lineStart, start);
  return BEFORE_VALUE.test(before) && before.trim() !== '';
}

/** Inside a word the marks of most forms are plain text, but the brackets of `x-${X}` end it in flow collections. */
function startsValue(text: string, start: number): boolean {
  return (
    text[start] === '$' ||
    text[start] === '<' ||
    start === 0 ||
    ' \t\n\r:,[({-'.includes(text.charAt(start - 1))
  );
}

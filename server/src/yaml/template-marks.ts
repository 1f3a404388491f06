/** Marks of template languages other than Helm's: Jinja, ERB, EJS, gomplate with brackets, ytt. */

export interface TemplateMark {
  readonly start: number;
  readonly end: number;
  /** False for control flow and comments, which print nothing themselves. */
  readonly isOutput: boolean;
}

const QUICK = /\{[%#]|<%|\[\[|#@/;
/** Opening marks; where the mark ends is looked up, so that no pattern runs over the text. */
const OPEN = /\{%|\{#|<%|\[\[|#@/g;
const LONGEST = 1000;
const CLOSE: ReadonlyMap<string, string> = new Map([
  ['{%', '%}'],
  ['{#', '#}'],
  ['<%', '%>'],
  ['[[', ']]'],
]);
const GOMPLATE_CONTROL: ReadonlySet<string> = new Set([
  'if',
  'else',
  'end',
  'range',
  'with',
  'define',
  'block',
]);

/** In order, without overlap. Marks in comments, quotes and literal text are left to the caller. */
export function templateMarks(text: string): readonly TemplateMark[] {
  if (!QUICK.test(text)) return [];
  const marks: TemplateMark[] = [];
  let end = 0;
  const closes = new Map<string, number>();
  for (const match of text.matchAll(OPEN)) {
    const { index: start } = match;
    if (start < end) continue;
    const open = match[0];
    if (open === '#@') {
      const mark = yttMark(text, start);
      if (mark === undefined) continue;
      marks.push(mark);
      end = mark.end;
      continue;
    }
    const close = closing(text, start + 2, CLOSE.get(open) ?? '', closes);
    if (close < 0) continue;
    const inner = text.slice(start + 2, close);
    if (open === '[[' && !isGomplate(inner)) continue;
    end = close + 2;
    marks.push({ start, end, isOutput: isOutput(open, inner) });
  }
  return marks;
}

function isOutput(open: string, inner: string): boolean {
  if (open === '<%') return inner.startsWith('=');
  return open === '[[' && !GOMPLATE_CONTROL.has(wordsOf(inner)[0] ?? '');
}

/** A dot, a variable or a function with its argument; `[[a], [b]]` is a list of lists. */
function isGomplate(inner: string): boolean {
  if (inner.includes(',') || inner.includes('\n') || inner.length > LONGEST) return false;
  const [first = '', second = ''] = wordsOf(inner);
  if (/^[.$](?:[A-Za-z]|$)/.test(first) || GOMPLATE_CONTROL.has(first)) return true;
  return /^\w+$/.test(first) && /^[."'$]/.test(second);
}

function wordsOf(inner: string): readonly string[] {
  return (inner.startsWith('-') ? inner.slice(1) : inner).trim().split(/\s+/, 2);
}

/** Looked up once for each place it is found at, so that many opening marks cost no more than one. */
function closing(text: string, from: number, close: string, known: Map<string, number>): number {
  const found = known.get(close);
  if (found !== undefined && (found < 0 || found >= from)) return found;
  const at = text.indexOf(close, from);
  known.set(close, at);
  return at;
}

/** `#@ …` up to the end of its line: a value where one should stand, else a comment that steers. */
function yttMark(text: string, start: number): TemplateMark | undefined {
  const newline = text.indexOf('\n', start);
  let end = newline < 0 ? text.length : newline;
  if (text[end - 1] === '\r') end--;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(Math.max(lineStart, start - 500), start).trimEnd();
  if (before === '') return { start, end, isOutput: false };
  const isValue = before.endsWith(':') || before === '-' || before.endsWith(' -');
  return isValue ? { start, end, isOutput: true } : undefined;
}

/**
 * A document's lines with one look each: how far they are indented, and whether they are text of a block scalar. For
 * what must be known before parsing; a rough sketch is enough there.
 */
export interface BlockLine {
  readonly start: number;
  /** Offset of the line break, or of the end of the text. */
  readonly end: number;
  /** Spaces at the start. */
  readonly indent: number;
  readonly isScalarText: boolean;
}

const DASHES = /^(?:- +)*/;

/** `isTransparent` lines (template actions) end no block scalar, however little they are indented. */
export function blockLines(text: string, isTransparent: (line: string) => boolean): readonly BlockLine[] {
  const lines: BlockLine[] = [];
  let scalarParent: number | undefined;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline;
    const end = text[next - 1] === '\r' && next > start ? next - 1 : next;
    const content = text.slice(start, end).trimStart();
    const indent = leadingSpaces(text, start, end);
    const isQuiet = content === '' || isTransparent(content);
    if (scalarParent !== undefined && indent <= scalarParent && !isQuiet) scalarParent = undefined;
    const isScalarText = scalarParent !== undefined && (indent > scalarParent || content === '');
    lines.push({ start, end, indent, isScalarText });
    if (scalarParent === undefined && opensBlockScalar(content)) scalarParent = parentIndent(content, indent);
    start = next + 1;
  }
  return lines;
}

/** The line ends with the header of a block scalar (`|`, `>-`, `|2`), perhaps with a comment behind it. */
function opensBlockScalar(content: string): boolean {
  for (let at = 0; at < content.length; at++) {
    const character = content[at];
    if (character !== '|' && character !== '>') continue;
    if (at > 0 && !/[\s:]/.test(content.charAt(at - 1))) continue;
    let end = at + 1;
    while (/[-+0-9]/.test(content.charAt(end))) end++;
    const headerEnd = end;
    while (/\s/.test(content.charAt(end))) end++;
    if (end === content.length || (end > headerEnd && content[end] === '#')) return true;
  }
  return false;
}

function leadingSpaces(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) === 32) at++;
  return at - start;
}

/** Indentation of the node that holds a block scalar: its key, or the dash in front of it. */
function parentIndent(content: string, indent: number): number {
  const dashes = DASHES.exec(content)?.[0] ?? '';
  const isKey = !/^[|>]/.test(content.slice(dashes.length));
  return isKey ? indent + dashes.length : indent + Math.max(0, dashes.trimEnd().length - 1);
}

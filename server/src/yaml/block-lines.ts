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

const HEADER = /^(?:[|>]|.*[\s:][|>])[-+0-9]*\s*(?:\s#.*)?$/;
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
    if (scalarParent === undefined && content.length < 1000 && HEADER.test(content))
      scalarParent = parentIndent(content, indent);
    start = next + 1;
  }
  return lines;
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

/** Where a cursor stands in a `*.mesh-test.yaml` in block style, by indentation: that works in text that is being typed. */

export interface TestPlace {
  /** Keys above, outermost first; lists are passed through. */
  readonly keys: readonly string[];
  /** Keys that its map has already. */
  readonly siblings: ReadonlySet<string>;
  /** Key whose value is typed; absent where a key is. */
  readonly valueOf: string | undefined;
  /** Column of the key. */
  readonly column: number;
  /** Start of the word that is typed, in file offsets. */
  readonly wordStart: number;
}

interface Line {
  /** Column of the key behind its dashes. */
  readonly column: number;
  readonly hasDash: boolean;
  readonly key: string | undefined;
}

/** Undefined in comments, and behind words that are no key. */
export function testPlace(text: string, offset: number): TestPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const typed = /^((?: |- )*)([\w-]*)$/.exec(before);
  const value = typed === null ? /^((?: |- )*)([\w-]+): *([^\s#]*)$/.exec(before) : null;
  const found = typed ?? value;
  if (found === null) return undefined;
  const column = (found[1] ?? '').length;
  const word = (value === null ? found[2] : value[3]) ?? '';
  const above = documentLines(text.slice(0, lineStart).split('\n').slice(0, -1));
  const hasDash = (found[1] ?? '').includes('-');
  return {
    keys: keysAbove(above, column),
    siblings: new Set([
      ...(hasDash ? [] : siblingsAbove(above, column)),
      ...siblingsBelow(text.slice(offset).split('\n').slice(1), column),
    ]),
    valueOf: value === null ? undefined : value[2],
    column,
    wordStart: offset - word.length,
  };
}

function documentLines(lines: readonly string[]): readonly Line[] {
  const start = lines.findLastIndex((line) => line.startsWith('---')) + 1;
  return lines.slice(start).flatMap((line) => readLine(line) ?? []);
}

function readLine(line: string): Line | undefined {
  const lead = /^(?: |- )*/.exec(line)?.[0] ?? '';
  const rest = line.slice(lead.length);
  if (rest === '' || rest.startsWith('#')) return undefined;
  return { column: lead.length, hasDash: lead.includes('-'), key: /^["']?([\w-]+)["']?:/.exec(rest)?.[1] };
}

function keysAbove(lines: readonly Line[], column: number): readonly string[] {
  const keys: string[] = [];
  let limit = column;
  for (let at = lines.length - 1; at >= 0 && limit > 0; at--) {
    const line = lines[at];
    if (line?.key === undefined || line.column >= limit) continue;
    keys.push(line.key);
    limit = line.column;
  }
  return keys.reverse();
}

function siblingsAbove(lines: readonly Line[], column: number): readonly string[] {
  const keys: string[] = [];
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at];
    if (line === undefined || line.column < column) break;
    if (line.column > column) continue;
    if (line.key !== undefined) keys.push(line.key);
    if (line.hasDash) break;
  }
  return keys;
}

function siblingsBelow(lines: readonly string[], column: number): readonly string[] {
  const keys: string[] = [];
  for (const text of lines) {
    if (text.startsWith('---')) break;
    const line = readLine(text);
    if (line === undefined) continue;
    if (line.column < column || (line.column === column && line.hasDash)) break;
    if (line.column === column && line.key !== undefined) keys.push(line.key);
  }
  return keys;
}

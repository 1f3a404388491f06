/** A document's text in its layout: only blanks differ from before. */
import type { YamlDocument } from '../../yaml/node.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { TextLine } from './text-line.ts';

/** Each line as it should be, or undefined for a line that goes. */
export function formatLines(document: YamlDocument, unit: number): readonly (string | undefined)[] {
  const layout = layoutOf(document, unit);
  const { lines } = layout;
  const indents = lines.map((_, at) => layout.indents.get(at));
  placeComments(layout, indents);
  const firstKept = lines.findIndex((line, at) => line.content !== '' || layout.open.has(at));
  const lastKept = lines.findLastIndex((line, at) => line.content !== '' || layout.open.has(at));
  return lines.map((line, at) =>
    at < firstKept || at > lastKept
      ? undefined
      : written(document.text, layout, { line, at, indent: indents[at] }),
  );
}

/** A comment goes with what follows; one that is indented deeper still belongs to what stands above. */
function placeComments(layout: Layout, indents: (number | undefined)[]): void {
  const { lines, moved } = layout;
  let follower: number | undefined;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at];
    if (line === undefined) continue;
    if (layout.indents.has(at)) follower = at;
    if (!line.content.startsWith('#') || moved.has(at) || layout.indents.has(at)) continue;
    const next = follower === undefined ? undefined : lines[follower];
    indents[at] =
      next !== undefined && line.indent <= next.indent
        ? layout.indents.get(follower ?? 0)
        : levelAbove(layout, at, line.indent);
  }
}

/** New place of an old column, by the nearest line above that stands at it or before it. */
function levelAbove({ lines, indents }: Layout, from: number, column: number): number {
  for (let at = from - 1; at >= 0; at--) {
    const indent = indents.get(at);
    const line = lines[at];
    if (indent === undefined || line === undefined || line.indent > column) continue;
    return line.indent === column ? indent : indent + Math.max(1, column - line.indent);
  }
  return column;
}

interface Placed {
  readonly line: TextLine;
  readonly at: number;
  readonly indent: number | undefined;
}

function written(text: string, layout: Layout, { line, at, indent }: Placed): string {
  const whole = closedGaps(text, layout, line);
  const own = layout.open.has(at) ? whole : whole.trimEnd();
  if (own === '') return own;
  const by = layout.moved.get(at);
  const wanted = indent ?? Math.max(0, line.indent + (by ?? 0));
  return ' '.repeat(wanted) + own.slice(Math.min(line.indent, own.length));
}

function closedGaps(text: string, { gaps }: Layout, { start, end }: TextLine): string {
  let result = '';
  let at = start;
  for (const [from, to] of gaps) {
    if (from < start || to > end) continue;
    result += `${text.slice(at, from)} `;
    at = to;
  }
  return result + text.slice(at, end);
}

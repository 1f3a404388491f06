/** Where a broken line makes the rest hard to read: what is said of the text there may be its consequence. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { YamlProblem } from './node.ts';

/** Lines that are looked at for what encloses a broken one. */
const MOST_LINES = 2_000;

/**
 * Of each broken line: from the line that opens what it stands in (below an outermost key: from the broken line), up to
 * the next line that is indented no deeper than what opens it. In order; they may overlap.
 * @param problems in order
 */
export function brokenRegions(text: string, problems: readonly YamlProblem[]): readonly OffsetRange[] {
  const regions: OffsetRange[] = [];
  for (const { code, start } of problems) {
    if (code !== 'syntax' && code !== 'tab-indentation') continue;
    if ((regions.at(-1)?.end ?? 0) > start) continue;
    const line = text.lastIndexOf('\n', start - 1) + 1;
    const parent = parentOf(text, line);
    // What stands above the line in its object was read before anything broke.
    const opening = parent.indent === 0 ? line : parent.start;
    regions.push({ start: opening, end: endOf(text, line, parent.indent) });
  }
  return regions;
}

interface Line {
  readonly start: number;
  readonly indent: number;
}

/** The nearest line above that is indented less; the line itself at the outermost level. */
function parentOf(text: string, start: number): Line {
  const own = indentAt(text, start) ?? 0;
  let at = start;
  for (let left = MOST_LINES; at > 0 && left > 0; left--) {
    at = text.lastIndexOf('\n', at - 2) + 1;
    const indent = indentAt(text, at);
    if (indent !== undefined && indent < own) return { start: at, indent };
  }
  return { start, indent: own };
}

function endOf(text: string, start: number, parent: number): number {
  let at = start;
  for (let left = MOST_LINES; left > 0; left--) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) return text.length;
    at = newline + 1;
    const indent = indentAt(text, at);
    if (indent !== undefined && indent <= parent) return at;
  }
  return at;
}

/** Undefined for lines that are blank or a comment. */
function indentAt(text: string, start: number): number | undefined {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  const unit = text[at];
  return unit === undefined || unit === '\n' || unit === '\r' || unit === '#' ? undefined : at - start;
}

/** Comments addressed to us: `# meshwright-ignore rule: reason`. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { YamlDocument, YamlNode } from './node.ts';

/** Every directive starts so. */
export const DIRECTIVE_PREFIX = 'meshwright-';

const NONE: YamlDocument['directives'] = [];

export function findDirectives(text: string, root: YamlNode | undefined): YamlDocument['directives'] {
  if (!text.includes(DIRECTIVE_PREFIX)) return NONE;
  const found: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  let scalars: readonly OffsetRange[] | undefined;
  for (
    let at = text.indexOf(DIRECTIVE_PREFIX), next = 0;
    at >= 0;
    at = text.indexOf(DIRECTIVE_PREFIX, next)
  ) {
    next = at + 1;
    let start = at - 1;
    while (text[start] === ' ' || text[start] === '\t') start--;
    if (text[start] !== '#' || !isSpace(text[start - 1])) continue;
    scalars ??= scalarRanges(root);
    if (isInside(scalars, start)) continue;
    const end = lineEnd(text, at);
    next = end;
    const content = text.slice(start + 1, end).trim();
    found.push({ start, end: start + text.slice(start, end).trimEnd().length, text: content });
  }
  return found;
}

function isSpace(unit: string | undefined): boolean {
  return unit === undefined || /\s/.test(unit);
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Ranges of all scalars in which a `#` may stand, in source order. */
function scalarRanges(root: YamlNode | undefined): readonly OffsetRange[] {
  const ranges: OffsetRange[] = [];
  const visit = (node: YamlNode): void => {
    if (node.kind === 'scalar') ranges.push(node);
    else if (node.kind === 'seq') {
      for (const item of node.items) if (item.via === undefined) visit(item.value);
    } else {
      for (const entry of node.entries) {
        if (entry.via !== undefined) continue;
        ranges.push(entry.key);
        visit(entry.value);
      }
    }
  };
  if (root !== undefined) visit(root);
  return ranges;
}

function isInside(ranges: readonly OffsetRange[], offset: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const candidate = ranges[low - 1];
  return candidate !== undefined && offset < candidate.end;
}

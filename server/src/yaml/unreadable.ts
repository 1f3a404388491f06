/** What the API server's reader refuses wherever it stands: characters, blank lines with tabs, numbers that JSON lacks. */
import { blockLines } from './block-lines.ts';
import type { YamlNode } from './node.ts';
import type { Reading } from './reading.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for exactly those
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;
const NO_JSON = /\.(?:inf|nan)/i;

/** Adds the problems of a document's text that parsing does not notice. */
export function reportUnreadable(reading: Reading, root: YamlNode | undefined): void {
  const { source, problems } = reading;
  const control = source.search(UNPRINTABLE);
  if (control >= 0) {
    const code = source.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0');
    problems.syntax(control, control + 1, `control character U+${code} is not allowed`);
  }
  if (root === undefined) return;
  if (NO_JSON.test(source)) reportNoJson(reading, root);
  if (source.includes('\t')) reportTabbedLines(reading, root);
}

function reportNoJson(reading: Reading, node: YamlNode): void {
  if (node.kind === 'seq') for (const item of node.items) reportNoJson(reading, item.value);
  else if (node.kind === 'map') for (const entry of node.entries) reportNoJson(reading, entry.value);
  else if (typeof node.value === 'number' && !Number.isFinite(node.value) && NO_JSON.test(node.text))
    reading.problems.syntax(node.start, node.end, `"${node.text}" is no number in JSON; put it in quotes`);
}

/** Lines of nothing but white space or a comment, with a tab where the indentation of the block stands. */
function reportTabbedLines(reading: Reading, root: YamlNode): void {
  const { text } = reading;
  let within: readonly { readonly start: number; readonly end: number }[] | undefined;
  let indent = 0;
  let at = 0;
  for (const line of blockLines(text, () => false)) {
    let content = line.start + line.indent;
    const isTabbed = text[content] === '\t';
    while (text[content] === ' ' || text[content] === '\t') content++;
    const isBare = content >= line.end || text[content] === '#';
    if (!isBare) indent = line.isScalarText ? indent : line.indent;
    if (!isBare || !isTabbed || line.isScalarText || line.indent > indent) continue;
    within ??= openRanges(root);
    while ((within[at]?.end ?? Infinity) <= line.start) at++;
    if ((within[at]?.start ?? Infinity) < line.start) continue;
    reading.problems.add('tab-indentation', line.start, content);
  }
}

/** Ranges of what may hold such lines: quoted text and flow collections, in order. */
function openRanges(root: YamlNode): readonly { readonly start: number; readonly end: number }[] {
  const ranges: { readonly start: number; readonly end: number }[] = [];
  const visit = (node: YamlNode): void => {
    if (node.kind === 'scalar' || node.flow) {
      if (node.kind !== 'scalar' || node.style !== 'plain') ranges.push(node);
    } else if (node.kind === 'seq') {
      for (const item of node.items) if (item.via === undefined) visit(item.value);
    } else {
      for (const entry of node.entries) if (entry.via === undefined) visit(entry.value);
    }
  };
  visit(root);
  return ranges;
}

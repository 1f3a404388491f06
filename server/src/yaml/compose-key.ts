/** Keys of the concrete syntax tree. Our keys are scalars: whatever else stands there keeps its text. */
import type { CST } from 'yaml';
import { LONGEST_KEY } from './limits.ts';
import type { YamlNode, YamlScalar } from './node.ts';
import type { Lead } from './read-lead.ts';
import type { Placed, Reading } from './reading.ts';

type ComposeNode = (reading: Reading, token: CST.Token, lead: Lead) => Placed;

/** How the nodes inside a node are composed; handed in, because they hold each other. */
export interface NodeParts {
  readonly node: ComposeNode;
  /** What stands where nothing is written. */
  readonly empty: (reading: Reading, lead: Lead, offset: number) => YamlScalar;
}

export function composeKey(
  reading: Reading,
  token: CST.Token | null | undefined,
  lead: Lead,
  compose: ComposeNode,
): YamlScalar {
  if (token === undefined || token === null) {
    reading.problems.syntax(lead.end, lead.end + 1, 'key is missing');
    return reading.nullScalar(lead.end, lead.end);
  }
  const { node, via } = compose(reading, token, lead);
  if (node.kind === 'scalar') return via === undefined ? node : { ...node, ...via };
  const { start, end } = via ?? node;
  reading.problems.syntax(start, end, 'key must be plain or quoted text');
  return reading.stringScalar('plain', sourceOf(reading, node), start, end);
}

/** A key and its colon stand on one line, near each other: further the API server's reader does not look. */
export function checkKeyLength(reading: Reading, key: YamlScalar, colon: number): void {
  if (reading.text.slice(key.start, colon).includes('\n'))
    reading.problems.syntax(key.start, colon, 'key and its colon must stand on one line');
  else if (colon - key.start > LONGEST_KEY)
    reading.problems.syntax(key.start, key.end, `key is longer than ${LONGEST_KEY} characters`);
  else if (key.value === null && key.style === 'plain' && key.start < key.end)
    reading.problems.syntax(key.start, key.end, 'key must be text; put it in quotes');
}

function sourceOf(reading: Reading, node: YamlNode): string {
  return reading.source.slice(node.start, node.end);
}

/** Lines of plain text as one scalar token each. */
export function scalarLines(token: CST.FlowScalar): readonly CST.FlowScalar[] {
  const lines: CST.FlowScalar[] = [];
  for (const match of token.source.matchAll(/[^\r\n]+/g)) {
    const line = match[0].trimEnd();
    const source = line.trimStart();
    if (source === '') continue;
    const offset = token.offset + match.index + line.length - source.length;
    lines.push({ type: 'scalar', offset, indent: token.indent, source });
  }
  return lines;
}

export function missingColon(reading: Reading, key: { readonly start: number; readonly end: number }): void {
  reading.problems.syntax(key.start, Math.max(key.end, key.start + 1), 'missing ":" after this key');
}

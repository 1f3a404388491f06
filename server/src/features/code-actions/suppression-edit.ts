/** Where a `# meshwright-ignore` comment goes, so that it silences one rule on one line or in one document. */
import type { TextEdit } from '../../base/text-edit.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { leadEnd } from '../../workspace/suppression.ts';
import type { PlacedDocument } from '../../yaml/node.ts';
import { nodeAtOffset } from '../../yaml/position.ts';

/** Undefined where no comment can stand: JSON, text inside a block scalar. */
export function lineSuppression(snapshot: Snapshot, finding: PublishedFinding): TextEdit | undefined {
  const placed = commentable(snapshot, finding);
  if (placed === undefined) return undefined;
  const { text } = placed.document;
  const at = finding.range.start - placed.start;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  if (isInsideScalar(placed, lineStart)) return undefined;
  // In front of everything else the comment would hold for the whole document.
  if (lineStart <= leadEnd(text)) return trailingComment(placed, lineStart, finding.rule);
  const indentation = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  return insertion(placed, lineStart, `${indentation}${comment(finding.rule)}${lineEndOf(text)}`);
}

export function documentSuppression(snapshot: Snapshot, finding: PublishedFinding): TextEdit | undefined {
  const placed = commentable(snapshot, finding);
  if (placed === undefined) return undefined;
  const { text } = placed.document;
  const start = text.startsWith('\ufeff') ? 1 : 0;
  return insertion(placed, start, `${comment(finding.rule)}${lineEndOf(text)}`);
}

/** A reason is expected behind the colon. */
function comment(rule: string): string {
  return `# meshwright-ignore ${rule}: `;
}

function commentable(snapshot: Snapshot, { uri, range }: PublishedFinding): PlacedDocument | undefined {
  return /\.json$/i.test(uri) ? undefined : snapshot.documentAt(uri, range.start);
}

function trailingComment(placed: PlacedDocument, lineStart: number, rule: string): TextEdit | undefined {
  const line = /^[^\r\n]*/.exec(placed.document.text.slice(lineStart))?.[0] ?? '';
  const end = lineStart + line.length;
  // A second comment on the line would be a part of the first.
  if (/(?:^|\s)#/.test(line) || isInsideScalar(placed, end)) return undefined;
  return insertion(placed, end, ` ${comment(rule)}`);
}

function isInsideScalar({ document }: PlacedDocument, offset: number): boolean {
  const node = nodeAtOffset(document, offset)?.node;
  return node?.kind === 'scalar' && node.start < offset && offset < node.end;
}

function insertion({ start }: PlacedDocument, at: number, newText: string): TextEdit {
  return { range: { start: start + at, end: start + at }, newText };
}

function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

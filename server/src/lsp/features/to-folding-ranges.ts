/** `textDocument/foldingRange`. */
import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { foldingRanges } from '../../features/folding/folding.ts';
import type { Session } from '../session.ts';

const KINDS = { comment: FoldingRangeKind.Comment, region: FoldingRangeKind.Region } as const;

/** Null leaves the file to the editor's own folding. */
export function toFoldingRanges(
  session: Session,
  { textDocument }: FoldingRangeParams,
): FoldingRange[] | null {
  const uri = canonicalUri(textDocument.uri);
  const found = foldingRanges(session.snapshot, uri);
  if (found === undefined) return null;
  const positions = session.positions(uri);
  return found.map(({ range, kind }) => ({
    startLine: positions.positionAt(range.start).line,
    endLine: positions.positionAt(range.end).line,
    ...(kind !== 'block' && { kind: KINDS[kind] }),
  }));
}

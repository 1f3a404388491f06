/** `textDocument/foldingRange`. */
import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams } from 'vscode-languageserver';
import { foldingRanges } from '../../features/folding/folding.ts';
import { canonicalUri } from '../canonical-uri.ts';
import type { Session } from '../session.ts';

const KINDS = { comment: FoldingRangeKind.Comment, region: FoldingRangeKind.Region } as const;

export function toFoldingRanges(session: Session, { textDocument }: FoldingRangeParams): FoldingRange[] {
  const uri = canonicalUri(textDocument.uri);
  const positions = session.positions(uri);
  return foldingRanges(session.snapshot, uri).map(({ range, kind }) => ({
    startLine: positions.positionAt(range.start).line,
    endLine: positions.positionAt(range.end).line,
    ...(kind !== 'block' && { kind: KINDS[kind] }),
  }));
}

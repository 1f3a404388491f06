/** `textDocument/selectionRange`. */
import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { selectionRanges } from '../../features/selection-ranges/selection-ranges.ts';
import type { Session } from '../session.ts';

export function toSelectionRanges(
  session: Session,
  { textDocument, positions: wanted }: SelectionRangeParams,
): SelectionRange[] {
  const uri = canonicalUri(textDocument.uri);
  const positions = session.positions(uri);
  return wanted.map((position) => {
    const ranges = selectionRanges(session.snapshot, uri, positions.offsetAt(position));
    const smallest = ranges.reduceRight<SelectionRange | undefined>(
      (parent, range) => ({ range: positions.rangeAt(range), ...(parent !== undefined && { parent }) }),
      undefined,
    );
    return smallest ?? { range: { start: position, end: position } };
  });
}

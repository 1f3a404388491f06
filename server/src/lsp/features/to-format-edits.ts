/** `textDocument/formatting` and `textDocument/rangeFormatting`. */
import type { DocumentFormattingParams, Range, TextEdit } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { format } from '../../features/format/format.ts';
import type { LeftAloneParams } from '../protocol.ts';
import type { Session } from '../session.ts';

/** @param tell hears which documents stay as they are, when a whole file is formatted */
export function toFormatEdits(
  session: Session,
  { textDocument, options, range }: DocumentFormattingParams & { readonly range?: Range },
  tell?: (left: LeftAloneParams) => void,
): TextEdit[] | null {
  const uri = canonicalUri(textDocument.uri);
  if (!session.folders.settingsOf(uri).hasFormat) return null;
  const positions = session.positions(uri);
  const inside = range && positions.offsetsOf(range);
  const { edits, left } = format(session.snapshot, uri, { tabSize: options.tabSize }, inside);
  if (left.length > 0) {
    const documents = left.map(({ at, why }) => ({ line: positions.positionAt(at).line, why }));
    tell?.({ uri: textDocument.uri, documents });
  }
  return edits.map((edit) => ({ range: positions.rangeAt(edit.range), newText: edit.newText }));
}

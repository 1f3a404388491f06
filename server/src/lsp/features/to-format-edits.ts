/** `textDocument/formatting` and `textDocument/rangeFormatting`. */
import type { DocumentFormattingParams, Range, TextEdit } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { format } from '../../features/format/format.ts';
import type { Session } from '../session.ts';

export function toFormatEdits(
  session: Session,
  { textDocument, options, range }: DocumentFormattingParams & { readonly range?: Range },
): TextEdit[] | null {
  const uri = canonicalUri(textDocument.uri);
  if (!session.folders.settingsOf(uri).hasFormat) return null;
  const positions = session.positions(uri);
  const inside = range && positions.offsetsOf(range);
  return format(session.snapshot, uri, { tabSize: options.tabSize }, inside).map((edit) => ({
    range: positions.rangeAt(edit.range),
    newText: edit.newText,
  }));
}

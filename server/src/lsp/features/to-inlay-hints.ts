/** `textDocument/inlayHint`. */
import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { inlayHints } from '../../features/inlay-hints/inlay-hints.ts';
import type { Session } from '../session.ts';

export function toInlayHints(session: Session, { textDocument, range }: InlayHintParams): InlayHint[] {
  const uri = canonicalUri(textDocument.uri);
  const positions = session.positions(uri);
  const options = session.folders.settingsOf(uri).inlayHints;
  return inlayHints(session.snapshot, uri, positions.offsetsOf(range), options).map(
    ({ offset, label, tooltip, form, edit }) => ({
      position: positions.positionAt(offset),
      label,
      tooltip,
      paddingLeft: form === 'apart',
      ...(edit !== undefined && {
        textEdits: [{ range: positions.rangeAt(edit.range), newText: edit.newText }],
      }),
    }),
  );
}

/** `textDocument/hover`. */
import type { Hover, HoverParams } from 'vscode-languageserver';
import { hover } from '../../features/hover/index.ts';
import { canonicalUri } from '../canonical-uri.ts';
import type { Session } from '../session.ts';

export function toHover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const uri = canonicalUri(textDocument.uri);
  if (!session.folders.settingsOf(uri).hasHover) return null;
  const positions = session.positions(uri);
  const found = hover(session.snapshot, uri, positions.offsetAt(position));
  if (found === undefined) return null;
  return {
    contents: { kind: session.features.hoverMarkup, value: found.markdown },
    range: positions.rangeAt(found.range),
  };
}

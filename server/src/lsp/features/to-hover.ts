/** `textDocument/hover`. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { hover } from '../../features/hover/index.ts';
import type { Location } from '../../features/navigation/location.ts';
import { canonicalUri } from '../canonical-uri.ts';
import type { Session } from '../session.ts';

export function toHover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const uri = canonicalUri(textDocument.uri);
  if (!session.folders.settingsOf(uri).hasHover) return null;
  const positions = session.positions(uri);
  const found = hover(session.snapshot, uri, positions.offsetAt(position));
  if (found === undefined) return null;
  const kind = session.features.hoverMarkup;
  const linked = found.markdown.replace(PLACE, (_, text: string, index: string) => {
    const place = found.places[Number(index)];
    return kind === MarkupKind.PlainText || place === undefined
      ? text
      : `[${text}](${addressOf(session, place)})`;
  });
  return { contents: { kind, value: linked }, range: positions.rangeAt(found.range) };
}

/** A name as code, and the number of the place that it leads to. */
const PLACE = /\[(`+[^\n]*?`+)\]\(place:(\d+)\)/g;

/** The file with the line, as editors understand it in links. */
function addressOf(session: Session, { uri, range }: Location): string {
  const { line } = session.positions(uri).positionAt(range.start);
  const address = session.clientUri(uri).replaceAll('(', '%28').replaceAll(')', '%29');
  return `${address}#L${line + 1}`;
}

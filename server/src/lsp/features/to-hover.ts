/** `textDocument/hover`. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import { isConfigurationFile } from '../../features/configuration-file.ts';
import { canExplain } from '../../features/explain/explain.ts';
import { hover } from '../../features/hover/index.ts';
import { isMeshTestFile } from '../../features/mesh-tests/mesh-tests.ts';
import { meshTestHover } from '../../features/mesh-tests/test-hover.ts';
import type { Session } from '../session.ts';
import { withoutPlaces, withPlaces } from './with-places.ts';

export function toHover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const uri = canonicalUri(textDocument.uri);
  if (!session.folders.settingsOf(uri).hasHover) return null;
  // Our own client's editor knows the schema of the file by itself.
  if (session.features.isOurs && isConfigurationFile(uri)) return null;
  const positions = session.positions(uri);
  const offset = positions.offsetAt(position);
  const found = isMeshTestFile(uri)
    ? meshTestHover(session.snapshot.file(uri)?.text ?? '', offset)
    : hover(session.snapshot, uri, offset);
  if (found === undefined) return null;
  const kind = session.features.hoverMarkup;
  const linked = kind === MarkupKind.PlainText ? withoutPlaces(found) : withPlaces(session, found);
  const value = kind === MarkupKind.PlainText ? linked : `${linked}${explainLink(session, uri, found.range)}`;
  return { contents: { kind, value }, range: positions.rangeAt(found.range) };
}

/** On the kind and the name of an object that can be explained, in editors that have a command for it. */
function explainLink(session: Session, uri: string, { start }: OffsetRange): string {
  const { explainCommand } = session.features;
  const slot = session.snapshot.resourceAt(uri, start);
  if (explainCommand === undefined || slot === undefined || !canExplain(slot.resource.kindId)) return '';
  const isHead = ['kind', 'metadata.name'].some((path) => {
    const place = session.snapshot.rangeOf({ resource: slot, path, part: 'value' });
    return place.uri === uri && place.range.start === start;
  });
  if (!isHead) return '';
  const position = session.positions(uri).positionAt(start);
  const args = encodeURIComponent(JSON.stringify([session.clientUri(uri), position]))
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return `\n\n[Explain in words](command:${explainCommand}?${args})`;
}

/** `textDocument/definition` and `textDocument/typeDefinition`. */
import type { Definition, DefinitionLink, TextDocumentPositionParams } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { definition, type Definition as Found } from '../../features/navigation/definition.ts';
import { typeDefinition } from '../../features/navigation/type-definition.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { Session } from '../session.ts';
import { toLocation } from './to-location.ts';

type Answer = Definition | DefinitionLink[] | null;
type Feature = (snapshot: Snapshot, uri: string, offset: number) => Found | undefined;

export function toDefinition(session: Session, params: TextDocumentPositionParams): Answer {
  return answer(session, params, definition, session.features.definitionLinks);
}

export function toTypeDefinition(session: Session, params: TextDocumentPositionParams): Answer {
  return answer(session, params, typeDefinition, session.features.typeDefinitionLinks);
}

function answer(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
  feature: Feature,
  form: 'links' | 'locations',
): Answer {
  const uri = canonicalUri(textDocument.uri);
  const positions = session.positions(uri);
  const found = feature(session.snapshot, uri, positions.offsetAt(position));
  if (found === undefined) return null;
  const locations = found.targets.map((target) => toLocation(session, target));
  if (form === 'locations') return locations;
  const originSelectionRange = positions.rangeAt(found.origin);
  return locations.map((location) => ({
    originSelectionRange,
    targetUri: location.uri,
    targetRange: location.range,
    targetSelectionRange: location.range,
  }));
}

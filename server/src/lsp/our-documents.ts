/** Which files hold Istio and Gateway API documents and nothing else: there we check all that another tool would. */

import { canonicalUri } from '../base/canonical-uri.ts';
import { groupName, kindIdOf } from '../base/kind-id.ts';
import { OWN_GROUPS } from '../model/known-kinds.ts';
import type { YamlDocument } from '../yaml/node.ts';
import type { OurDocumentsParams, OurDocumentsResult } from './protocol.ts';
import type { Session } from './session.ts';

export function ourDocuments(session: Session, { uris }: OurDocumentsParams): OurDocumentsResult {
  const candidates = uris ?? [...session.workspace.files.keys()].map((uri) => session.clientUri(uri));
  return { uris: candidates.filter((uri) => holdsOnlyOurs(session, canonicalUri(uri))) };
}

function holdsOnlyOurs(session: Session, uri: string): boolean {
  const placed = session.workspace.files.get(uri)?.documents ?? [];
  const documents = placed.map(({ document }) => document).filter(({ state }) => state !== 'empty');
  return documents.length > 0 && documents.every(isOfOwnGroup);
}

function isOfOwnGroup({ header: { apiVersion, kind } }: YamlDocument): boolean {
  if (apiVersion === undefined || kind === undefined) return false;
  return OWN_GROUPS.includes(groupName(kindIdOf(apiVersion, kind).id));
}

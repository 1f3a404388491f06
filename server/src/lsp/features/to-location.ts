/** A place in a file, in the protocol's words. */
import type { Location as LspLocation } from 'vscode-languageserver';
import type { Location } from '../../features/navigation/location.ts';
import type { Session } from '../session.ts';

export function toLocation(session: Session, { uri, range }: Location): LspLocation {
  return { uri: session.clientUri(uri), range: session.positions(uri).rangeAt(range) };
}

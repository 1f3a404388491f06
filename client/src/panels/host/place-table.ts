/** The places of an answer, and how a page names them. */
import type { PanelPlace } from '../../../../server/src/lsp/panels-protocol.ts';

export interface Cursor {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** `file.yaml:31` by id. */
export function labelsOf(places: readonly PanelPlace[]): ReadonlyMap<string, string> {
  return new Map(places.map(({ id, uri, range }) => [id, `${fileName(uri)}:${range.start.line + 1}`]));
}

/** The last step of an address, as people read it. */
export function fileName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // no valid encoding: as it is
  }
}

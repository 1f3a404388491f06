/** The header that somebody meant whose two lines have run into one: `apiVersion: v1kind: Gateway`. */
import { kindName } from '../base/kind-id.ts';
import { kindIds } from '../schema/lookup.ts';
import type { DocumentHeader } from '../yaml/node.ts';

const SECOND_KEY = 'kind:';

/** As it is read, or with the kind of ours that stands in the same line: its text is as much ours as before. */
export function writtenHeader(header: DocumentHeader): DocumentHeader {
  const { apiVersion, kind } = header;
  if (apiVersion === undefined || kind !== undefined) return header;
  const at = apiVersion.indexOf(SECOND_KEY);
  if (at < 0) return header;
  const name = apiVersion.slice(at + SECOND_KEY.length).trim();
  const id = kindIds().find((each) => kindName(each) === name);
  return id === undefined ? header : { apiVersion: `${id.slice(0, id.lastIndexOf('/'))}/v1`, kind: name };
}

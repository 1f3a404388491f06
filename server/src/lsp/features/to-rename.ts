/** `textDocument/prepareRename` and `textDocument/rename`. A refusal reaches the person as the error's message. */
import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { prepareRename, rename } from '../../features/rename/rename.ts';
import { toWorkspaceEdit } from '../code-actions/to-workspace-edit.ts';
import type { Session } from '../session.ts';

export function toPreparedRename(
  session: Session,
  { textDocument, position }: PrepareRenameParams,
): PrepareRenameResult | ResponseError<never> | null {
  const uri = canonicalUri(textDocument.uri);
  const positions = session.positions(uri);
  const found = prepareRename(session.snapshot, uri, positions.offsetAt(position));
  if (found === undefined) return null;
  if ('refused' in found) return refusal(found.refused);
  return { range: positions.rangeAt(found.range), placeholder: found.name };
}

export function toRename(
  session: Session,
  { textDocument, position, newName }: RenameParams,
): WorkspaceEdit | ResponseError<never> | null {
  const uri = canonicalUri(textDocument.uri);
  const offset = session.positions(uri).offsetAt(position);
  const found = rename(session.snapshot, uri, offset, newName);
  if (found === undefined) return null;
  return 'refused' in found ? refusal(found.refused) : toWorkspaceEdit(session, found);
}

function refusal(reason: string): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

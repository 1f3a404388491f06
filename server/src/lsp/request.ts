/** Requests: each says what it waits for, and is not handled when it was cancelled meanwhile. */
import type { CancellationToken, ResponseError } from 'vscode-languageserver';
import { canonicalUri } from '../base/canonical-uri.ts';
import { guard } from './guard.ts';
import type { Session } from './session.ts';

/**
 * `nothing`: what is known now is the answer. `file`: its file is analyzed with what is read so far. `known`: all that
 * is read is analyzed; while files are being read it waits for nothing. `fileInMesh`: all files are read, and its own is
 * analyzed, or what is certain of it is told before (`Session.settleFile`). `mesh`: all files are read and analyzed.
 */
export type WaitsFor = 'nothing' | 'file' | 'known' | 'fileInMesh' | 'mesh';

export interface RequestForm<Result> {
  readonly method: string;
  readonly waitsFor: WaitsFor;
  /** What an editor shows as "nothing here": the answer when handling fails. */
  readonly neutral: Result;
}

export function request<Params, Result>(
  session: Session,
  { method, waitsFor, neutral }: RequestForm<Result>,
  handle: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError<never>> {
  return guard(method, session.log, neutral, handle, (params) => wait(session, waitsFor, params));
}

function wait(session: Session, waitsFor: WaitsFor, params: unknown): void | Promise<void> {
  switch (waitsFor) {
    case 'nothing':
      return undefined;
    case 'file':
      return session.settleOwn(uriOf(params));
    case 'known':
      return session.isIndexing ? undefined : session.settle();
    case 'fileInMesh':
      return session.settleFile(uriOf(params));
    case 'mesh':
      return session.settle();
  }
}

/** Of the document that a request is about. */
function uriOf(params: unknown): string {
  const { textDocument } = params as { readonly textDocument: { readonly uri: string } };
  return canonicalUri(textDocument.uri);
}

/** Asks the client to ask again for lenses, hints and colours, when something else than its own document changed them. */
import type { Connection } from 'vscode-languageserver';
import { describe } from './guard.ts';
import type { Session } from './session.ts';

/** Milliseconds in which changes become one request: these are drawn anew while a person types elsewhere. */
const DELAY = 400;

/** Told the files whose findings may have changed. */
export function decorationRefresher(
  connection: Connection,
  session: Session,
): (changed: ReadonlySet<string>) => void {
  const requests = requestsOf(connection, session);
  const seen = new Set<string>();
  let isWaiting = false;
  return (changed) => {
    const isNews = concernsOthers(session, changed, seen);
    for (const uri of changed) seen.add(uri);
    if (isWaiting || requests.length === 0 || !isNews) return;
    isWaiting = true;
    session.runtime.after(DELAY, () => {
      isWaiting = false;
      for (const ask of requests) {
        ask().catch((error: unknown) => {
          session.log.warn(`The client did not draw anew: ${describe(error)}`);
        });
      }
    });
  };
}

function requestsOf(
  { languages, sendRequest }: Connection,
  { features }: Session,
): readonly (() => Promise<unknown>)[] {
  const { codeLenses, inlayHints, semanticTokens } = features.refreshes;
  return [
    ...(codeLenses ? [() => sendRequest('workspace/codeLens/refresh')] : []),
    ...(inlayHints ? [() => languages.inlayHint.refresh()] : []),
    ...(semanticTokens ? [async () => languages.semanticTokens.refresh()] : []),
  ];
}

/**
 * A client asks by itself after each edit of a document: the only open one needs no word, but for its first analysis,
 * which may come behind the first question.
 */
function concernsOthers(
  { buffers }: Session,
  changed: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): boolean {
  const open = buffers.uris();
  return open.length > 1 || [...changed].some((uri) => !open.includes(uri) || !seen.has(uri));
}

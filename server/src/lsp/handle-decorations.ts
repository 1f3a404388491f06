/** What editors draw into the text by themselves: lenses, hints, colours. */
import type { CodeLens, Connection, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { resolveLens, toCodeLenses } from './features/to-code-lenses.ts';
import { toInlayHints } from './features/to-inlay-hints.ts';
import { SentTokens, tokensInRange } from './features/to-semantic-tokens.ts';
import { request } from './request.ts';
import type { Session } from './session.ts';

export function handleDecorations(connection: Connection, session: Session): void {
  connection.onCodeLens(
    request(session, { method: 'textDocument/codeLens', waitsFor: 'nothing', neutral: null }, (params) =>
      toCodeLenses(session, params),
    ),
  );
  connection.onCodeLensResolve((lens, token) =>
    // A count must not grow under the eyes of its reader.
    request(session, { method: 'codeLens/resolve', waitsFor: 'mesh', neutral: lens }, (wanted: CodeLens) =>
      resolveLens(session, wanted),
    )(lens, token),
  );
  connection.languages.inlayHint.on(
    request(session, { method: 'textDocument/inlayHint', waitsFor: 'nothing', neutral: null }, (params) =>
      toInlayHints(session, params),
    ),
  );
  handleTokens(connection, session);
}

const NO_TOKENS: SemanticTokens = { data: [] };

/** What is unreachable is a finding; while files are being read nobody waits for all of them. */
function handleTokens({ languages: { semanticTokens } }: Connection, session: Session): void {
  const sent = new SentTokens();
  const whole = 'textDocument/semanticTokens/full';
  semanticTokens.on((params, token) =>
    request(
      session,
      { method: whole, waitsFor: 'known', neutral: NO_TOKENS },
      ({ textDocument }: typeof params) => sent.whole(session, textDocument),
    )(params, token),
  );
  semanticTokens.onDelta((params, token) =>
    request<typeof params, SemanticTokens | SemanticTokensDelta>(
      session,
      { method: `${whole}/delta`, waitsFor: 'known', neutral: NO_TOKENS },
      ({ textDocument, previousResultId }) => sent.difference(session, textDocument, previousResultId),
    )(params, token),
  );
  semanticTokens.onRange((params, token) =>
    request(
      session,
      { method: 'textDocument/semanticTokens/range', waitsFor: 'nothing', neutral: NO_TOKENS },
      ({ textDocument, range }: typeof params) => tokensInRange(session, textDocument, range),
    )(params, token),
  );
}

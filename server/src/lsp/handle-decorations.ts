/** What editors draw into the text by themselves: lenses, hints, colours. */
import type { CodeLens, Connection, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { resolveLens, toCodeLenses } from './features/to-code-lenses.ts';
import { toInlayHints } from './features/to-inlay-hints.ts';
import { SentTokens, tokensInRange } from './features/to-semantic-tokens.ts';
import { guard } from './guard.ts';
import type { Session } from './session.ts';

const NO_TOKENS: SemanticTokens = { data: [] };

export function handleDecorations(connection: Connection, session: Session): void {
  const { log } = session;
  connection.onCodeLens(guard('textDocument/codeLens', log, null, (params) => toCodeLenses(session, params)));
  connection.onCodeLensResolve((lens, token) =>
    guard('codeLens/resolve', log, lens, async (wanted: CodeLens) => {
      // A count must not grow under the eyes of its reader.
      await session.settle();
      return resolveLens(session, wanted);
    })(lens, token),
  );
  connection.languages.inlayHint.on(
    guard('textDocument/inlayHint', log, null, (params) => toInlayHints(session, params)),
  );
  handleTokens(connection, session);
}

function handleTokens({ languages: { semanticTokens } }: Connection, session: Session): void {
  const { log } = session;
  const sent = new SentTokens();
  semanticTokens.on((params, token) =>
    guard('textDocument/semanticTokens/full', log, NO_TOKENS, async ({ textDocument }: typeof params) => {
      await findings(session);
      return sent.whole(session, textDocument);
    })(params, token),
  );
  semanticTokens.onDelta((params, token) =>
    guard<typeof params, SemanticTokens | SemanticTokensDelta>(
      'textDocument/semanticTokens/full/delta',
      log,
      NO_TOKENS,
      async ({ textDocument, previousResultId }) => {
        await findings(session);
        return sent.difference(session, textDocument, previousResultId);
      },
    )(params, token),
  );
  semanticTokens.onRange((params, token) =>
    guard('textDocument/semanticTokens/range', log, NO_TOKENS, ({ textDocument, range }: typeof params) =>
      tokensInRange(session, textDocument, range),
    )(params, token),
  );
}

/** What is unreachable is a finding; while files are being read nobody waits for all of them. */
async function findings(session: Session): Promise<void> {
  if (!session.isIndexing) await session.settle();
}

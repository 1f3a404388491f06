/** "Why is there no finding here?": the server's answer for the place of the cursor. */
import { l10n, window } from 'vscode';
import {
  EXPLAIN_SILENCE,
  type ExplainSilenceParams,
  type ExplainSilenceResult,
} from '../../../server/src/lsp/protocol.ts';
import { activeDocument } from '../active-document.ts';
import type { CommandContext } from './command-context.ts';

export async function explainSilence({
  server,
  explanations,
}: Pick<CommandContext, 'server' | 'explanations'>): Promise<void> {
  const document = activeDocument();
  const cursor = window.activeTextEditor?.selection.active;
  if (document === undefined || cursor === undefined) {
    window.showInformationMessage(l10n.t('Open a manifest and put the cursor where you miss a finding.'));
    return;
  }
  const client = await server.client();
  if (client === undefined) return;
  const params: ExplainSilenceParams = {
    uri: document.uri.toString(),
    position: { line: cursor.line, character: cursor.character },
  };
  const { markdown } = await client.sendRequest<ExplainSilenceResult>(EXPLAIN_SILENCE, params);
  await explanations.show(markdown);
}

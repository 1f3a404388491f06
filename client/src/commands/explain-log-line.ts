/** A line of a log, or a symptom: what the server says of it, in a read-only document. */
import { env, l10n, window } from 'vscode';
import { EXPLAIN, type ExplainParams, type ExplainResult } from '../../../server/src/lsp/protocol.ts';
import { activeDocument } from '../active-document.ts';
import type { CommandContext } from './command-context.ts';

type Context = Pick<CommandContext, 'server' | 'explanations'>;

/** What is selected, else what is in the clipboard, is offered as the text. */
export async function explainLogLine(context: Context): Promise<void> {
  const editor = window.activeTextEditor;
  const selected = editor === undefined ? '' : editor.document.getText(editor.selection);
  const [offered = ''] = (selected || (await env.clipboard.readText())).trim().split('\n');
  const text = await window.showInputBox({
    title: l10n.t('Explain a line of a log'),
    prompt: l10n.t(
      'A line of an access log, a cluster name, a response flag or a policy name of Envoy; or what you see: 503, 404, access denied, connection reset, not injected, slow',
    ),
    value: offered.slice(0, 4_000),
  });
  if (text === undefined || text.trim() === '') return;
  const uri = activeDocument()?.uri.toString();
  await show(
    context,
    { text, ...(uri === undefined ? {} : { uri }) },
    l10n.t('Nothing in this text names a cluster, a response flag, a route, a policy of Envoy or a symptom.'),
  );
}

async function show(
  { server, explanations }: Context,
  params: ExplainParams,
  otherwise: string,
): Promise<void> {
  const client = await server.client();
  if (client === undefined) return;
  const { markdown } = await client.sendRequest<ExplainResult>(EXPLAIN, params);
  if (markdown === '') window.showInformationMessage(otherwise);
  else await explanations.show(markdown);
}

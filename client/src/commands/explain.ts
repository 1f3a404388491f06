/** A resource in words, and a line of a log: what the server says of them, in a read-only document. */
import { env, l10n, window } from 'vscode';
import { EXPLAIN, type ExplainParams, type ExplainResult } from '../../../server/src/lsp/protocol.ts';
import { activeDocument } from '../active-document.ts';
import type { CommandContext } from './command-context.ts';

type Context = Pick<CommandContext, 'server' | 'explanations'>;

/** In the palette it explains what the cursor is in; lenses and hovers give the place themselves. */
export const EXPLAIN_COMMAND = 'meshwright.explain';

export async function explain(context: Context, ...args: readonly unknown[]): Promise<void> {
  const params = paramsOf(args);
  if (params === undefined) {
    window.showInformationMessage(l10n.t('Open a manifest and put the cursor into the object to explain.'));
    return;
  }
  await show(
    context,
    params,
    l10n.t(
      'There is nothing to explain here. VirtualServices, DestinationRules, Gateways, policies and Services can be explained.',
    ),
  );
}

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

function paramsOf([uri, position]: readonly unknown[]): ExplainParams | undefined {
  if (typeof uri === 'string') return { uri, position: position as NonNullable<ExplainParams['position']> };
  const document = activeDocument();
  const cursor = window.activeTextEditor?.selection.active;
  if (document === undefined || cursor === undefined) return undefined;
  return { uri: document.uri.toString(), position: { line: cursor.line, character: cursor.character } };
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

/** "Rules and their documentation": every rule, and the page of the one that is chosen. */
import { commands, l10n, window } from 'vscode';
import { RULES, type RulesResult } from '../../../server/src/lsp/protocol.ts';
import { toRulePage } from '../views/rule-pages.ts';
import type { CommandContext } from './command-context.ts';

export async function showRules({ server }: Pick<CommandContext, 'server'>): Promise<void> {
  const client = await server.client();
  if (client === undefined) return;
  const { rules } = await client.sendRequest<RulesResult>(RULES, {});
  const chosen = await window.showQuickPick(
    rules.map(({ id, title, severity, url }) => ({ label: id, description: severity, detail: title, url })),
    { title: l10n.t('{0} rules', rules.length), matchOnDetail: true },
  );
  if (chosen !== undefined) await commands.executeCommand('vscode.open', toRulePage(chosen.url));
}

/** "Restart server". */
import { l10n, window } from 'vscode';
import type { CommandContext } from './command-context.ts';

export async function restartServer({ server }: Pick<CommandContext, 'server'>): Promise<void> {
  await server.restart();
  window.setStatusBarMessage(l10n.t('Meshwright server restarted'), 3000);
}

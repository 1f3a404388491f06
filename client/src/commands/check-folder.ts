/** "Check folder now": waits until everything is read and analyzed, and says what there is. */
import { commands, l10n, ProgressLocation, window } from 'vscode';
import { CHECK_FOLDER, type WorkspaceStatus } from '../../../server/src/lsp/protocol.ts';
import type { CommandContext } from './command-context.ts';

export async function checkFolder({ server }: Pick<CommandContext, 'server'>): Promise<void> {
  const status = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Meshwright is checking the folder') },
    async () => (await server.client())?.sendRequest<WorkspaceStatus>(CHECK_FOLDER, {}),
  );
  if (status === undefined) return;
  const { error, warning, info, hint } = status.findings;
  const show = l10n.t('Show problems');
  const files = l10n.t('{0} of {1} files hold documents of the mesh.', status.files.ours, status.files.known);
  const counts = l10n.t('Errors: {0}, warnings: {1}, notes: {2}, hints: {3}.', error, warning, info, hint);
  const chosen = await window.showInformationMessage(`${counts} ${files}`, show);
  if (chosen === show) await commands.executeCommand('workbench.actions.view.problems');
}

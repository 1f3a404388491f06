/** "Show output". */
import { CHECK_FOLDER, type WorkspaceStatus } from '../../../server/src/lsp/protocol.ts';
import type { CommandContext } from './command-context.ts';

type Parts = Pick<CommandContext, 'context' | 'log' | 'server'>;

/** With the version, the worlds and what was read, so that a copy of it answers the first questions. */
export async function showOutput({ context, log, server }: Parts): Promise<void> {
  log.show();
  const { version } = context.extension.packageJSON as { readonly version: string };
  log.info(`Meshwright ${version}`);
  const client = await server.client();
  const status = await client?.sendRequest<WorkspaceStatus | null>(CHECK_FOLDER, {});
  if (status === undefined || status === null) return;
  const { files, skippedFolders, worlds, settingProblems } = status;
  log.info(
    `Files read: ${files.known}, with documents of the mesh: ${files.ours}, folders skipped: ${skippedFolders}`,
  );
  for (const { name, istioVersion, gatewayApiVersion, completeness, resources, findings } of worlds) {
    const { error, warning, info, hint } = findings;
    log.info(
      `World "${name}": Istio ${istioVersion}, Gateway API ${gatewayApiVersion}, ${completeness}; ${resources} resources, ${error} errors, ${warning} warnings, ${info} notes, ${hint} hints`,
    );
  }
  for (const problem of settingProblems) log.warn(problem);
}

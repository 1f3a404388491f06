/** "Select Istio version": writes the setting that decides which release manifests are checked against. */
import { ConfigurationTarget, l10n, window, workspace } from 'vscode';
import type { CommandContext } from './command-context.ts';

export async function selectIstioVersion({ context }: Pick<CommandContext, 'context'>): Promise<void> {
  const settings = workspace.getConfiguration('meshwright');
  const current = settings.get<string>('istio.version', 'auto');
  const chosen = await window.showQuickPick(
    releases(context.extension.packageJSON).map((label) => ({
      label,
      ...(label === 'auto' && { description: l10n.t('read from the files, else the newest') }),
      ...(label === current && { detail: l10n.t('chosen now') }),
    })),
    { title: l10n.t('Which Istio release are the manifests for?') },
  );
  if (chosen === undefined) return;
  const isFolder = (workspace.workspaceFolders ?? []).length > 0;
  await settings.update(
    'istio.version',
    chosen.label,
    isFolder ? ConfigurationTarget.Workspace : ConfigurationTarget.Global,
  );
  window.showInformationMessage(
    isFolder
      ? l10n.t('The workspace is now checked against Istio {0}.', chosen.label)
      : l10n.t('Manifests are now checked against Istio {0}.', chosen.label),
  );
}

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
    }[];
  };
}

function releases({ contributes }: Manifest): readonly string[] {
  return contributes.configuration.flatMap(
    ({ properties }) => properties['meshwright.istio.version']?.enum ?? [],
  );
}

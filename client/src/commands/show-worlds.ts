/** "Show worlds" and "Switch world": what the files were understood to be and why, and which world is shown first. */
import { commands, l10n, type QuickPickItem, Uri, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  SHOW_WORLD,
  type ShowWorldParams,
  WORLDS,
  type WorldEntry,
  type WorldsParams,
  type WorldsResult,
} from '../../../server/src/lsp/protocol.ts';
import { activeDocument } from '../active-document.ts';
import type { CommandContext } from './command-context.ts';

/** Opens the file that the chosen world stands for. */
export async function showWorlds({ server }: Pick<CommandContext, 'server'>): Promise<void> {
  const client = await server.client();
  if (client === undefined) return;
  const { worlds } = await ask(client);
  if (worlds.length === 0) return tellNone();
  const chosen = await window.showQuickPick(worlds.map(itemOf), {
    title:
      worlds.length === 1
        ? l10n.t('1 world: what is applied together, and why')
        : l10n.t('{0} worlds: what is applied together, and why', worlds.length),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen?.world.uri !== undefined)
    await commands.executeCommand('vscode.open', Uri.parse(chosen.world.uri));
}

/** What can only be shown for one world of a file is shown for the chosen one. */
export async function switchWorld({ server }: Pick<CommandContext, 'server'>): Promise<void> {
  const client = await server.client();
  if (client === undefined) return;
  const { worlds, preferred } = await ask(client);
  if (worlds.length === 0) return tellNone();
  const sorted = worlds.toSorted((a, b) => Number(b.showsDocument) - Number(a.showsDocument));
  const first: QuickPickItem = {
    label: l10n.t('The first world of each file'),
    ...(preferred === undefined && { description: l10n.t('shown now') }),
  };
  const items = sorted.map((world) => ({
    ...itemOf(world),
    ...(world.name === preferred && { description: l10n.t('shown now') }),
  }));
  const chosen = await window.showQuickPick<QuickPickItem & { readonly world?: WorldEntry }>(
    [first, ...items],
    {
      title: l10n.t('Switch world'),
      placeHolder: l10n.t('Which world do hover, completion and lenses show?'),
    },
  );
  if (chosen === undefined) return;
  const params: ShowWorldParams = { name: chosen.world?.name ?? null };
  await client.sendRequest(SHOW_WORLD, params);
}

function ask(client: BaseLanguageClient): Promise<WorldsResult> {
  const document = activeDocument();
  const params: WorldsParams = document === undefined ? {} : { uri: document.uri.toString() };
  return client.sendRequest<WorldsResult>(WORLDS, params);
}

function tellNone(): void {
  window.showInformationMessage(
    l10n.t(
      'No world yet: no file of this workspace holds a resource of Istio, the Gateway API or Kubernetes.',
    ),
  );
}

function itemOf(world: WorldEntry): QuickPickItem & { readonly world: WorldEntry } {
  const { name, kind, files, why, unresolved, showsDocument } = world;
  const missing = unresolved.length === 0 ? [] : [l10n.t('not in these files: {0}', unresolved.join(', '))];
  return {
    world,
    label: showsDocument ? `$(eye) ${name}` : name,
    description: `${kind}, ${files === 1 ? l10n.t('1 file') : l10n.t('{0} files', files)}`,
    detail: [why, ...missing].join(' · '),
  };
}

/** "What was not checked?": the groups with what would change each, one click away. */
import { commands, l10n, type QuickPickItem, Range, Uri, window } from 'vscode';
import {
  COVERAGE,
  type CoverageGroup,
  type CoverageResult,
} from '../../../server/src/lsp/coverage-protocol.ts';
import type { CommandContext } from './command-context.ts';
import { declareExternal } from './declare-external.ts';

type Item = QuickPickItem & { readonly run?: () => Promise<unknown> };

export async function showCoverage({ server }: Pick<CommandContext, 'server'>): Promise<void> {
  const client = await server.client();
  if (client === undefined) return;
  const { summary, groups } = await client.sendRequest<CoverageResult>(COVERAGE, {});
  if (summary === '') return;
  const items: readonly Item[] = [
    ...groups.map(itemOf),
    {
      label: l10n.t('$(layers) Show worlds'),
      detail: l10n.t('What is applied together, and why'),
      run: run('meshwright.showWorlds'),
    },
    { label: l10n.t('$(question) Why is there no finding here?'), run: run('meshwright.explainSilence') },
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('What was not checked?'),
    placeHolder: summary,
    matchOnDetail: true,
  });
  await chosen?.run?.();
}

function itemOf(group: CoverageGroup): Item {
  return { label: group.text, detail: group.remedy, run: () => showGroup(group) };
}

/** What would change it first, then where it is named. */
async function showGroup({ text, declaration, places }: CoverageGroup): Promise<void> {
  const items: readonly Item[] = [
    ...(declaration === undefined
      ? []
      : [
          {
            label: l10n.t('$(add) Add to meshwright.json: {0}', declaration.key),
            detail: declaration.values.join(', '),
            run: () => declareExternal(declaration),
          },
        ]),
    ...places.map(({ uri, range: { start, end }, name }) => ({
      label: `$(go-to-file) ${name === '' ? l10n.t('a value filled in later') : name}`,
      description: `${Uri.parse(uri).path.split('/').at(-1)}:${start.line + 1}`,
      run: async () =>
        window.showTextDocument(Uri.parse(uri), {
          selection: new Range(start.line, start.character, end.line, end.character),
        }),
    })),
  ];
  const chosen = await window.showQuickPick(items, { title: text });
  await chosen?.run?.();
}

function run(command: string): () => Promise<unknown> {
  return async () => commands.executeCommand(command);
}

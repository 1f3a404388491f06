import * as vscode from 'vscode';
import { check, checkEqual } from './check.ts';
import { openFile } from './open-file.ts';
import { waitFor } from './wait-for.ts';

/** Of the service, its ports and its subsets. */
const HOVERED = ['stall.bazaar.svc.cluster.local', '80', 'http', 'steady', 'fresh'];

suite('Decorations', () => {
  teardown(async () => {
    await set('codeLens.routes', undefined);
    await set('inlayHints.hosts', undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('lenses count references, tell routes, and go when they are switched off', async () => {
    const { document } = await openFile('bazaar/inside.yaml');
    await lensTitles(document, (all) => all.some((title) => title.includes('90 %')));
    await set('codeLens.routes', false);
    await lensTitles(document, (all) => !all.some((title) => title.includes('%')));
    await set('codeLens.routes', undefined);
    await lensTitles(document, (all) => all.some((title) => title.includes('%')));
  });

  test('a lens of references opens them', async () => {
    const { document } = await openFile('bazaar/rule.yaml');
    const lenses = await lensesOf(document, (all) => all.some(({ title }) => /references?$/.test(title)));
    const lens = lenses.find(({ command }) => command !== '');
    check(lens !== undefined, lenses.map(({ title }) => title).join(', '));
    await vscode.commands.executeCommand(lens.command, ...lens.arguments);
  });

  test('a selector says what it selects', async () => {
    const { document } = await openFile('bazaar/services.yaml');
    await lensTitles(document, (all) => all.some((title) => title.includes('2 workloads')));
  });

  test('hints stand behind hosts, and go when they are switched off', async () => {
    const { document } = await openFile('bazaar/inside.yaml');
    await hintsOf(document, (all) => all.some((label) => label.includes('.bazaar.svc.cluster.local')));
    await set('inlayHints.hosts', false);
    await hintsOf(document, (all) => !all.some((label) => label.includes('.svc.cluster.local')));
  });

  test('a hover of a host tells the service, its ports and its subsets', async () => {
    const { document } = await openFile('bazaar/inside.yaml');
    const position = document.positionAt(document.getText().indexOf('host: stall') + 'host: st'.length);
    await waitFor('a hover of the host', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      const parts = hovers.flatMap(({ contents }) => contents);
      const markdown = parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
      return HOVERED.every((word) => markdown.includes(word)) || undefined;
    });
  });

  test('hosts and subsets are coloured', async () => {
    const { document } = await openFile('bazaar/inside.yaml');
    const tokens = await waitFor('semantic tokens', async () => {
      const found = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
        'vscode.provideDocumentSemanticTokens',
        document.uri,
      );
      return found !== undefined && found.data.length > 0 ? found : undefined;
    });
    checkEqual(tokens.data.length % 5, 0);
  });

  test('a file of somebody else can still be folded', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'yaml',
      content: 'services:\n  web:\n    image: nginx\n    ports: [80]\n',
    });
    await vscode.window.showTextDocument(document);
    await waitFor('folds', async () => {
      const folds = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(
        'vscode.executeFoldingRangeProvider',
        document.uri,
      );
      return (folds ?? []).length > 0 || undefined;
    });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

interface Lens {
  readonly title: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

async function lensTitles(
  document: vscode.TextDocument,
  isGood: (titles: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const lenses = await lensesOf(document, (all) => isGood(all.map(({ title }) => title)));
  return lenses.map(({ title }) => title);
}

async function lensesOf(
  document: vscode.TextDocument,
  isGood: (lenses: readonly Lens[]) => boolean,
): Promise<readonly Lens[]> {
  return waitFor('lenses', async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    const lenses = found.flatMap(({ command }) =>
      command === undefined
        ? []
        : [{ title: command.title, command: command.command, arguments: command.arguments ?? [] }],
    );
    return isGood(lenses) ? lenses : undefined;
  });
}

async function hintsOf(
  document: vscode.TextDocument,
  isGood: (labels: readonly string[]) => boolean,
): Promise<readonly string[]> {
  return waitFor('hints', async () => {
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    const labels = hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    );
    return isGood(labels) ? labels : undefined;
  });
}

function set(key: string, value: boolean | undefined): Thenable<void> {
  return vscode.workspace
    .getConfiguration('meshwright')
    .update(key, value, vscode.ConfigurationTarget.Workspace);
}

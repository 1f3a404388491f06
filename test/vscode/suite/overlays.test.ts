import * as vscode from 'vscode';
import { check, checkEqual, checkIncludes } from './check.ts';
import { ruleOf, waitForDiagnostics } from './diagnostics-of.ts';
import { fileUri, openFile } from './open-file.ts';
import { waitFor } from './wait-for.ts';

const ROUTE = 'overlaid/base/route.yaml';
const PATCH = 'overlaid/overlays/prod/retries.yaml';
/** How many actions are asked for their edits, as the light bulb does it for the one that is chosen. */
const RESOLVED = 20;

suite('Overlays', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a mistake in a base is underlined in the base, names the overlays, and is mended there', async () => {
    const { document } = await openFile(ROUTE);
    const [finding, ...others] = await waitForDiagnostics(
      ROUTE,
      'finding of both overlays',
      ([first]) => first?.message.includes('overlays/prod') === true,
    );
    check(finding !== undefined, 'no finding');
    checkEqual(others.map(ruleOf), []);
    checkEqual(ruleOf(finding), 'schema/unknown-field');
    checkEqual(document.getText(finding.range), 'timeuot');
    checkIncludes(finding.message, 'overlaid/overlays/dev');
    await mend(document, finding, 'timeout');
    checkEqual(document.lineAt(8).text, '    - timeout: 5s');
    await waitForDiagnostics(ROUTE, 'silence', (all) => all.length === 0);
  });

  test('a mistake in a patch is underlined in the patch, and mended there', async () => {
    const { document } = await openFile(PATCH);
    const [finding] = await waitForDiagnostics(PATCH, 'finding', (all) => all.length > 0);
    check(finding !== undefined, 'no finding');
    checkEqual(document.getText(finding.range), 'exportTos');
    await mend(document, finding, 'exportTo');
    checkEqual(document.lineAt(5).text, '  exportTo: ["."]');
    await waitForDiagnostics(PATCH, 'silence', (all) => all.length === 0);
  });

  test('what an overlay becomes is shown beside it, with ways back', async () => {
    await openFile(PATCH);
    await waitForDiagnostics(PATCH, 'finding', (all) => all.length > 0);
    await vscode.commands.executeCommand('meshwright.showBecoming');
    const page = await waitFor('page', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'meshwright-becomes'),
    );
    checkIncludes(page.getText(), 'namespace: basket-prod  # overlaid/overlays/prod/kustomization.yaml:1');
    const line = page
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('timeuot'));
    const [place] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      page.uri,
      new vscode.Position(line, 8),
    );
    checkEqual(place?.uri.path, fileUri(ROUTE).path);
    checkEqual(place?.range.start.line, 8);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      page.uri,
    );
    const targets = links.map(({ target }) => target?.path ?? '');
    check(
      targets.some((path) => path.endsWith('/overlays/prod/kustomization.yaml')),
      targets.join(', '),
    );
  });
});

async function mend(
  document: vscode.TextDocument,
  { range }: vscode.Diagnostic,
  word: string,
): Promise<void> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    RESOLVED,
  );
  const fix = actions.find(({ title, edit }) => title.includes(`"${word}"`) && edit !== undefined);
  check(fix?.edit !== undefined, `no fix in ${actions.map(({ title }) => title).join(', ')}`);
  checkEqual(
    fix.edit.entries().map(([uri]) => uri.path),
    [document.uri.path],
  );
  await vscode.workspace.applyEdit(fix.edit);
}

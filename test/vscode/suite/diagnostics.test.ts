import * as vscode from 'vscode';
import { check, checkEqual, checkIncludes } from './check.ts';
import { diagnosticsOf, ruleOf, waitForDiagnostics } from './diagnostics-of.ts';
import { openFile } from './open-file.ts';
import { waitFor } from './wait-for.ts';

suite('Diagnostics', () => {
  test('a planted unknown field is underlined, exactly, and nothing else is', async () => {
    const { document } = await openFile('checkout.yaml');
    const [finding, ...others] = await waitForDiagnostics(
      'checkout.yaml',
      'finding',
      (all) => all.length > 0,
    );
    check(finding !== undefined, 'no finding');
    checkEqual(others, []);
    checkEqual(ruleOf(finding), 'schema/unknown-field');
    checkEqual(document.getText(finding.range), 'timeot');
    checkEqual(finding.range.start.line, 11, 'line');
    checkEqual(finding.severity, vscode.DiagnosticSeverity.Error);
    checkIncludes(finding.message, '"timeout"');
  });

  test('its quick fix writes the field that was meant', async () => {
    const { document } = await openFile('checkout.yaml');
    const [finding] = await waitForDiagnostics('checkout.yaml', 'finding', (all) => all.length > 0);
    check(finding !== undefined, 'no finding');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    const titles = actions.map(({ title }) => title);
    const fix = actions.find(({ title }) => title.includes('timeout'));
    check(fix?.edit !== undefined, `no fix in ${titles.join(', ')}`);
    await vscode.workspace.applyEdit(fix.edit);
    checkEqual(document.lineAt(11).text, '      timeout: 3s');
    await waitForDiagnostics('checkout.yaml', 'silence', (all) => all.length === 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await waitForDiagnostics('checkout.yaml', 'finding again', (all) => all.length === 1);
  });

  test('its link opens the page of the rule, from the package', async () => {
    const [finding] = await waitForDiagnostics('checkout.yaml', 'finding', (all) => all.length > 0);
    check(typeof finding?.code === 'object', 'the code has no link');
    await vscode.commands.executeCommand('vscode.open', finding.code.target);
    const page = await waitFor('page', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/schema/unknown-field.md')),
    );
    checkIncludes(page.getText(), '# schema/unknown-field');
    await waitFor('tab in which it is rendered', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom || undefined;
    });
  });

  test('JSON manifests are judged like YAML', async () => {
    const [finding] = await waitForDiagnostics('manifest.json', 'finding', (all) => all.length > 0);
    check(finding !== undefined, 'no finding');
    checkEqual(ruleOf(finding), 'schema/unknown-field');
  });

  test('files that nobody opened are judged too', async () => {
    const [finding] = await waitForDiagnostics('unopened.yaml', 'finding', (all) => all.length > 0);
    check(finding !== undefined, 'no finding');
    checkEqual(ruleOf(finding), 'schema/not-allowed-value');
    checkIncludes(finding.message, 'ROUND_ROBIN');
    const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.path.endsWith('/unopened.yaml'));
    check(!isOpen, 'it was opened');
  });

  test('vendored folders, clean files and other people’s kinds are left in peace', async () => {
    await waitForDiagnostics('unopened.yaml', 'finding', (all) => all.length > 0);
    // Of what somebody else wrote, only the form is judged.
    const vendored = await waitForDiagnostics('vendor/skipped.yaml', 'finding', (all) => all.length > 0);
    checkEqual(vendored.map(ruleOf), ['schema/not-allowed-value']);
    for (const path of ['clean.yaml', 'other/deployment.yaml']) checkEqual(diagnosticsOf(path), [], path);
  });

  test('a file that appears on disk is judged, and forgotten when it goes', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    check(folder !== undefined, 'no folder');
    const text = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, 'unopened.yaml'));
    const added = vscode.Uri.joinPath(folder.uri, 'added.yaml');
    await vscode.workspace.fs.writeFile(added, text);
    await waitForDiagnostics('added.yaml', 'finding', (all) =>
      all.some((one) => ruleOf(one) === 'schema/not-allowed-value'),
    );
    await vscode.workspace.fs.delete(added);
    await waitForDiagnostics('added.yaml', 'silence', (all) => all.length === 0);
  });

  test('a new severity in the settings counts at once', async () => {
    await openFile('checkout.yaml');
    await waitForDiagnostics('checkout.yaml', 'finding', (all) => all.length === 1);
    const settings = vscode.workspace.getConfiguration('meshwright');
    const severity = (rules: object | undefined) =>
      settings.update('diagnostics.severity', rules, vscode.ConfigurationTarget.Workspace);
    const isSeverity = (wanted: vscode.DiagnosticSeverity) => () =>
      diagnosticsOf('checkout.yaml')[0]?.severity === wanted || undefined;
    await severity({ 'schema/unknown-field': 'hint' });
    await waitFor('hint', isSeverity(vscode.DiagnosticSeverity.Hint));
    await severity({ 'schema/unknown-field': 'off' });
    await waitForDiagnostics('checkout.yaml', 'silence', (all) => all.length === 0);
    await severity(undefined);
    await waitFor('error', isSeverity(vscode.DiagnosticSeverity.Error));
  });
});

import * as vscode from 'vscode';
import { check, checkEqual } from './check.ts';
import { ruleOf, waitForDiagnostics } from './diagnostics-of.ts';
import { openFile } from './open-file.ts';
import { workspaceFolder } from './workspace-folder.ts';

suite('Installed package', () => {
  test('it activates from the folder of installed extensions', async () => {
    await openFile('checkout.yaml');
    const extension = vscode.extensions.getExtension('meshwright.meshwright');
    check(extension !== undefined, 'not installed');
    await extension.activate();
    check(
      /\/extensions\/meshwright\.meshwright-/.test(extension.extensionUri.path),
      extension.extensionUri.path,
    );
  });

  test('its server finds what is wrong', async () => {
    const [finding] = await waitForDiagnostics('checkout.yaml', 'finding', (all) => all.length > 0);
    check(finding !== undefined, 'no finding');
    checkEqual(ruleOf(finding), 'schema/unknown-field');
  });

  test('it carries the sample mesh', async () => {
    const parent = vscode.Uri.joinPath(workspaceFolder(), '..', 'samples').toString();
    const copy = await vscode.commands.executeCommand<vscode.Uri>(
      'meshwright.openSampleMesh',
      parent,
      'only copy',
    );
    const readme = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(copy, 'README.md'));
    check(readme.length > 0, 'the copy is empty');
  });
});

import * as vscode from 'vscode';
import { check, checkEqual, checkIncludes } from './check.ts';
import { waitForDiagnostics } from './diagnostics-of.ts';
import { fileUri, openFile } from './open-file.ts';
import { waitFor } from './wait-for.ts';
import { workspaceFolder } from './workspace-folder.ts';

suite('Commands', () => {
  test('a restarted server answers', async () => {
    await openFile('checkout.yaml');
    await waitForDiagnostics('checkout.yaml', 'finding', (all) => all.length === 1);
    await vscode.commands.executeCommand('meshwright.restartServer');
    await waitForDiagnostics('checkout.yaml', 'finding', (all) => all.length === 1);
    // The findings may still be those of the server before.
    await waitFor('hover after the restart', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        fileUri('checkout.yaml'),
        new vscode.Position(5, 3),
      );
      return hovers.length > 0 || undefined;
    });
  });

  test('the output is shown', async () => {
    await vscode.commands.executeCommand('meshwright.showOutput');
  });

  test('the sample mesh is copied, and a second copy leaves the first alone', async () => {
    const parent = vscode.Uri.joinPath(workspaceFolder(), '..', 'samples');
    const copy = () =>
      vscode.commands.executeCommand<vscode.Uri>('meshwright.openSampleMesh', parent.toString(), 'only copy');
    const [first, second] = [await copy(), await copy()];
    check(first.path !== second.path, 'two copies in one place');
    for (const folder of [first, second]) {
      const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
      checkEqual(names.sort(), ['README.md', 'checkout', 'edge', 'mesh', 'shop', 'shop.mesh-test.yaml']);
    }
  });

  test('silence is explained in a read-only document', async () => {
    const editor = await openFile('clean.yaml');
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await vscode.commands.executeCommand('meshwright.explainSilence');
    const document = await waitFor('explanation', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'meshwright-explanation'),
    );
    checkEqual(document.languageId, 'markdown');
    checkIncludes(document.getText(), 'example-hosts');
    await vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups');
  });
});

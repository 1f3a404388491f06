import * as vscode from 'vscode';
import { check, checkEqual } from './check.ts';
import { fileUri, openFile } from './open-file.ts';
import { waitFor } from './wait-for.ts';

const TESTS = `apiVersion: meshwright/v1
kind: MeshTest
metadata: { name: stall }
spec:
  requests:
    - name: the stall is reached
      from: { namespace: bazaar }
      url: http://stall/
      expect: { virtualService: bazaar/stall }
`;

suite('Semantics', () => {
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('an object is explained in words, from its hover too', async () => {
    const editor = await openFile('bazaar/inside.yaml');
    const position = editor.document.positionAt(editor.document.getText().indexOf('VirtualService') + 2);
    editor.selection = new vscode.Selection(position, position);
    const link = await waitFor('a link in the hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        position,
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .find((part) => typeof part !== 'string' && part.value.includes('(command:meshwright.explain?'));
    });
    const trusted = (link as vscode.MarkdownString).isTrusted;
    check(typeof trusted === 'object' && trusted.enabledCommands.length === 1, JSON.stringify(trusted));
    await vscode.commands.executeCommand('meshwright.explain');
    await waitFor('the explanation', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) =>
            input instanceof vscode.TabInputWebview && input.viewType.includes('meshwright.explain'),
        ),
    );
  });

  test('a lens above a test runs it', async () => {
    const uri = fileUri('bazaar/stall.mesh-test.yaml');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(TESTS));
    try {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      const command = await waitFor('a lens', async () => {
        const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          uri,
          10,
        );
        return found.map((lens) => lens.command).find((each) => each?.title === 'Run test');
      });
      checkEqual(command.command, 'meshwright.runMeshTest');
      await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
      await vscode.commands.executeCommand('testing.clearTestResults');
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });
});

import * as vscode from 'vscode';
import { check, checkEqual } from './check.ts';
import { fileUri, openFile } from './open-file.ts';
import { waitFor } from './wait-for.ts';

const FILES = ['bazaar/rule.yaml', 'bazaar/inside.yaml', 'bazaar/outside.yaml', 'bazaar/old.yaml'];

suite('Navigation', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('a host leads to its Service, a subset to its rule, in other files', async () => {
    const { document } = await openFile('bazaar/inside.yaml');
    checkEqual(await definitionsAt(document, 'host: ^stall'), ['services.yaml:3 stall']);
    checkEqual(await definitionsAt(document, 'subset: ^fresh'), ['rule.yaml:10 fresh']);
  });

  test('all references of a subset are found', async () => {
    const { document } = await openFile('bazaar/rule.yaml');
    const locations = await asked<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document,
      positionOf(document, 'name: ^steady'),
    );
    checkEqual(locations.map(({ uri, range }) => `${fileName(uri)}:${range.start.line}`).sort(), [
      'inside.yaml:10',
      'old.yaml:13',
      'outside.yaml:14',
      'rule.yaml:8',
    ]);
  });

  test('a renamed subset changes four files, and it can be undone', async () => {
    const documents = await Promise.all(
      FILES.map((path) => vscode.workspace.openTextDocument(fileUri(path))),
    );
    const before = documents.map((document) => document.getText());
    const editor = await openFile('bazaar/inside.yaml');
    const position = positionOf(editor.document, 'subset: ^steady');
    const change = await waitFor('a rename', async () => {
      const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        editor.document.uri,
        position,
        'proven',
      );
      return found.size > 0 ? found : undefined;
    });
    checkEqual(change.size, FILES.length, 'files');
    check(await vscode.workspace.applyEdit(change, { isRefactoring: true }), 'the edit was refused');
    for (const [at, document] of documents.entries()) {
      checkEqual(document.getText(), before[at]?.replaceAll('steady', 'proven'), FILES[at]);
    }
    // Found by its new name at once.
    checkEqual(await definitionsAt(editor.document, 'subset: ^proven'), ['rule.yaml:8 proven']);
    for (const path of FILES) {
      await openFile(path);
      await vscode.commands.executeCommand('undo');
    }
    for (const [at, document] of documents.entries()) checkEqual(document.getText(), before[at], FILES[at]);
  });

  test('who routes to a Service', async () => {
    const { document } = await openFile('bazaar/services.yaml');
    const items = await asked<vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      document,
      positionOf(document, 'name: ^stall'),
    );
    const calls = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      items[0],
    );
    checkEqual(calls.map(({ from }) => from.name).sort(), ['stall', 'stall-old', 'stall-outside']);
  });

  test('symbols of the workspace are found by name', async () => {
    await openFile('bazaar/rule.yaml');
    const symbols = await waitFor('symbols', async () => {
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        'steady',
      );
      return found.length > 0 ? found : undefined;
    });
    check(
      symbols.some(({ name, containerName }) => name === 'steady' && containerName.includes('bazaar/stall')),
      symbols.map(({ name }) => name).join(', '),
    );
  });
});

/** `file:line text` of each definition of what stands behind `^`. */
async function definitionsAt(document: vscode.TextDocument, marked: string): Promise<readonly string[]> {
  const found = await asked<readonly (vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    document,
    positionOf(document, marked),
  );
  return Promise.all(
    found.map(async (each) => {
      const { uri, range } = 'targetUri' in each ? { uri: each.targetUri, range: each.targetRange } : each;
      const text = (await vscode.workspace.openTextDocument(uri)).getText(range);
      return `${fileName(uri)}:${range.start.line} ${text}`;
    }),
  );
}

/** The server may still be reading files. */
async function asked<Answer extends readonly unknown[]>(
  command: string,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<Answer> {
  return waitFor(command, async () => {
    const answer = await vscode.commands.executeCommand<Answer>(command, document.uri, position);
    return answer.length > 0 ? answer : undefined;
  });
}

/** One character behind `^` in the first text that matches. */
function positionOf(document: vscode.TextDocument, marked: string): vscode.Position {
  const at = document.getText().indexOf(marked.replace('^', ''));
  check(at >= 0, `no ${marked}`);
  return document.positionAt(at + marked.indexOf('^') + 1);
}

function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

import * as vscode from 'vscode';
import { check, checkEqual } from './check.ts';
import { waitForDiagnostics } from './diagnostics-of.ts';
import { openFile } from './open-file.ts';
import { waitFor } from './wait-for.ts';

const LINE = 11;
/** Before the list is asked for again. */
const LOOKS = 100;

suite('Completion', () => {
  // In a browser the editor saves by itself: on a slow machine, before a test takes its edit back.
  const saveByItself = (value: 'off' | undefined) =>
    vscode.workspace
      .getConfiguration('files')
      .update('autoSave', value, vscode.ConfigurationTarget.Workspace);
  suiteSetup(() => saveByItself('off'));
  suiteTeardown(() => saveByItself(undefined));
  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  test('an accepted suggestion stands where it belongs', async () => {
    const editor = await openFile('completion.yaml');
    const end = editor.document.lineAt(LINE).range.end;
    checkEqual(end.character, 6, 'indentation of the planted line');
    await editor.edit((edit) => edit.insert(end, 'retr'));
    const cursor = end.translate(0, 4);
    editor.selection = new vscode.Selection(cursor, cursor);
    await acceptSuggestion(editor, 'retr');
    const lines = editor.document.getText().split('\n').slice(LINE);
    checkEqual(lines[0], '      retries:');
    check(/^ {8}attempts: /.test(lines[1] ?? ''), `a field of retries, two deeper: ${JSON.stringify(lines)}`);
    await waitForDiagnostics('completion.yaml', 'silence', (all) => all.length === 0);
  });

  test('values of a field are offered with it', async () => {
    const editor = await openFile('completion.yaml');
    const end = editor.document.lineAt(LINE).range.end;
    await editor.edit((edit) => edit.insert(end, 'corsPolicy:\n        allowCredentials: '));
    const labels = await labelsAt(editor.document, editor.document.lineAt(LINE + 1).range.end);
    check(labels.includes('true') && labels.includes('false'), labels.join(', '));
  });

  test('a host and a subset of the mesh are typed and accepted, from another namespace', async () => {
    const editor = await openFile('completion.yaml');
    const end = editor.document.lineAt(LINE).range.end;
    await editor.edit((edit) => edit.insert(end, 'mirror:\n        host: stal'));
    const host = editor.document.lineAt(LINE + 1).range.end;
    editor.selection = new vscode.Selection(host, host);
    await acceptSuggestion(editor, 'stal');
    checkEqual(editor.document.lineAt(LINE + 1).text, '        host: stall.bazaar.svc.cluster.local');
    await editor.edit((edit) =>
      edit.insert(editor.document.lineAt(LINE + 1).range.end, '\n        subset: ste'),
    );
    const subset = editor.document.lineAt(LINE + 2).range.end;
    editor.selection = new vscode.Selection(subset, subset);
    await acceptSuggestion(editor, 'ste');
    checkEqual(editor.document.lineAt(LINE + 2).text, '        subset: steady');
  });

  test('an empty document is offered resources, and no pattern of the picker', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: '' });
    await vscode.window.showTextDocument(document);
    const labels = await labelsAt(document, new vscode.Position(0, 0));
    check(
      labels.some((label) => label.includes('VirtualService')),
      labels.join(', '),
    );
    check(!labels.some((label) => label.startsWith('Istio: ')), labels.join(', '));
  });

  test('a pattern of the picker is inserted', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: '' });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('editor.action.insertSnippet', {
      langId: 'yaml',
      name: 'Istio: strict mTLS',
    });
    checkEqual(document.lineAt(1).text, 'kind: PeerAuthentication');
  });
});

/** Opens the suggestion list and takes its selected item, as a person would: one that came up empty is opened again. */
async function acceptSuggestion(editor: vscode.TextEditor, typed: string): Promise<void> {
  const before = editor.document.getText();
  let looks = 0;
  await waitFor(`suggestion for "${typed}"`, async () => {
    if (looks % LOOKS === 0) await vscode.commands.executeCommand('editor.action.triggerSuggest');
    looks += 1;
    // Does nothing while the list is not there yet.
    await vscode.commands.executeCommand('acceptSelectedSuggestion');
    return editor.document.getText() !== before || undefined;
  });
}

async function labelsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly string[]> {
  return waitFor('suggestions', async () => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    // The editor's own suggestions are words of the open documents.
    const ours = items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
    const labels = ours.map(({ label }) => (typeof label === 'string' ? label : label.label));
    return labels.length > 0 ? labels : undefined;
  });
}

import * as vscode from 'vscode';
import { check, checkEqual, checkIncludes } from './check.ts';
import { ruleOf } from './diagnostics-of.ts';
import { waitFor } from './wait-for.ts';

const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
metadata:
  name: istio
  namespace: istio-system
data:
  mesh: |
    defaultConfig:
        drainDurations:   30s
    outboundTrafficPolicy:
      mode: ALLOW_ANY
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: cart
  annotations:
    proxy.istio.io/config: "{ concurrency: 2,  }"
spec: { containers: [{ name: cart, image: cart }] }
`;

/** How many actions are asked for their edits, as the light bulb does it for the one that is chosen. */
const RESOLVED = 20;

suite('YAML inside YAML', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  test('the mesh configuration of a ConfigMap is explained, completed, outlined, mended and laid out', async () => {
    const editor = await show(CONFIG_MAP);
    const { document } = editor;
    checkIncludes(await hoverAt(document, 'outboundTraffic'), 'outboundTrafficPolicy');
    const modes = await labelsAt(document, 'mode: ');
    check(modes.includes('REGISTRY_ONLY'), modes.join(', '));
    const [symbol] = await asked<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document);
    checkEqual(
      symbol?.children[0]?.children.map(({ name }) => name),
      ['defaultConfig', 'outboundTrafficPolicy'],
    );
    const found = await waitFor('a finding in the text', () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .find((each) => ruleOf(each) === 'mesh-config/unknown-field'),
    );
    checkEqual(document.getText(found.range), 'drainDurations');
    const actions = await asked<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
      RESOLVED,
    );
    const fix = actions.find(({ title }) => title === 'Rename to "drainDuration"');
    check(fix, actions.map(({ title }) => title).join(', '));
    await applyFix(fix);
    const edits = await asked<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', document, {
      tabSize: 2,
      insertSpaces: true,
    });
    const change = new vscode.WorkspaceEdit();
    change.set(document.uri, edits);
    await vscode.workspace.applyEdit(change);
    checkEqual(
      document.getText(),
      CONFIG_MAP.replace('        drainDurations:   30s', '      drainDuration: 30s'),
    );
  });

  test('the proxy configuration of an annotation is explained and completed in its quotes', async () => {
    const { document } = await show(POD);
    checkIncludes(await hoverAt(document, 'concurr'), 'concurrency');
    const labels = await labelsAt(document, 'concurrency: 2, ');
    check(labels.includes('drainDuration'), labels.join(', '));
    check(!labels.includes('concurrency'), 'it is written already');
  });
});

async function show(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  return vscode.window.showTextDocument(document);
}

function asked<T extends readonly unknown[]>(
  command: string,
  document: vscode.TextDocument,
  ...rest: readonly unknown[]
): Promise<T> {
  return waitFor(command, async () => {
    const found = await vscode.commands.executeCommand<T | undefined>(command, document.uri, ...rest);
    return found !== undefined && found.length > 0 ? found : undefined;
  });
}

function behind(document: vscode.TextDocument, text: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(text) + text.length);
}

async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await asked<vscode.Hover[]>('vscode.executeHoverProvider', document, behind(document, text));
  const parts = hovers.flatMap(({ contents }) => contents);
  return parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
}

async function labelsAt(document: vscode.TextDocument, text: string): Promise<readonly string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    behind(document, text),
  );
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** The edit is made when the action is chosen, so it is asked for as the light bulb does. */
async function applyFix({ title, edit }: vscode.CodeAction): Promise<void> {
  check(edit, `${title} has its edit`);
  check(await vscode.workspace.applyEdit(edit), `${title} was refused`);
}

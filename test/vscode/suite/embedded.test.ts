import * as vscode from 'vscode';
import { check, checkEqual, checkIncludes } from './check.ts';
import { ruleOf } from './diagnostics-of.ts';
import { waitFor } from './wait-for.ts';
import { workspaceFolder } from './workspace-folder.ts';

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

const ANNOTATION = `apiVersion: v1
kind: Pod
metadata:
  name: cart
  annotations:
    proxy.istio.io/config: |
      proxyMetadata:
          ISTIO_META_DNS_CAPTURE:   "true"
      drainDurations: 30s
spec:
  containers:
    - name: cart
      image: cart
`;
const VALUES = `global:
  hub: example
meshConfig:
  outboundTrafficPolicy:
    mode: ALLOW_ANY
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
    await outlined(
      document,
      'defaultConfig,outboundTrafficPolicy',
      (symbol) => symbol?.children[0]?.children[0],
    );
    await mendDrainDuration(document);
    await layOut(document);
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

  test('the proxy configuration of an annotation is outlined, mended and laid out', async () => {
    const { document } = await show(ANNOTATION);
    await outlined(document, 'proxyMetadata,drainDurations', (symbol) =>
      symbol?.children[0]?.children.find(({ name }) => name === 'proxy.istio.io/config'),
    );
    await mendDrainDuration(document);
    await layOut(document);
    checkEqual(
      document.getText(),
      ANNOTATION.replace('    ISTIO_META_DNS_CAPTURE:   "true"', '  ISTIO_META_DNS_CAPTURE: "true"').replace(
        'drainDurations',
        'drainDuration',
      ),
    );
  });

  test('the mesh configuration in values of a chart is explained and completed', async () => {
    const uri = vscode.Uri.joinPath(workspaceFolder(), 'istiod-values.yaml');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(VALUES));
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      checkIncludes(await hoverAt(document, 'outboundTraffic'), 'outboundTrafficPolicy');
      const modes = await labelsAt(document, 'mode: ');
      check(modes.includes('REGISTRY_ONLY'), modes.join(', '));
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await vscode.workspace.fs.delete(uri);
    }
  });
});

/** The finding in the text, and its fix as the light bulb offers it. */
async function mendDrainDuration(document: vscode.TextDocument): Promise<void> {
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
}

/** An untitled document takes the address of the one before it, whose outline the editor may still hold. */
async function outlined(
  document: vscode.TextDocument,
  names: string,
  part: (symbol: vscode.DocumentSymbol | undefined) => vscode.DocumentSymbol | undefined,
): Promise<void> {
  let last: string | undefined;
  await waitFor(
    'outline of the text',
    async () => {
      const [symbol] = await asked<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document);
      last = part(symbol)
        ?.children.map(({ name }) => name)
        .join();
      return last === names || undefined;
    },
    () => last,
  );
}

async function layOut(document: vscode.TextDocument): Promise<void> {
  const edits = await asked<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', document, {
    tabSize: 2,
    insertSpaces: true,
  });
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, edits);
  await vscode.workspace.applyEdit(change);
}

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

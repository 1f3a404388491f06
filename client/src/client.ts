/** What both hosts share: builds the parts of the client and starts the server when a document needs it. */
import { type ExtensionContext, window, workspace } from 'vscode';
import { quietYamlExtension } from './coexistence/quiet-yaml-extension.ts';
import { registerCommands } from './commands/register-commands.ts';
import { serveFiles } from './files/serve-files.ts';
import { createLanguageServer } from './language-server.ts';
import { registerPanels } from './panels/register-panels.ts';
import type { Runtime } from './runtime.ts';
import { greetSample } from './startup/sample-greeting.ts';
import { createMeshTests } from './tests/mesh-tests.ts';
import { createBecomingView } from './views/becoming-view.ts';
import { createExplanationView } from './views/explanation-view.ts';
import { tellLeftAlone } from './views/left-alone.ts';
import { createMeshTree } from './views/mesh-tree/mesh-tree.ts';
import { serveRulePages } from './views/rule-pages.ts';
import { createStatusItems } from './views/status-items.ts';
import { whenNeeded } from './when-needed.ts';

/** Cheap by itself: nothing is asked of the server before a document or the folder needs it. */
export function startClient(context: ExtensionContext, runtime: Runtime): void {
  const log = window.createOutputChannel('Meshwright', { log: true });
  const server = createLanguageServer(runtime, log);
  const explanations = createExplanationView(context.workspaceState);
  const becoming = createBecomingView();
  const meshTests = createMeshTests(server);
  context.subscriptions.push(
    log,
    server,
    explanations,
    becoming,
    meshTests,
    serveRulePages(context.extensionUri),
    // What was held back while the folder was not trusted.
    workspace.onDidGrantWorkspaceTrust(() => server.settingsChanged()),
    server.onDidCreate((client) => context.subscriptions.push(...serveFiles(client), tellLeftAlone(client))),
    createStatusItems(server),
    createMeshTree(server),
    registerPanels({ context, server, log }),
    ...registerCommands({ context, runtime, log, server, explanations, becoming, meshTests }),
    whenNeeded(runtime.readHead, () => {
      void server.start();
      context.subscriptions.push(quietYamlExtension(log));
    }),
  );
  void greetSample(context);
}

/** What both hosts share: builds the parts of the client and starts the server when a document needs it. */
import { type ExtensionContext, window } from 'vscode';
import { clientOptions } from './client-options.ts';
import { quietYamlExtension } from './coexistence/quiet-yaml-extension.ts';
import { registerCommands } from './commands/register-commands.ts';
import { createLanguageServer } from './language-server.ts';
import type { Runtime } from './runtime.ts';
import { createStatusItems } from './views/status-item.ts';
import { whenNeeded } from './when-needed.ts';

/** Cheap by itself: nothing is asked of the server, and no file is read, before a document needs it. */
export function startClient(context: ExtensionContext, runtime: Runtime): void {
  const log = window.createOutputChannel('Meshwright', { log: true });
  const server = createLanguageServer(runtime, log, () => clientOptions(log));
  context.subscriptions.push(
    log,
    server,
    createStatusItems(server),
    ...registerCommands({ context, runtime, log, server }),
    whenNeeded(() => {
      void server.start();
      context.subscriptions.push(quietYamlExtension(log));
    }),
  );
}

/** The server as the rest of the client sees it: started once, restarted on demand, asked by typed requests. */
import { type Disposable, type Event, EventEmitter, type LogOutputChannel, l10n, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Runtime } from './runtime.ts';

export type ServerState = 'starting' | 'running' | 'stopped';

export interface LanguageServer extends Disposable {
  /** Starts it unless it runs. Never rejects: a failure is shown and logged. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Has a running server read the settings again. */
  settingsChanged(): void;
  /** The running server; starts it when it does not run. Undefined when it cannot start. */
  client(): Promise<BaseLanguageClient | undefined>;
  /** Fires for each new client, before it starts: the place for handlers of what the server sends. */
  readonly onDidCreate: Event<BaseLanguageClient>;
  readonly onDidChangeState: Event<ServerState>;
  /** Hears a notification of every client to come, and of the one that runs: a client itself has one listener for each. */
  hear<Params>(method: string, listener: (params: Params) => void): Disposable;
}

export function createLanguageServer(runtime: Runtime, log: LogOutputChannel): LanguageServer {
  const didCreate = new EventEmitter<BaseLanguageClient>();
  const didChangeState = new EventEmitter<ServerState>();
  const heard = new Map<string, EventEmitter<unknown>>();
  let client: BaseLanguageClient | undefined;
  let starting: Promise<void> | undefined;
  let restarting: Promise<void> | undefined;

  const create = async () => {
    const created = await runtime.createClient(log);
    created.onDidChangeState(() => didChangeState.fire(stateOf(created)));
    for (const [method, emitter] of heard) listen(created, method, emitter);
    didCreate.fire(created);
    return created;
  };
  const fail = async (error: unknown) => {
    log.error(error instanceof Error ? error : String(error));
    const show = l10n.t('Show output');
    const chosen = await window.showErrorMessage(l10n.t('The Meshwright server did not start.'), show);
    if (chosen === show) log.show();
  };
  const startOnce = async () => {
    client ??= await create();
    await client.start();
  };
  const start = () => {
    starting ??= startOnce().catch((error: unknown) => {
      forget();
      void fail(error);
    });
    return starting;
  };
  const stop = async () => {
    await starting;
    starting = undefined;
    // A server that hangs is left to its fate: its process is killed, its worker is ended by the next one.
    await client?.stop().catch((error: unknown) => {
      log.warn(`The server did not stop: ${error}`);
      forget();
    });
  };
  // A client that failed once cannot be started again.
  const forget = () => {
    client = undefined;
    starting = undefined;
  };
  return {
    start,
    restart: () => {
      restarting ??= stop()
        .then(start)
        .finally(() => {
          restarting = undefined;
        });
      return restarting;
    },
    settingsChanged: () => {
      if (client?.isRunning() !== true) return;
      void client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    },
    client: async () => {
      await start();
      return client?.isRunning() ? client : undefined;
    },
    hear<Params>(method: string, listener: (params: Params) => void) {
      let emitter = heard.get(method);
      if (emitter === undefined) {
        emitter = new EventEmitter();
        heard.set(method, emitter);
        if (client !== undefined) listen(client, method, emitter);
      }
      return emitter.event((params) => listener(params as Params));
    },
    onDidCreate: didCreate.event,
    onDidChangeState: didChangeState.event,
    dispose: () => {
      void client?.dispose().catch(() => {}); // the window is closing; there is nobody to tell
      didCreate.dispose();
      didChangeState.dispose();
      for (const emitter of heard.values()) emitter.dispose();
    },
  };
}

function listen(client: BaseLanguageClient, method: string, emitter: EventEmitter<unknown>): void {
  client.onNotification(method, (params: unknown) => emitter.fire(params));
}

/** The library's own names for states are values of the library, which is not loaded here. */
function stateOf(client: BaseLanguageClient): ServerState {
  if (client.isRunning()) return 'running';
  return client.needsStop() ? 'starting' : 'stopped';
}

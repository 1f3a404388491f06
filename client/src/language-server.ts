/** The server as the rest of the client sees it: started once, restarted on demand, asked by typed requests. */
import { type Disposable, type Event, EventEmitter, l10n, type LogOutputChannel, window } from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, State } from 'vscode-languageclient';
import type { Runtime } from './runtime.ts';

export interface LanguageServer extends Disposable {
  /** Starts it unless it runs. Never rejects: a failure is shown and logged. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** The running server; starts it when it does not run. Undefined when it cannot start. */
  client(): Promise<BaseLanguageClient | undefined>;
  /** Fires for each new connection, before the server is asked anything: the place for notification handlers. */
  readonly onWillStart: Event<BaseLanguageClient>;
  readonly onDidChangeState: Event<State>;
}

const ID = 'meshwright';
const NAME = 'Meshwright';

export function createLanguageServer(
  runtime: Runtime,
  log: LogOutputChannel,
  options: () => LanguageClientOptions,
): LanguageServer {
  const willStart = new EventEmitter<BaseLanguageClient>();
  const didChangeState = new EventEmitter<State>();
  let client: BaseLanguageClient | undefined;
  let starting: Promise<void> | undefined;

  const create = () => {
    const created = runtime.createClient(ID, NAME, options());
    created.onDidChangeState(({ newState }) => didChangeState.fire(newState));
    willStart.fire(created);
    return created;
  };
  const fail = async (error: unknown) => {
    log.error(error instanceof Error ? error : String(error));
    const show = l10n.t('Show output');
    const chosen = await window.showErrorMessage(l10n.t('The Meshwright server did not start.'), show);
    if (chosen === show) log.show();
  };
  const start = () => {
    client ??= create();
    const current = client;
    starting ??= current.start().catch((error: unknown) => {
      starting = undefined;
      void fail(error);
    });
    return starting;
  };
  return {
    start,
    restart: async () => {
      if (starting === undefined) return start();
      await starting;
      await client?.stop();
      starting = undefined;
      await start();
    },
    client: async () => {
      await start();
      return client?.isRunning() ? client : undefined;
    },
    onWillStart: willStart.event,
    onDidChangeState: didChangeState.event,
    dispose: () => {
      void client?.dispose().catch(() => {}); // the window is closing; there is nobody to tell
      willStart.dispose();
      didChangeState.dispose();
    },
  };
}

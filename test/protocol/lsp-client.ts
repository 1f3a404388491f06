/** A client of the built server over its standard streams: what an editor does, and a record of what it was told. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import type { TestContext } from 'node:test';
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  type FileChangeType,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type LogMessageParams,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  type ShowMessageParams,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import {
  LIST_FILES,
  LIST_FOLDER,
  type ListFilesParams,
  type ListFilesResult,
  type ListFolderParams,
  type ListFolderResult,
  READ_FILES,
  type ReadFilesParams,
  type ReadFilesResult,
} from '../../server/src/lsp/protocol.ts';
import type { TestFolder } from './folder.ts';
import { serverBundle } from './server-bundle.ts';

const RUNTIME = process.env['MESHWRIGHT_RUNTIME_NODE'] ?? process.execPath;
const PATIENCE_MS = 20_000;

/** Settings by scope: folder URI, or `''` for what is outside; the object below `meshwright`. */
export type ScopedSettings = Map<string, { readonly meshwright?: unknown; readonly exclude?: unknown }>;

export interface ClientOptions {
  readonly mode?: 'pull' | 'push';
  readonly folders?: readonly TestFolder[];
  readonly capabilities?: ClientCapabilities;
  readonly settings?: ScopedSettings;
  readonly initializationOptions?: unknown;
  /** A folder that only this client can read. */
  readonly virtual?: VirtualFolder;
  /** Names the first folder as `rootUri`, as clients without workspace folders do. */
  readonly asRoot?: boolean;
  /** Names it as `rootPath`, as the oldest clients do. */
  readonly rootPath?: string;
}

export interface VirtualFolder {
  readonly folder: string;
  /** Texts by URI. */
  readonly files: ReadonlyMap<string, string>;
  /** Milliseconds until it answers. */
  readonly delay?: number;
  /** It does not answer before. */
  readonly gate?: Promise<void>;
  /** It reads no file before. */
  readonly readGate?: Promise<void>;
  /** False: it lists one folder at a time. */
  readonly canSearch?: boolean;
}

export class LspClient {
  readonly connection: ProtocolConnection;
  readonly settings: ScopedSettings;
  readonly logged: string[] = [];
  readonly shownMessages: ShowMessageParams[] = [];
  readonly registrations: Registration[] = [];
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly publishedCounts = new Map<string, number>();
  readonly progress: unknown[] = [];
  readonly statuses: unknown[] = [];
  readonly shownDocuments: string[] = [];
  refreshes = 0;
  /** `codeLens`, `inlayHint` and `semanticTokens`, as often as the server has said to ask again. */
  readonly redrawn: string[] = [];
  initialized!: InitializeResult;
  readonly #process: ChildProcess;
  readonly #exit: Promise<number | null>;
  readonly #waiting = new Set<() => void>();
  readonly #versions = new Map<string, number>();

  private constructor(child: ChildProcess, settings: ScopedSettings) {
    assert.ok(child.stdout && child.stdin);
    this.#process = child;
    this.settings = settings;
    this.#exit = new Promise((resolve) => child.once('exit', resolve));
    this.connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.#listen();
  }

  static async start(t: TestContext, options: ClientOptions = {}): Promise<LspClient> {
    const child = spawn(RUNTIME, [await serverBundle(), 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const client = new LspClient(child, options.settings ?? new Map());
    if (options.virtual !== undefined) client.#serve(options.virtual);
    t.after(() => {
      child.kill('SIGKILL');
      client.connection.dispose();
    });
    client.initialized = await client.request('initialize', initializeParams(options));
    client.notify('initialized', {});
    return client;
  }

  request<Result>(method: string, params: unknown): Promise<Result> {
    return within(this.connection.sendRequest<Result>(method, params), method);
  }

  notify(method: string, params: unknown): void {
    // The tests that end the connection from their side still hear of writes that come too late.
    this.connection.sendNotification(method, params).catch(() => {});
  }

  // --- documents ---

  open(uri: string, text: string, languageId = 'yaml'): void {
    this.#versions.set(uri, 1);
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** One change after the other, each counted from the text after the one before; without range: the whole text. */
  change(
    uri: string,
    ...contentChanges: readonly { readonly range?: Range; readonly text: string }[]
  ): number {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    return version;
  }

  close(uri: string): void {
    this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  fileEvent(uri: string, type: FileChangeType): void {
    this.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
  }

  // --- answers ---

  /** All of them: what is certain before the files are read is asked for again, as the server says. */
  async pull(uri: string): Promise<readonly Diagnostic[]> {
    let seen = this.refreshes;
    let report = await this.pullReport(uri);
    while (report.resultId?.startsWith('early:') === true) {
      await this.until('refresh', () => this.refreshes > seen);
      seen = this.refreshes;
      report = await this.pullReport(uri);
    }
    assert.equal(report.kind, 'full');
    return report.kind === 'full' ? report.items : [];
  }

  pullReport(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.request('textDocument/diagnostic', {
      textDocument: { uri },
      identifier: 'meshwright',
      ...(previousResultId !== undefined && { previousResultId }),
    });
  }

  /** Reports by URI. */
  async pullWorkspace(
    previousResultIds: readonly { readonly uri: string; readonly value: string }[] = [],
  ): Promise<ReadonlyMap<string, WorkspaceDocumentDiagnosticReport>> {
    const { items } = await this.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      identifier: 'meshwright',
      previousResultIds,
    });
    return new Map(items.map((item) => [item.uri, item]));
  }

  /** Rule ids at a file, in order, whichever way diagnostics come. */
  async rules(uri: string): Promise<readonly unknown[]> {
    return (await this.pull(uri)).map(({ code }) => code);
  }

  async complete(uri: string, position: Position): Promise<readonly CompletionItem[]> {
    const list = await this.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position,
    });
    return list.items;
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.request('textDocument/hover', { textDocument: { uri }, position });
  }

  cancellable(method: string, params: unknown): { readonly answer: Promise<unknown>; cancel(): void } {
    const source = new CancellationTokenSource();
    const answer = this.connection.sendRequest(method, params, source.token);
    return { answer: within(answer, method), cancel: () => source.cancel() };
  }

  /** Resolves as soon as the condition holds; it is looked at after each message of the server. */
  async until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) return;
    let look = () => {};
    const met = new Promise<void>((resolve) => {
      look = () => {
        if (condition()) resolve();
      };
      this.#waiting.add(look);
    });
    await within(met, what).finally(() => this.#waiting.delete(look));
  }

  /** Diagnostics that were sent for the newest version of a document when all files are read. */
  async pushed(uri: string): Promise<readonly Diagnostic[]> {
    const version = this.#versions.get(uri);
    await this.request('workspace/symbol', { query: '' });
    await this.until(`diagnostics of ${uri}`, () => this.published.get(uri)?.version === version);
    return this.published.get(uri)?.diagnostics ?? [];
  }

  // --- end ---

  async shutdown(): Promise<void> {
    await this.request('shutdown', null);
  }

  /** @returns the exit code of the server */
  exit(): Promise<number | null> {
    this.notify('exit', undefined);
    return within(this.#exit, 'exit');
  }

  endInput(): Promise<number | null> {
    this.#process.stdin?.end();
    return within(this.#exit, 'exit');
  }

  async stop(): Promise<void> {
    await this.shutdown();
    assert.equal(await this.exit(), 0);
  }

  #serve({ folder, files, delay = 0, gate, readGate, canSearch = true }: VirtualFolder): void {
    this.connection.onRequest(LIST_FILES, async (params: ListFilesParams): Promise<ListFilesResult> => {
      assert.equal(params.folder, folder);
      await new Promise((resolve) => setTimeout(resolve, delay));
      await gate;
      return { uris: canSearch ? [...files.keys()] : [] };
    });
    this.connection.onRequest(LIST_FOLDER, ({ folder: listed }: ListFolderParams): ListFolderResult => {
      const below = [...files.keys()].filter((uri) => uri.startsWith(`${listed}/`));
      const parts = below.map((uri) => uri.slice(listed.length + 1).split('/'));
      const kinds = new Map(parts.map(([name = '', ...rest]) => [name, rest.length > 0]));
      return {
        entries: [...kinds].map(([name, isFolder]) => ({ name, kind: isFolder ? 'folder' : 'file' })),
      };
    });
    this.connection.onRequest(READ_FILES, async ({ uris }: ReadFilesParams): Promise<ReadFilesResult> => {
      if (uris.some((uri) => !uri.endsWith('.json'))) await readGate;
      const texts = uris.map((uri) => Buffer.from(files.get(uri) ?? ''));
      return { files: texts.map((text) => ({ base64: text.toString('base64'), size: text.length })) };
    });
  }

  #listen(): void {
    const { connection } = this;
    const hear = <Params>(method: string, take: (params: Params) => void) =>
      connection.onNotification(method, (params: Params) => {
        take(params);
        for (const look of [...this.#waiting]) look();
      });
    const answer = <Params>(method: string, reply: (params: Params) => unknown) =>
      connection.onRequest(method, (params: Params) => {
        const result = reply(params);
        for (const look of [...this.#waiting]) look();
        return result;
      });
    hear('window/showMessage', (params: ShowMessageParams) => this.shownMessages.push(params));
    hear('window/logMessage', ({ message }: LogMessageParams) => this.logged.push(message));
    hear('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
      this.publishedCounts.set(params.uri, (this.publishedCounts.get(params.uri) ?? 0) + 1);
    });
    hear('$/progress', (params) => this.progress.push(params));
    hear('meshwright/status', (params) => this.statuses.push(params));
    answer('client/registerCapability', (params: { readonly registrations: Registration[] }) => {
      this.registrations.push(...params.registrations);
      return null;
    });
    answer('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      return null;
    });
    for (const drawn of ['codeLens', 'inlayHint', 'semanticTokens']) {
      answer(`workspace/${drawn}/refresh`, () => {
        this.redrawn.push(drawn);
        return null;
      });
    }
    answer('window/workDoneProgress/create', () => null);
    answer('window/showDocument', ({ uri }: { readonly uri: string }) => {
      this.shownDocuments.push(uri);
      return { success: true };
    });
    answer('workspace/configuration', ({ items }: { readonly items: readonly ConfigurationItem[] }) =>
      items.map(({ section, scopeUri = '' }) => {
        const scoped = this.settings.get(scopeUri) ?? this.settings.get('');
        return (section === 'meshwright' ? scoped?.meshwright : scoped?.exclude) ?? null;
      }),
    );
    connection.listen();
  }
}

interface ConfigurationItem {
  readonly section?: string;
  readonly scopeUri?: string;
}

function initializeParams(options: ClientOptions) {
  const {
    mode = 'pull',
    folders = [],
    capabilities,
    initializationOptions,
    virtual,
    asRoot = false,
    rootPath,
  } = options;
  const uris = [...folders.map(({ uri }) => uri), ...(virtual === undefined ? [] : [virtual.folder])];
  const diagnostics = {
    relatedInformation: true,
    codeDescriptionSupport: true,
    dataSupport: true,
    tagSupport: { valueSet: [DiagnosticTag.Unnecessary, DiagnosticTag.Deprecated] },
  };
  const params: InitializeParams = {
    processId: process.pid,
    ...(rootPath !== undefined && { rootPath }),
    rootUri: asRoot ? (uris[0] ?? null) : null,
    clientInfo: { name: 'meshwright-tests' },
    workspaceFolders:
      asRoot || rootPath !== undefined
        ? null
        : uris.map((uri, index) => ({ uri, name: `folder-${index + 1}` })),
    initializationOptions,
    capabilities: {
      ...capabilities,
      general: { positionEncodings: ['utf-16'], ...capabilities?.general },
      window: { workDoneProgress: true, showDocument: { support: true }, ...capabilities?.window },
      workspace: {
        configuration: true,
        workspaceFolders: true,
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
        workspaceEdit: { documentChanges: true },
        diagnostics: { refreshSupport: true },
        ...capabilities?.workspace,
      },
      textDocument: {
        synchronization: {},
        publishDiagnostics: { ...diagnostics, versionSupport: true },
        ...(mode === 'pull' && { diagnostic: { ...diagnostics, dynamicRegistration: false } }),
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
        hover: { contentFormat: ['markdown'] },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } } },
        ...capabilities?.textDocument,
      },
    },
  };
  return params;
}

async function within<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} in ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

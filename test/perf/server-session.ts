/** A conversation with any language server on standard input and output. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type { Question } from './questions.ts';

export interface ServerCommand {
  readonly args: readonly string[];
  /** Answers to `workspace/configuration`, by section. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** `push`: the client cannot ask for diagnostics. */
  readonly transport?: 'pull' | 'push';
  /** It is started with options, as our own extension does: it tells of its status, too. */
  readonly isOurs?: boolean;
}

/** Diagnostics that come later than this after others belong to no edit. */
const QUIET_MS = 120;
/** No message for this long: the workspace is read. */
const SETTLED_MS = 1500;
/** Of 10,000 services: others read all of them first. */
const PATIENCE_MS = 240_000;

export interface Place {
  readonly line: number;
  readonly character: number;
}

export class ServerSession {
  readonly connection: MessageConnection;
  /** Of the opened file, as JSON. */
  diagnostics = '';
  readonly #uri: string;
  readonly #canAsk: boolean;
  readonly #isOurs: boolean;
  #version = 1;
  #lastMessage = 0;
  #lastPublish = 0;
  /** The server answers `textDocument/diagnostic`. */
  #isPull = false;

  constructor(child: ChildProcess, { settings, transport, isOurs = false }: ServerCommand, uri: string) {
    if (child.stdout === null || child.stdin === null) throw new Error('the server has no streams');
    this.#uri = uri;
    this.#canAsk = transport !== 'push';
    this.#isOurs = isOurs;
    this.connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onRequest((method, params) => {
      this.#lastMessage = performance.now();
      if (method !== 'workspace/configuration') return null;
      const { items } = params as { readonly items: readonly { readonly section?: string }[] };
      return items.map(({ section }) => settings[section ?? ''] ?? null);
    });
    this.connection.onNotification((method, params) => this.#hear(method, params));
    this.connection.listen();
  }

  async initialize(rootUri: string): Promise<void> {
    const { capabilities } = await this.connection.sendRequest<{
      readonly capabilities: { readonly diagnosticProvider?: unknown };
    }>('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'mesh' }],
      ...(this.#isOurs && { initializationOptions: {} }),
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: {} },
        window: { workDoneProgress: true },
        textDocument: {
          publishDiagnostics: { relatedInformation: true, versionSupport: true },
          ...(this.#canAsk && { diagnostic: { relatedDocumentSupport: false } }),
          completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
          hover: { contentFormat: ['markdown'] },
          definition: { linkSupport: true },
        },
      },
    });
    this.#isPull = capabilities.diagnosticProvider !== undefined;
    await this.connection.sendNotification('initialized', {});
  }

  /** Returns when the first diagnostics came. */
  async open(text: string): Promise<number> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.#uri, languageId: 'yaml', version: this.#version, text },
    });
    if (this.#isPull) await this.#pull();
    return this.#publishedAfter(0);
  }

  /** A server that answers about all files has read and judged them; of others silence tells. */
  async settle(): Promise<void> {
    await this.connection.sendRequest('workspace/symbol', { query: '' }).catch(() => {});
    this.#lastMessage = performance.now();
    while (performance.now() - this.#lastMessage < SETTLED_MS) await delay(50);
  }

  /** One character in or out; milliseconds to the last diagnostics. */
  async type(place: Place, isTyped: boolean): Promise<number> {
    const start = performance.now();
    await this.#change(keystroke(place, isTyped));
    if (this.#isPull) {
      await this.#pull();
      return this.#lastPublish - start;
    }
    await this.#publishedAfter(start);
    while (performance.now() - this.#lastPublish < QUIET_MS) await delay(10);
    return this.#lastPublish - start;
  }

  /** Another text for the file, and its diagnostics. */
  async replace(text: string): Promise<void> {
    const start = performance.now();
    await this.#change({ text });
    await (this.#isPull ? this.#pull() : this.#publishedAfter(start));
  }

  /** Milliseconds to the answer to a question that comes with a keystroke. */
  async askAfterKey(method: Question['method'], place: Place, isTyped: boolean): Promise<number> {
    const start = performance.now();
    await this.#change(keystroke(place, isTyped));
    await this.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: this.#uri },
      position: { line: place.line, character: place.character + (isTyped ? 1 : 0) },
    });
    return performance.now() - start;
  }

  /** Milliseconds to the answer to a question about the text after its keystroke; diagnostics are there before. */
  async ask(question: Question): Promise<number> {
    const { method, draft, at, typed } = question;
    await this.#change({ text: draft });
    await this.#pull();
    const place = placeOf(draft, at);
    const position = { line: place.line, character: place.character + typed.length };
    const start = performance.now();
    if (typed !== '') await this.#change({ range: { start: place, end: place }, text: typed });
    await this.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: this.#uri },
      position,
    });
    return performance.now() - start;
  }

  #change(change: object): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri, version: ++this.#version },
      contentChanges: [change],
    });
  }

  async #pull(): Promise<void> {
    const report = await this.connection.sendRequest<{ readonly items?: unknown }>(
      'textDocument/diagnostic',
      { textDocument: { uri: this.#uri } },
    );
    this.#lastPublish = performance.now();
    this.diagnostics = JSON.stringify(report.items);
  }

  async #publishedAfter(time: number): Promise<number> {
    const deadline = performance.now() + PATIENCE_MS;
    while (this.#lastPublish <= time) {
      if (performance.now() > deadline) throw new Error('the server sends no diagnostics');
      await delay(2);
    }
    return this.#lastPublish;
  }

  #hear(method: string, params: unknown): void {
    this.#lastMessage = performance.now();
    if (method !== 'textDocument/publishDiagnostics') return;
    const { uri, diagnostics } = params as { readonly uri: string; readonly diagnostics: unknown };
    if (decodeURIComponent(uri) !== decodeURIComponent(this.#uri)) return;
    this.#lastPublish = this.#lastMessage;
    this.diagnostics = JSON.stringify(diagnostics);
  }
}

/** A character in, or out. */
function keystroke(place: Place, isTyped: boolean): object {
  if (isTyped) return { range: { start: place, end: place }, text: 'x' };
  return { range: { start: place, end: { line: place.line, character: place.character + 1 } }, text: '' };
}

export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, character: offset - before.lastIndexOf('\n') - 1 };
}

/** Any language server on standard input and output, timed from a keystroke to its last diagnostics. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { destinationHostEnd, type Spread, spreadOf } from './edits.ts';

export interface ServerCommand {
  readonly args: readonly string[];
  /** Answers to `workspace/configuration`, by section. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ServerFigures {
  /** Start of the process to the first diagnostics of the opened file, ms. */
  readonly firstAnswer: number;
  readonly edit: Spread;
  /** Edits after which the diagnostics were others than before. */
  readonly changed: number;
  /** Megabytes; 0 where the system does not tell. */
  readonly peak: number;
}

const EDITS = 40;
/** Diagnostics that come later than this after others belong to no edit. */
const QUIET_MS = 120;
/** No message for this long: the workspace is read. */
const SETTLED_MS = 1500;
const PATIENCE_MS = 30_000;

/** Opens one file of a folder in a fresh server and types into a destination host behind `from`. */
export async function measureServer(
  command: ServerCommand,
  folder: string,
  file: { readonly path: string; readonly from: number },
): Promise<ServerFigures> {
  const start = performance.now();
  const child = spawn(process.execPath, command.args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const session = new Session(child, command.settings, pathToFileURL(file.path).href);
  try {
    await session.initialize(pathToFileURL(folder).href);
    const text = readFileSync(file.path, 'utf8');
    const firstAnswer = (await session.open(text)) - start;
    await session.settle();
    const times: number[] = [];
    let changed = 0;
    const place = placeOf(text, destinationHostEnd(text, file.from));
    for (let edit = 0; edit < EDITS; edit++) {
      const before = session.diagnostics;
      times.push(await session.type(place, edit % 2 === 0));
      if (session.diagnostics !== before) changed++;
    }
    return { firstAnswer, edit: spreadOf(times), changed: changed / EDITS, peak: peakMegabytes(child.pid) };
  } finally {
    child.kill('SIGKILL');
    session.connection.dispose();
  }
}

interface Place {
  readonly line: number;
  readonly character: number;
}

class Session {
  readonly connection: MessageConnection;
  /** Of the opened file, as JSON. */
  diagnostics = '';
  readonly #uri: string;
  #version = 1;
  #lastMessage = 0;
  #lastPublish = 0;
  /** The server answers `textDocument/diagnostic`. */
  #isPull = false;

  constructor(child: ChildProcess, settings: ServerCommand['settings'], uri: string) {
    if (child.stdout === null || child.stdin === null) throw new Error('the server has no streams');
    this.#uri = uri;
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
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: {} },
        window: { workDoneProgress: true },
        textDocument: {
          publishDiagnostics: { relatedInformation: true, versionSupport: true },
          diagnostic: { relatedDocumentSupport: false },
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

  async settle(): Promise<void> {
    while (performance.now() - this.#lastMessage < SETTLED_MS) await delay(50);
  }

  /** One character in or out; milliseconds to the last diagnostics. */
  async type(place: Place, isTyped: boolean): Promise<number> {
    const end = { line: place.line, character: place.character + 1 };
    const start = performance.now();
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri, version: ++this.#version },
      contentChanges: [
        isTyped
          ? { range: { start: place, end: place }, text: 'x' }
          : { range: { start: place, end }, text: '' },
      ],
    });
    if (this.#isPull) {
      await this.#pull();
      return this.#lastPublish - start;
    }
    await this.#publishedAfter(start);
    while (performance.now() - this.#lastPublish < QUIET_MS) await delay(10);
    return this.#lastPublish - start;
  }

  async #pull(): Promise<void> {
    const report = await this.connection.sendRequest<{ readonly items?: unknown }>(
      'textDocument/diagnostic',
      {
        textDocument: { uri: this.#uri },
      },
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

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, character: offset - before.lastIndexOf('\n') - 1 };
}

function peakMegabytes(pid: number | undefined): number {
  const path = `/proc/${pid}/status`;
  const match = existsSync(path) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(path, 'utf8')) : null;
  return match === null ? 0 : Number(match[1]) / 1024;
}

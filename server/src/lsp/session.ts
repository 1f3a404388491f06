/** The state of one connection: open documents, folders, the engine's workspace, and what keeps them in step. */
import type { Connection } from 'vscode-languageserver';
import { pathOf } from '../base/canonical-uri.ts';
import { Indexer } from '../project/indexer.ts';
import { ruleEnvironment } from '../rules/environment.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { type FileChange, Workspace } from '../workspace/workspace.ts';
import type { YamlFile } from '../yaml/node.ts';
import { Analysis } from './analysis.ts';
import { type Buffer, Buffers, isForeignLanguage } from './buffers.ts';
import type { ClientFeatures } from './client-features.ts';
import { Reports } from './diagnostics/reports.ts';
import { EarlyAnswers } from './early-answers.ts';
import { failureLog } from './failure-log.ts';
import { clientFiles } from './folders/client-files.ts';
import { Folders } from './folders/folders.ts';
import { describe, type GuardLog } from './guard.ts';
import { IdleWork } from './idle-work.ts';
import { JobQueue } from './job-queue.ts';
import { Positions } from './positions.ts';
import type { Runtime } from './runtime.ts';

/**
 * Milliseconds between an edit and the analysis that nobody has asked for: what else a keystroke asks comes first. Who is told
 * waits for them, so only what has arrived by then does.
 */
const ANALYSIS_DELAY = { pull: 20, push: 1 };

export interface SessionLog extends GuardLog {
  warn(message: string): void;
}

export interface SessionOptions {
  readonly connection: Connection;
  readonly runtime: Runtime;
  readonly features: ClientFeatures;
  readonly log: SessionLog;
  /** Told the open files of which something is certain, while others are still being read. */
  onEarly(uris: ReadonlySet<string>): void;
  /** Told the open files whose findings may have changed, before the others are analyzed. */
  onOpenSettled(changed: ReadonlySet<string>): void;
  /** Told the files whose findings may have changed, after each analysis. */
  onSettled(changed: ReadonlySet<string>): void;
}

export class Session {
  readonly features: ClientFeatures;
  readonly runtime: Runtime;
  readonly log: SessionLog;
  readonly buffers: Buffers;
  readonly folders: Folders;
  readonly workspace: Workspace;
  readonly reports: Reports;
  readonly indexer: Indexer;
  /** For what takes long and nobody waits for. */
  readonly idle: IdleWork;
  readonly #analysis: Analysis;
  readonly #queue: JobQueue;
  readonly #early: EarlyAnswers;
  #isStopped = false;
  readonly #positions = new WeakMap<YamlFile, Positions>();

  constructor({ connection, runtime, features, log, onEarly, onOpenSettled, onSettled }: SessionOptions) {
    this.features = features;
    this.runtime = runtime;
    this.folders = new Folders(runtime.date(), (uri) => this.buffers.has(uri));
    this.log = log;
    this.buffers = new Buffers(features.encoding);
    const onFailure = (error: unknown) => log.error(describe(error));
    this.workspace = new Workspace(ruleEnvironment(failureLog(log)), this.folders.configuration());
    this.reports = new Reports(this.workspace, features.diagnostics, this);
    this.#queue = new JobQueue(onFailure);
    // Who asks and cannot be told to ask again must hear everything at once.
    const isEverEarly = !features.pulls || features.refreshesDiagnostics;
    this.#early = new EarlyAnswers({
      runtime,
      queue: this.#queue,
      isCertain: (uri) => isEverEarly && this.folders.folderOf(uri)?.project.isCertain(uri) === true,
      onTime: () => onEarly(new Set(this.buffers.uris().filter((uri) => this.isEarly(uri)))),
    });
    this.idle = new IdleWork({ runtime, snapshot: () => this.snapshot, onFailure });
    // Names that features look up.
    this.idle.add((snapshot) => snapshot.prepare());
    this.#analysis = new Analysis({
      idle: this.idle,
      workspace: this.workspace,
      runtime,
      delay: features.pulls ? ANALYSIS_DELAY.pull : ANALYSIS_DELAY.push,
      onFailure,
      openUris: () => this.buffers.uris(),
      onOpenSettled: (changed) => {
        this.reports.forget(changed);
        onOpenSettled(changed);
      },
      onSettled: (changed, complete) => {
        this.reports.forget(new Set([...changed].filter((uri) => !complete.has(uri))));
        onSettled(changed);
      },
    });
    const throughClient = clientFiles(connection, features.readThroughClient);
    this.indexer = new Indexer({
      sources: runtime.files === undefined ? [throughClient] : [throughClient, runtime.files],
      decoders: { strict: new TextDecoder('utf-8', { fatal: true }), tolerant: new TextDecoder('utf-8') },
      now: () => runtime.now(),
      giveWay: () => runtime.giveWay(),
      projectOf: (uri) => this.folders.folderOf(uri)?.project,
      show: (uri) => this.#nameOf(uri),
      isCancelled: () => this.#isStopped,
      onProblem: ({ uri, problem }) => log.warn(`Cannot read ${this.#nameOf(uri)}: ${problem}`),
      files: () => this.workspace.files,
      isOpen: (uri) => this.buffers.has(uri),
      apply: (changes) => this.apply(changes),
      sort: () => this.sort(),
      onOutlined: () => this.#outlined(),
    });
  }

  get snapshot(): Snapshot {
    return this.workspace.snapshot;
  }

  /** Files are being read: what is not found may still come. */
  get isIndexing(): boolean {
    return this.#queue.isBusy;
  }

  /** Files that are read, of those that were found; undefined when none are being read. */
  reading: { readonly done: number; readonly all: number } | undefined;

  apply(changes: readonly FileChange[]): void {
    const uris = new Set(changes.map(({ uri }) => uri));
    this.idle.stop();
    this.workspace.apply(changes);
    this.reports.forget(uris);
    this.#analysis.note(uris);
    if (!this.#queue.isBusy) this.#analysis.schedule();
    else this.#early.schedule();
  }

  /** Settings or worlds have changed: sorts every file anew. */
  sort(): void {
    this.workspace.configure(this.folders.configuration());
    this.reports.forgetAll();
    this.#analysis.note(this.workspace.files.keys());
    if (!this.#queue.isBusy) this.#analysis.schedule();
  }

  /** Name of the world that is shown where only one can be. */
  preferred: string | undefined;

  prefer(name: string | undefined): void {
    this.preferred = name;
    this.workspace.prefer(name);
    this.reports.forgetAll();
    this.#analysis.note(this.workspace.files.keys());
    if (!this.#queue.isBusy) this.#analysis.schedule();
  }

  /** The text of an open document counts, unless nobody wants to hear about it. */
  applyBuffer(buffer: Buffer): void {
    const { uri, text } = buffer;
    const isSilent =
      isForeignLanguage(buffer) || this.buffers.isDeleted(uri) || this.folders.verdict(uri) === 'setting';
    this.apply([{ uri, text: isSilent ? undefined : text }]);
  }

  /** Runs a job on files after those before it. */
  enqueue(job: () => Promise<void>): Promise<void> {
    return this.#queue.add(job).then(() => {
      if (!this.#queue.isBusy) this.#analysis.schedule();
    });
  }

  /**
   * Resolves when all files are read and nothing is left to analyze in this one; the others come later. When reading takes
   * long it resolves before, and its findings are those that are certain (`isEarly`).
   */
  async settleFile(uri: string): Promise<void> {
    await this.#early.wait(uri);
    if (!this.isEarly(uri)) this.settleOwn(uri);
  }

  /** Other files are still being read, and findings are those that are certain without them. */
  isEarly(uri: string): boolean {
    return this.#early.isEarly(uri);
  }

  /** What is configured for open files is known now. */
  #outlined(): void {
    this.sort();
    for (const buffer of this.buffers.all()) this.applyBuffer(buffer);
    this.#early.noteOutlined();
  }

  /** Analyzes one file with what is read so far. */
  settleOwn(uri: string): void {
    if (!this.snapshot.analyzeFile(uri)) return;
    this.reports.forget(new Set([uri]));
    this.#analysis.noteComplete(uri);
    this.#analysis.schedule();
  }

  /** Resolves when all files are read and nothing is left to analyze. */
  async settle(): Promise<void> {
    await this.#queue.idle();
    await this.#analysis.settle();
  }

  /** For people: the folder's name, and the path in it. */
  #nameOf(uri: string): string {
    const project = this.folders.folderOf(uri)?.project;
    return project === undefined ? pathOf(uri) : `${project.name}${pathOf(uri.slice(project.uri.length))}`;
  }

  stop(): void {
    this.#isStopped = true;
    this.#analysis.stop();
  }

  /** Positions of the text that the engine knows; of an empty text for a file that it does not know. */
  positions(uri: string): Positions {
    const file = this.workspace.files.get(uri);
    if (file === undefined) return new Positions(this.buffers.get(uri)?.text ?? '', this.features.encoding);
    let positions = this.#positions.get(file);
    if (positions === undefined) {
      positions = new Positions(file.text, this.features.encoding);
      this.#positions.set(file, positions);
    }
    return positions;
  }

  /** At least one document of the file is one of ours. */
  holdsOurs(uri: string): boolean {
    const documents = this.workspace.files.get(uri)?.documents ?? [];
    return documents.some(({ document }) => document.state === 'parsed');
  }

  /** As the client spells it, when it has done so. */
  clientUri(uri: string): string {
    return this.buffers.get(uri)?.clientUri ?? uri;
  }
}

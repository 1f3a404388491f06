/** Follows what the editor says about folders, settings and files on the disk. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  type DidChangeConfigurationParams,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  FileChangeType,
  MessageType,
  ShowMessageNotification,
  WatchKind,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import { canonicalUri, pathOf } from '../../base/canonical-uri.ts';
import { SCRIPTS } from '../../project/commands/script-names.ts';
import { IGNORE_FILE } from '../../project/file-filter.ts';
import type { ChartKeeper } from '../chart-keeper.ts';
import type { DiagnosticsTransport } from '../diagnostics/diagnostics-transport.ts';
import { describe, guardNotification } from '../guard.ts';
import type { Session } from '../session.ts';
import type { Folder, FolderSettings } from './folder.ts';
import { withProgress } from './index-progress.ts';
import { folderSettings, readSettings } from './read-settings.ts';

export interface WorkspaceSyncOptions {
  readonly connection: Connection;
  readonly session: Session;
  readonly transport: Pick<DiagnosticsTransport, 'invalidated'>;
  readonly charts: Pick<ChartKeeper, 'note'>;
  /** Something has begun or ended that the status shows. */
  onChange(): void;
}

export class WorkspaceSync {
  readonly #options: WorkspaceSyncOptions;
  /** What the files were sorted by. */
  #settingsThen = '';
  /** Problems of `meshwright.json` that the person has been told, by folder. */
  readonly #told = new Map<string, string>();

  constructor(options: WorkspaceSyncOptions) {
    this.#options = options;
  }

  handleEvents(): void {
    const { connection, session } = this.#options;
    const { log } = session;
    connection.onInitialized(guardNotification('initialized', log, () => this.#start()));
    connection.onDidChangeConfiguration(
      guardNotification('workspace/didChangeConfiguration', log, (params: DidChangeConfigurationParams) =>
        this.#run(() => this.#settingsChanged(params)),
      ),
    );
    connection.onDidChangeWatchedFiles(
      guardNotification('workspace/didChangeWatchedFiles', log, (params: DidChangeWatchedFilesParams) =>
        this.#run(() => this.#filesChanged(params)),
      ),
    );
    connection.onNotification(
      'workspace/didChangeWorkspaceFolders',
      guardNotification(
        'workspace/didChangeWorkspaceFolders',
        log,
        ({ event }: { readonly event: WorkspaceFoldersChangeEvent }) =>
          this.#run(() => this.#foldersChanged(event)),
      ),
    );
  }

  async #start(): Promise<void> {
    const { session } = this.#options;
    const started = this.#run(async () => {
      await this.#loadSettings(session.folders.all());
      this.#settingsThen = session.folders.settingsText();
      await this.#index(session.folders.all());
    });
    await this.#register();
    await started;
  }

  #run(job: () => Promise<void>): Promise<void> {
    const { session, onChange } = this.#options;
    const done = session.enqueue(job).then(onChange);
    onChange();
    return done;
  }

  async #register(): Promise<void> {
    const { connection, session } = this.#options;
    const { registersConfiguration, registersWatchers } = session.features;
    try {
      if (registersConfiguration) {
        await connection.client.register(DidChangeConfigurationNotification.type, {
          section: ['meshwright', 'files.exclude'],
        });
      }
      if (registersWatchers) {
        await connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [
            { globPattern: '**/*.{yaml,yml,json}' },
            { globPattern: '**/{Kustomization,.gitignore}' },
            { globPattern: SCRIPTS },
            // Helpers of charts, for an installed Helm.
            { globPattern: '**/*.tpl' },
            // A folder that goes takes its files along without naming them.
            { globPattern: '**/*', kind: WatchKind.Delete },
          ],
        });
      }
    } catch (error) {
      session.log.warn(`The client did not register for changes: ${describe(error)}`);
    }
  }

  async #index(folders: readonly Folder[]): Promise<void> {
    const { connection, session } = this.#options;
    await withProgress(connection, session, (report) =>
      session.indexer.index(
        folders.map(({ project }) => project),
        report,
      ),
    );
    this.#applyBuffers();
    this.#options.charts.note();
    for (const folder of folders) this.#tellProblems(folder);
  }

  /** Once, until they change. */
  #tellProblems({ uri, project: { config } }: Folder): void {
    const { connection, session } = this.#options;
    const { problems } = config;
    const text = problems.join('\n');
    if (text === (this.#told.get(uri) ?? '')) return;
    this.#told.set(uri, text);
    if (text === '') return;
    for (const problem of problems) session.log.warn(problem);
    // `window.showWarningMessage` would be a request that waits for a click.
    void connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message: text,
    });
  }

  /** What is left out, and with it what is said about open documents, may have changed. */
  #applyBuffers(): void {
    const { session } = this.#options;
    for (const buffer of session.buffers.all()) session.applyBuffer(buffer);
  }

  /** @returns the folders in which other files are read than before */
  async #loadSettings(folders: readonly Folder[]): Promise<readonly Folder[]> {
    const { connection, session } = this.#options;
    const { outside } = session.folders;
    if (!session.features.hasConfiguration)
      return this.#take(folders, [outside, ...folders.map(() => outside)]);
    try {
      const scopes = [undefined, ...folders.map(({ uri }) => uri)];
      return this.#take(folders, await readSettings(connection, session.runtime, scopes));
    } catch (error) {
      session.log.warn(`Settings are the defaults: ${describe(error)}`);
      return [];
    }
  }

  #take(folders: readonly Folder[], [outside, ...settings]: readonly FolderSettings[]): readonly Folder[] {
    const { session } = this.#options;
    if (outside !== undefined) session.folders.outside = outside;
    const changed = folders.filter((folder, index) => {
      const next = settings[index];
      if (next === undefined) return false;
      const before = selectionOf(folder.settings);
      folder.settings = next;
      return selectionOf(next) !== before;
    });
    for (const problem of session.folders.settingProblems()) session.log.warn(problem);
    return changed;
  }

  async #settingsChanged({ settings }: DidChangeConfigurationParams): Promise<void> {
    const { session, transport, charts } = this.#options;
    if (!session.features.hasConfiguration) {
      const own: unknown = (settings as { readonly meshwright?: unknown } | null)?.meshwright;
      if (own === undefined) return;
      session.folders.outside = folderSettings(own);
    }
    const changed = await this.#loadSettings(session.folders.all());
    const settingsNow = session.folders.settingsText();
    // Editors also say so when they have registered, and when somebody else's settings change.
    if (settingsNow === this.#settingsThen) return;
    this.#settingsThen = settingsNow;
    if (changed.length > 0) await this.#index(changed);
    else session.indexer.divide(session.folders.all().map(({ project }) => project));
    charts.note();
    transport.invalidated();
  }

  async #foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): Promise<void> {
    const { session } = this.#options;
    const fresh = session.folders.change(added, removed);
    session.indexer.dropOutside();
    if (fresh.length > 0) await this.#loadSettings(fresh);
    this.#settingsThen = session.folders.settingsText();
    await this.#index(fresh);
  }

  async #filesChanged({ changes }: DidChangeWatchedFilesParams): Promise<void> {
    const { session, transport, charts } = this.#options;
    // The last word about a file counts: saving may delete and create it.
    const last = new Map(changes.map(({ uri, type }) => [canonicalUri(uri), type]));
    const configured = new Set([...last.keys()].flatMap((uri) => session.folders.configuredBy(uri)));
    const outdated = new Set<Folder>(configured);
    const present: string[] = [];
    const gone: string[] = [];
    for (const [uri, type] of last) {
      const folder = session.folders.folderOf(uri);
      if (folder === undefined) continue;
      if (pathOf(uri).endsWith(`/${IGNORE_FILE}`)) outdated.add(folder);
      else if (type === FileChangeType.Deleted) gone.push(uri);
      else present.push(uri);
    }
    for (const buffer of gone.flatMap((uri) => session.buffers.noteDeleted(uri))) session.applyBuffer(buffer);
    for (const uri of present) {
      const buffer = session.buffers.noteWritten(uri);
      if (buffer !== undefined) session.applyBuffer(buffer);
    }
    session.indexer.remove(gone);
    if (outdated.size > 0) await this.#index([...outdated]);
    if (configured.size > 0) transport.invalidated();
    await session.indexer.refresh(
      present.filter((uri) => !outdated.has(session.folders.folderOf(uri) as Folder)),
    );
    charts.note(last.keys());
  }
}

/** What decides which files are read. */
function selectionOf({ settings, exclude }: FolderSettings): string {
  return JSON.stringify([settings.ignore, exclude]);
}

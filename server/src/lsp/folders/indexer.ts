/** Brings files from the disk into the workspace: a whole folder at first, then what the editor reports as changed. */
import { isWorldMarker } from '../../workspace/folder-worlds.ts';
import type { FileChange } from '../../workspace/workspace.ts';
import { MAX_FILE_BYTES } from '../../yaml/limits.ts';
import { isBelow, pathOf } from '../canonical-uri.ts';
import type { FileBytes, FileSource, Runtime } from '../runtime.ts';
import { changeOf, plainText } from './decode-files.ts';
import type { Folder } from './folder.ts';
import { type FolderConfig, readFolderConfig } from './folder-config.ts';
import { isManifest } from './folder-filter.ts';
import type { Folders } from './folders.ts';

const READ_AT_ONCE = 64;
/** Longest time between two chances for other messages. */
const SLICE_MS = 8;

export interface IndexerOptions {
  readonly folders: Folders;
  /** The first one that can read a URI reads it. */
  readonly sources: readonly FileSource[];
  readonly runtime: Pick<Runtime, 'now' | 'giveWay'>;
  readonly log: { warn(message: string): void };
  /** Files that the workspace knows. */
  knownUris(): readonly string[];
  isOpen(uri: string): boolean;
  /** Puts changes in; open files are not among them. */
  apply(changes: readonly FileChange[]): void;
  /** Worlds have changed: sorts every file anew. */
  sort(): void;
}

export class Indexer {
  readonly #options: IndexerOptions;

  constructor(options: IndexerOptions) {
    this.#options = options;
  }

  /** Lists and reads these folders. `report`: files read so far, and all of them. */
  async index(folders: readonly Folder[], report: (done: number, all: number) => void): Promise<void> {
    for (const folder of folders) folder.config = await this.#readConfig(folder);
    const listings = await Promise.all(folders.map((folder) => this.#list(folder)));
    const listed = listings.flat();
    for (const folder of folders) await this.#readMarkers(folder, listed);
    this.#options.sort();
    const wanted = new Set(listed.filter((uri) => isManifest(pathOf(uri))));
    this.#drop((uri) => folders.some((folder) => isBelow(uri, folder.uri)) && !wanted.has(uri));
    await this.#load([...wanted], report);
  }

  /** Forgets what stands in none of the folders any more. */
  dropOutside(): void {
    this.#drop((uri) => this.#options.folders.folderOf(uri) === undefined);
  }

  /** Reads files again that were created, changed or closed. */
  async refresh(uris: readonly string[]): Promise<void> {
    const { folders } = this.#options;
    const included = uris.filter((uri) => folders.verdict(uri) === 'included');
    const excluded = new Set(uris);
    for (const uri of included) excluded.delete(uri);
    this.#drop((uri) => excluded.has(uri));
    const markers = included.filter((uri) => isWorldMarker(pathOf(uri)));
    for (const uri of markers) await this.#refreshMarker(uri);
    if (markers.length > 0) this.#options.sort();
    await this.#load(
      included.filter((uri) => isManifest(pathOf(uri))),
      () => {},
    );
  }

  /** Forgets a file, or everything below a folder. */
  remove(uri: string): void {
    const { folders } = this.#options;
    folders.folderOf(uri)?.setMarker(uri, undefined);
    if (isWorldMarker(pathOf(uri))) this.#options.sort();
    this.#drop((known) => known === uri || isBelow(known, uri));
  }

  #readConfig(folder: Folder): Promise<FolderConfig> {
    return readFolderConfig(folder, async (uri) => {
      const read = await this.#sourceOf(uri)
        ?.read([uri], MAX_FILE_BYTES + 1)
        .catch((error: unknown) => [{ problem: String(error) }]);
      return read?.[0];
    });
  }

  async #list(folder: Folder): Promise<readonly string[]> {
    const { log } = this.#options;
    const source = this.#sourceOf(folder.uri);
    if (source === undefined) return [];
    const filter = folder.newFilter();
    try {
      const uris = await source.list(folder.uri, filter);
      folder.filter = filter;
      // A folder inside this one is a workspace folder of its own.
      return uris.filter((uri) => this.#options.folders.folderOf(uri) === folder);
    } catch (error) {
      log.warn(`Cannot list ${folder.uri}: ${error}`);
      return [];
    }
  }

  async #readMarkers(folder: Folder, listed: readonly string[]): Promise<void> {
    folder.clearMarkers();
    const markers = listed.filter((uri) => isBelow(uri, folder.uri) && isWorldMarker(pathOf(uri)));
    const texts = await this.#read(markers);
    for (const [index, uri] of markers.entries()) {
      const read = texts[index];
      if (read !== undefined) folder.setMarker(uri, plainText(read));
    }
  }

  async #refreshMarker(uri: string): Promise<void> {
    const [read] = await this.#read([uri]);
    const text = read === undefined || 'problem' in read ? undefined : plainText(read);
    this.#options.folders.folderOf(uri)?.setMarker(uri, text);
  }

  /** Reads in batches and puts them in piece by piece, so that the server answers in between. */
  async #load(uris: readonly string[], report: (done: number, all: number) => void): Promise<void> {
    const { runtime, apply, isOpen } = this.#options;
    for (let at = 0; at < uris.length; at += READ_AT_ONCE) {
      report(at, uris.length);
      const batch = uris.slice(at, at + READ_AT_ONCE).filter((uri) => !isOpen(uri));
      const texts = await this.#read(batch);
      let deadline = runtime.now() + SLICE_MS;
      for (const [index, uri] of batch.entries()) {
        const read = texts[index];
        // It may have been opened while it was read.
        if (read === undefined || isOpen(uri)) continue;
        apply([changeOf(uri, read)]);
        if (runtime.now() < deadline) continue;
        await runtime.giveWay();
        deadline = runtime.now() + SLICE_MS;
      }
    }
  }

  async #read(uris: readonly string[]): Promise<readonly FileBytes[]> {
    const [first] = uris;
    const source = first === undefined ? undefined : this.#sourceOf(first);
    if (source === undefined) return [];
    const reads = await source.read(uris, MAX_FILE_BYTES + 1);
    for (const [index, read] of reads.entries()) {
      if ('problem' in read) this.#options.log.warn(`Cannot read ${uris[index]}: ${read.problem}`);
    }
    return reads;
  }

  #drop(isGone: (uri: string) => boolean): void {
    const { knownUris, isOpen, apply } = this.#options;
    const gone = knownUris().filter((uri) => isGone(uri) && !isOpen(uri));
    if (gone.length > 0) apply(gone.map((uri) => ({ uri, text: undefined })));
  }

  #sourceOf(uri: string): FileSource | undefined {
    return this.#options.sources.find((source) => source.canRead(uri));
  }
}

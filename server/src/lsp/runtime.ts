/** What differs between hosts: how files are read, and time. Everything else of the server is the same everywhere. */
import type { FolderFilter } from './folders/folder-filter.ts';

export type FileBytes =
  /** At most `maxBytes` of the file, and the size of the whole. */
  { readonly bytes: Uint8Array; readonly size: number } | { readonly problem: string };

/** URIs are canonical (`canonicalUri`). */
export interface FileSource {
  canRead(uri: string): boolean;
  /**
   * Manifests and world markers below a folder that pass the filter. Tells the filter about every `.gitignore` on the
   * way, before it judges what stands below.
   */
  list(folder: string, filter: FolderFilter): Promise<readonly string[]>;
  /** One answer for each URI, in their order. */
  read(uris: readonly string[], maxBytes: number): Promise<readonly FileBytes[]>;
}

export interface Runtime {
  /** Reads what the process itself can read; absent in a web worker. */
  readonly files: FileSource | undefined;
  readonly version: string;
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Milliseconds since 1970. */
  date(): number;
  /** Calls back once after `milliseconds`; the returned function calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Resolves when waiting messages have had their turn. */
  giveWay(): Promise<void>;
}

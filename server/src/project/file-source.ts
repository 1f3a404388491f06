/** Where files come from: the machine, the editor, memory. URIs are canonical (`canonicalUri`). */

/** `problem` completes the sentence "Cannot read …: ". */
export type FileBytes =
  /** The beginning of the file, up to the wanted number of bytes, and the size of the whole. */
  { readonly bytes: Uint8Array; readonly size: number } | { readonly problem: string };

export interface FolderEntry {
  readonly name: string;
  /** A link to a file is a file. Links to folders are not listed, so that there are no loops; devices neither. */
  readonly kind: 'file' | 'folder';
}

export type FileKind = 'file' | 'folder' | 'pipe' | 'other';

/** A tree of folders as it is now. */
export interface FileTree {
  /** Rejects with what completes the sentence "Cannot read …: ". */
  entries(folder: string): Promise<readonly FolderEntry[]>;
}

export interface FileSource {
  /** Folders above those that a person opened can be asked for. */
  readonly looksAbove: boolean;
  /** Folders that a walk visits at most; absent: as many as any repository has. */
  readonly mostFolders?: number;
  canRead(uri: string): boolean;
  kindOf(uri: string): Promise<FileKind | { readonly problem: string }>;
  tree(root: string): Promise<FileTree>;
  /** One answer for each URI, in their order. Nothing but files is read, and pipes that a person has named. */
  read(uris: readonly string[], maxBytes: number): Promise<readonly FileBytes[]>;
}

/** `new TextDecoder('utf-8', …)` of the host: drops a byte order mark. */
export interface Utf8Decoder {
  decode(bytes: Uint8Array): string;
}

/** `strict` throws on bytes that are not UTF-8. */
export interface Decoders {
  readonly strict: Utf8Decoder;
  readonly tolerant: Utf8Decoder;
}

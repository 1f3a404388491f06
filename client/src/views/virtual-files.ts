/**
 * Pages under an address of their own, as read-only files: an editor that restores one asks for the file system, which
 * wakes the extension (`onFileSystem` in the manifest). A provider of contents would be asked too early.
 */
import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
  workspace,
} from 'vscode';

export interface VirtualFiles extends Disposable {
  /** Whoever shows the page reads it anew. */
  changed(page: Uri): void;
}

/** `read` rejects for what is not there. */
export function serveVirtualFiles(scheme: string, read: (page: Uri) => Promise<Uint8Array>): VirtualFiles {
  const didChange = new EventEmitter<FileChangeEvent[]>();
  let version = Date.now();
  const refuse = (page: Uri) => {
    throw FileSystemError.NoPermissions(page);
  };
  const provider: FileSystemProvider = {
    onDidChangeFile: didChange.event,
    watch: () => new Disposable(() => {}),
    stat: async (page) => {
      const { length } = await read(page);
      return { type: FileType.File, ctime: 0, mtime: version, size: length };
    },
    readFile: read,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  const registered = workspace.registerFileSystemProvider(scheme, provider, { isReadonly: true });
  return {
    changed: (uri) => {
      version += 1;
      didChange.fire([{ type: FileChangeType.Changed, uri }]);
    },
    dispose: () => Disposable.from(didChange, registered).dispose(),
  };
}

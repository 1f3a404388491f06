/** How files were: in the last commit where the built-in Git extension is active, else as they are saved. */
import { type Event, extensions, Uri, workspace } from 'vscode';
import { needsServer } from '../when-needed.ts';

export interface EarlierFile {
  readonly uri: string;
  /** `null`: it was not there. */
  readonly text: string | null;
}

export interface Earlier {
  readonly kind: 'commit' | 'saved';
  /** Short id of the commit; empty for saved files. */
  readonly commit: string;
  /** Only those that are others now. */
  readonly files: readonly EarlierFile[];
}

/** What is used of the Git extension's API, version 1. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { getRepository(uri: Uri): Repository | null };
}

interface Change {
  readonly uri: Uri;
  readonly originalUri: Uri;
}

export interface Repository {
  readonly rootUri: Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined;
    readonly workingTreeChanges: readonly Change[];
    readonly indexChanges: readonly Change[];
    readonly untrackedChanges?: readonly Change[];
    readonly onDidChange: Event<void>;
  };
  show(ref: string, path: string): Promise<string>;
}

const OURS = /\.(ya?ml|json|tpl)$/i;
/** More changed files are not compared. */
const MOST_FILES = 500;

export function repositoryOf(uri: string): Repository | undefined {
  const git = extensions.getExtension<GitExtension>('vscode.git');
  if (git?.isActive !== true || !git.exports.enabled) return undefined;
  const repository = git.exports.getAPI(1).getRepository(Uri.parse(uri, true));
  return repository?.state.HEAD?.commit === undefined ? undefined : repository;
}

export async function earlierFiles(uri: string): Promise<Earlier> {
  const repository = repositoryOf(uri);
  return repository === undefined ? savedFiles() : committedFiles(repository);
}

async function committedFiles(repository: Repository): Promise<Earlier> {
  const { HEAD, workingTreeChanges, indexChanges, untrackedChanges } = repository.state;
  const root = `${repository.rootUri.path}/`;
  const unsaved = workspace.textDocuments.filter((document) => document.isDirty).map(({ uri }) => uri);
  const changed = [...workingTreeChanges, ...indexChanges, ...(untrackedChanges ?? [])].flatMap(
    ({ uri, originalUri }) => [uri, originalUri],
  );
  const all = new Map([...changed, ...unsaved].map((each) => [each.toString(), each]));
  const wanted = [...all.values()].filter(({ path }) => OURS.test(path) && path.startsWith(root));
  const files = await Promise.all(
    wanted.slice(0, MOST_FILES).map(async (each): Promise<EarlierFile> => {
      // It refuses a path that the commit does not have.
      const text = await repository.show('HEAD', each.fsPath).catch(() => null);
      return { uri: each.toString(), text };
    }),
  );
  return { kind: 'commit', commit: (HEAD?.commit ?? '').slice(0, 7), files };
}

async function savedFiles(): Promise<Earlier> {
  const unsaved = workspace.textDocuments.filter((document) => document.isDirty && needsServer(document));
  const files = await Promise.all(
    unsaved.map(async ({ uri }): Promise<EarlierFile> => {
      const text = await workspace.fs.readFile(uri).then(
        (bytes) => new TextDecoder().decode(bytes),
        () => null,
      );
      return { uri: uri.toString(), text };
    }),
  );
  return { kind: 'saved', commit: '', files };
}

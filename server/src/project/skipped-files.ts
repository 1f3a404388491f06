/** Which manifests a project leaves out, and why: told where nothing is left to judge. */
import { isBelow, pathOf } from '../base/canonical-uri.ts';
import { FileFilter, isManifest, type Verdict } from './file-filter.ts';
import type { Decoders, FileSource } from './file-source.ts';
import type { Project } from './project.ts';
import { VERSION_CONTROL_FOLDERS } from './vendored-folders.ts';
import { walk } from './walk.ts';

/** A dependency folder may have any number of them; what is told of is counted no further. */
const MOST_FOLDERS = 5_000;

export interface SkippedFiles {
  readonly byReason: ReadonlyMap<Exclude<Verdict, 'included'>, number>;
  /** Paths of generated and vendored folders, with the number of files in them; most files first. */
  readonly folders: readonly (readonly [path: string, count: number])[];
  /** There are more folders than were looked into. */
  readonly isCut: boolean;
}

export async function skippedFiles(
  project: Project,
  options: { readonly sources: readonly FileSource[]; readonly decoders: Decoders },
): Promise<SkippedFiles> {
  const byReason = new Map<Exclude<Verdict, 'included'>, number>();
  const folders = new Map<string, number>();
  let isCut = false;
  for (const { uri: root, kind } of project.roots) {
    const source = options.sources.find((each) => each.canRead(root));
    if (kind !== 'folder' || source === undefined) continue;
    const filter = new EveryFile({ root: pathOf(root), exclude: [], ignore: [] });
    const found = await walk(root, { source, decoders: options.decoders, filter, most: MOST_FOLDERS });
    isCut ||= found.problems.some(({ kind: problem }) => problem === 'limit');
    for (const uri of found.uris.filter((each) => isManifest(pathOf(each)) && isBelow(each, root))) {
      const verdict = project.verdict(uri) ?? 'ignored';
      if (verdict === 'included') continue;
      byReason.set(verdict, (byReason.get(verdict) ?? 0) + 1);
      const folder = verdict === 'vendored' ? folderOf(pathOf(uri), project.skippedFolders) : undefined;
      if (folder !== undefined) folders.set(folder, (folders.get(folder) ?? 0) + 1);
    }
  }
  return { byReason, folders: [...folders].sort(([, a], [, b]) => b - a), isCut };
}

/** Leaves nothing out but what version control keeps for itself. */
class EveryFile extends FileFilter {
  override judgeFolder(path: string): Verdict {
    return VERSION_CONTROL_FOLDERS.has(path.slice(path.lastIndexOf('/') + 1)) ? 'vendored' : 'included';
  }

  override judgeEntry(): Verdict {
    return 'included';
  }
}

function folderOf(path: string, skipped: ReadonlySet<string>): string | undefined {
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    if (skipped.has(path.slice(0, at))) return path.slice(0, at);
  }
  return undefined;
}

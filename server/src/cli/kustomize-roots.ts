/** Folders named on the command line that are kustomizations: each is judged as what it is built to. */
import { fileURLToPath } from 'node:url';
import { joinUri, resolveUri } from '../base/canonical-uri.ts';
import { KUSTOMIZATION_NAMES } from '../kustomize/read-kustomization.ts';
import { isRead } from '../project/file-filter.ts';
import type { Project } from '../project/project.ts';
import { buildRoot, type KustomizeRoot, kustomizeRendering } from '../workspace/kustomize-rendering.ts';
import type { FileChange } from '../workspace/workspace.ts';
import type { Rendering } from '../workspace/workspace-configuration.ts';
import { DiskSource } from './disk-source.ts';

export interface KustomizeRoots {
  readonly renderings: readonly Rendering[];
  /** Files of builds that no folder of the project lists. */
  readonly changes: readonly FileChange[];
  /** Files that count as parts of builds, not as they are. */
  isPart(uri: string): boolean;
}

/** @param known files that are read already */
export function kustomizeRoots(project: Project, known: ReadonlySet<string>): KustomizeRoots {
  const source = new DiskSource();
  const readText = (uri: string) => source.read(fileURLToPath(uri));
  const isFolder = (uri: string) => source.isFolder(fileURLToPath(uri));
  const renderings: Rendering[] = [];
  const parts = new Set<string>();
  const changes: FileChange[] = [];
  for (const { uri: folder, kind } of project.roots) {
    const isRoot =
      kind === 'folder' && KUSTOMIZATION_NAMES.some((name) => readText(joinUri(folder, name)) !== undefined);
    if (!isRoot) continue;
    const build = buildRoot({ folder, readText, isFolder }, () => undefined);
    const home = project.worldOf(joinUri(folder, KUSTOMIZATION_NAMES[0] ?? ''));
    const isWhole = build.unresolved.length === 0 && build.errors.length === 0;
    const root: KustomizeRoot = {
      id: JSON.stringify(['kustomize', folder]),
      folder,
      readText,
      isFolder,
      world: {
        id: JSON.stringify([project.uri, 'kustomize', folder]),
        name: home.name,
        // What could not be built may hold anything.
        config: isWhole ? home.config : { ...home.config, completeness: 'partial' },
      },
    };
    renderings.push(kustomizeRendering(root));
    for (const path of build.files) addPart(resolveUri(folder, path));
  }

  function addPart(uri: string): void {
    if (parts.has(uri)) return;
    parts.add(uri);
    const text = isRead(uri) && !known.has(uri) ? readText(uri) : undefined;
    if (text !== undefined) changes.push({ uri, text });
  }

  return { renderings, changes, isPart: (uri) => parts.has(uri) };
}

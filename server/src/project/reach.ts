/** How far builds reach beyond the files that were listed: no further than a repository. */
import { isBelow, joinUri, parentUri } from '../base/canonical-uri.ts';
import type { FileSource } from './file-source.ts';
import type { Project } from './project.ts';

/** Says of a file whether builds of the project may ask for it. */
export async function reachOf(project: Project, source: FileSource): Promise<(uri: string) => boolean> {
  const elsewhere = project.roots
    .filter(({ uri }) => source.canRead(uri) && !isBelow(uri, project.uri))
    .map(({ uri, kind }) => (kind === 'folder' ? uri : (parentUri(uri) ?? uri)));
  const folders = [...new Set([project.uri, ...elsewhere])];
  const repositories = await Promise.all(folders.map((uri) => repositoryOf(uri, source)));
  const bounds = [...new Set(repositories)];
  return (uri) => bounds.some((repository) => repository === undefined || isBelow(uri, repository));
}

async function repositoryOf(uri: string, source: FileSource): Promise<string | undefined> {
  if (!source.looksAbove) return uri;
  for (let at: string | undefined = uri; at !== undefined; at = parentUri(at)) {
    const kind = await source.kindOf(joinUri(at, '.git'));
    if (kind === 'file' || kind === 'folder') return at;
  }
  return undefined;
}

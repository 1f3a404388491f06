/** Paths of files inside a build: `/` between folders, relative or absolute as the file source has them. */

/** The path without `.` and `..`; `''` is the source's own root. Leading `..` that lead out of it are kept. */
export function normalPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute) parts.push('..');
  }
  return (isAbsolute ? '/' : '') + parts.join('/');
}

export function joinPath(folder: string, path: string): string {
  return normalPath(folder === '' ? path : `${folder}/${path}`);
}

/** The folder that a file lies in. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : file.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True for the folder itself and all below it. */
export function isInFolder(path: string, folder: string): boolean {
  if (path === folder) return true;
  if (folder === '') return !path.startsWith('../') && path !== '..' && !path.startsWith('/');
  return path.startsWith(folder === '/' ? folder : `${folder}/`);
}

/** The path of a file as seen from a folder. */
export function relativePath(folder: string, path: string): string {
  const from = folder.split('/').filter((part) => part !== '');
  const to = path.split('/').filter((part) => part !== '');
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}

/** Paths as reports write them. */
import { relative, sep } from 'node:path';

/** Relative to the working folder, with `/`. */
export function displayPath(path: string, workingFolder: string): string {
  const shown = relative(workingFolder, path);
  return (shown === '' ? '.' : shown).split(sep).join('/');
}

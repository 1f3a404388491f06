import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const EXTENSIONS = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];

/**
 * The first of these programs on PATH, as an absolute path.
 * @param {readonly string[]} names
 * @param {string} [path] default: this process's PATH
 * @returns {string | undefined}
 */
export function findProgram(names, path = process.env['PATH'] ?? '') {
  for (const name of names) {
    for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
      for (const extension of EXTENSIONS) {
        const file = join(folder, name + extension);
        if (isExecutable(file)) return file;
      }
    }
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

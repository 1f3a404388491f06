/** The generators of files that are checked in: the npm scripts `gen:*`, in the order of package.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const COMMAND = /^node scripts\/run\.mjs (\S+)$/;

/**
 * @typedef {object} Generator
 * @property {string} name e.g. `gen:schemas`
 * @property {string} file from the checkout; takes `--check`: write nothing, fail when a file is out of step
 */

/** @returns {readonly Generator[]} */
export function generators() {
  const { scripts = {} } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return Object.entries(scripts)
    .filter(([name]) => name.startsWith('gen:'))
    .map(([name, command]) => {
      const file = COMMAND.exec(String(command))?.[1];
      if (file === undefined) throw new Error(`package.json: "${name}" must be "node scripts/run.mjs FILE"`);
      return { name, file };
    });
}

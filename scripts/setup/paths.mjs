/** Where the checkout keeps things. All of `.cache` and `out` is ignored by git and may be deleted at any time. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const CACHE = join(ROOT, '.cache');
export const NODE24_HOME = join(CACHE, 'node24');
export const CODE_SERVER_HOME = join(CACHE, 'vscode-real');
export const SAMPLE = join(ROOT, 'samples', 'shop');
export const CLI = join(ROOT, 'dist', 'cli.js');

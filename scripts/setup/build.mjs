/** The production build, made only when a source is newer than it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { step } from './progress.mjs';

const STAMP = join(ROOT, 'out', 'build-stamp.json');
const SOURCES = ['client', 'server', 'schemas', 'package.json', 'package-lock.json', 'esbuild.mjs'];
const NOT_BUNDLED = /\.(test\.ts|fixture\.yaml|tsbuildinfo)$/;

/**
 * @param {'production' | 'development'} mode
 * @param {number} newest `newestSource()` from before the build: what changed meanwhile counts as newer
 */
export function recordBuild(mode, newest) {
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ mode, newest }));
}

/** Forgets the last build, so that one that fails half-way does not pass for it. */
export function forgetBuild() {
  if (existsSync(STAMP)) writeFileSync(STAMP, '{}');
}

/** Builds the bundles below `dist` when they are missing or older than a source. */
export async function ensureBuild() {
  if (isCurrent()) return;
  await step('Building (esbuild)', process.execPath, ['esbuild.mjs', '--production'], {
    wayOut: 'A fresh clone builds; `git status` shows what is different here.',
  });
}

function isCurrent() {
  if (!existsSync(STAMP) || !existsSync(join(ROOT, 'dist'))) return false;
  const { mode, newest } = JSON.parse(readFileSync(STAMP, 'utf8'));
  return mode === 'production' && newest === newestSource();
}

/** The newest modification time below the sources; folders count too, so that a deleted file is noticed. */
export function newestSource() {
  return Math.max(...SOURCES.map((name) => newestBelow(join(ROOT, name))));
}

/**
 * @param {string} path
 * @returns {number}
 */
function newestBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path)
    .filter((name) => !NOT_BUNDLED.test(name))
    .map((name) => newestBelow(join(path, name)));
  return Math.max(stat.mtimeMs, ...inside);
}

/** The built server: that of the last build when no source is newer, else a bundle of its own. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { newestSource } from '../../scripts/setup/build.mjs';
import { ROOT } from '../../scripts/setup/paths.mjs';

const BUILT = join(ROOT, 'dist', 'server', 'node.cjs');
const STAMP = join(ROOT, 'out', 'build-stamp.json');

let bundle: Promise<string> | undefined;

/** Path of a module that serves on standard input and output. */
export function serverBundle(): Promise<string> {
  bundle ??= isCurrent() ? Promise.resolve(BUILT) : buildOwn();
  return bundle;
}

function isCurrent(): boolean {
  if (!existsSync(BUILT) || !existsSync(STAMP)) return false;
  const { newest } = JSON.parse(readFileSync(STAMP, 'utf8')) as { readonly newest?: number };
  return newest === newestSource();
}

async function buildOwn(): Promise<string> {
  const folder = join(ROOT, 'out', 'protocol');
  mkdirSync(folder, { recursive: true });
  // Test files run in processes of their own, at the same time.
  const outfile = join(folder, `server-${process.pid}.cjs`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['server/src/main/node.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    define: { 'process.env.MESHWRIGHT_VERSION': '"0.0.0-test"' },
  });
  return outfile;
}

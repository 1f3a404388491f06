/** The built server: that of the last build when no source is newer, else a bundle of its own. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { newestSource } from '../../scripts/setup/build.mjs';
import { ROOT } from '../../scripts/setup/paths.mjs';

const STAMP = join(ROOT, 'out', 'build-stamp.json');

const BUNDLES = {
  node: { built: 'node.cjs', options: { platform: 'node', target: 'node20', format: 'cjs' } },
  browser: { built: 'browser.js', options: { platform: 'browser', target: 'es2022', format: 'iife' } },
} as const;

type Host = keyof typeof BUNDLES;

const bundles = new Map<Host, Promise<string>>();

/** Path of the server for a process, or for a web worker. */
export function serverBundle(host: Host = 'node'): Promise<string> {
  let bundle = bundles.get(host);
  if (bundle === undefined) {
    const built = join(ROOT, 'dist', 'server', BUNDLES[host].built);
    bundle = isCurrent(built) ? Promise.resolve(built) : buildOwn(host);
    bundles.set(host, bundle);
  }
  return bundle;
}

function isCurrent(built: string): boolean {
  if (!existsSync(built) || !existsSync(STAMP)) return false;
  const { newest } = JSON.parse(readFileSync(STAMP, 'utf8')) as { readonly newest?: number };
  return newest === newestSource();
}

async function buildOwn(host: Host): Promise<string> {
  const folder = join(ROOT, 'out', 'protocol');
  mkdirSync(folder, { recursive: true });
  const { built, options } = BUNDLES[host];
  // Test files run in processes of their own, at the same time.
  const outfile = join(folder, `${process.pid}-${built}`);
  await build({
    ...options,
    absWorkingDir: ROOT,
    entryPoints: [`server/src/main/${host}.ts`],
    outfile,
    bundle: true,
    define: { 'process.env.MESHWRIGHT_VERSION': '"0.0.0-test"' },
  });
  process.once('exit', () => rmSync(outfile, { force: true }));
  return outfile;
}

/** The built server: that of the last build when no source is newer, else a bundle of its own. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { newestSource } from '../../scripts/setup/build.mjs';
import { ROOT } from '../../scripts/setup/paths.mjs';

const STAMP = join(ROOT, 'out', 'build-stamp.json');

/** The language server's packages are CommonJS. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const BUNDLES = {
  // The command line: `lsp` is its first argument.
  node: {
    built: 'cli.js',
    entry: 'cli',
    options: { platform: 'node', target: 'node20', format: 'esm', banner: { js: REQUIRE } },
  },
  browser: {
    built: 'server/browser.js',
    entry: 'browser',
    options: { platform: 'browser', target: 'es2022', format: 'iife' },
  },
} as const;

type Host = keyof typeof BUNDLES;

const bundles = new Map<Host, Promise<string>>();

/** Path of the server for a process (`lsp` is its first argument), or for a web worker. */
export function serverBundle(host: Host = 'node'): Promise<string> {
  let bundle = bundles.get(host);
  if (bundle === undefined) {
    const built = join(ROOT, 'dist', BUNDLES[host].built);
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
  const { entry, options } = BUNDLES[host];
  // Test files run in processes of their own, at the same time.
  const outfile = join(folder, `${process.pid}-${entry}.js`);
  await build({
    ...options,
    absWorkingDir: ROOT,
    entryPoints: [`server/src/main/${entry}.ts`],
    outfile,
    bundle: true,
    define: { 'process.env.MESHWRIGHT_VERSION': '"0.0.0-test"' },
  });
  process.once('exit', () => rmSync(outfile, { force: true }));
  return outfile;
}

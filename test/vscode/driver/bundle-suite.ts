/** Bundles the suite: one program that both extension hosts can load. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../../../scripts/setup/paths.mjs';

const SUITE = join(ROOT, 'test', 'vscode', 'suite');
const OUT = join(ROOT, 'out', 'vscode-suite');

/**
 * Builds `suite/*.test.ts` with the browser build of mocha, which runs in Node and in a web worker alike.
 * @returns the module whose `run()` the extension host calls
 */
export async function bundleSuite(): Promise<string> {
  const files = readdirSync(SUITE).filter((file) => file.endsWith('.test.ts'));
  const outfile = join(OUT, 'suite.cjs');
  await build({
    stdin: {
      // Mocha's functions are global from `run-mocha`'s import on: the tests come after it.
      contents: `export { run } from './run-mocha.ts';\n${files
        .sort()
        .map((file) => `import './${file}';`)
        .join('\n')}`,
      resolveDir: SUITE,
      loader: 'ts',
    },

    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2022',
    define: { global: 'globalThis' },
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

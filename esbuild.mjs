/**
 * Builds the bundles below `dist`: `node esbuild.mjs [--production | --watch]`.
 * Development builds carry source maps; production builds are minified.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, context } from 'esbuild';
import { forgetBuild, newestSource, recordBuild } from './scripts/setup/build.mjs';
import { ROOT } from './scripts/setup/paths.mjs';

const isProduction = process.argv.includes('--production');
const isWatching = process.argv.includes('--watch');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/**
 * Large data parses faster from a string than from program text, and starts no sooner than it is imported.
 * @type {import('esbuild').Plugin}
 */
const dataAsString = {
  name: 'data-as-string',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]schemas[\\/][^\\/]+\.json$/ }, async ({ path }) => {
      const data = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(data)});`, loader: 'js' };
    });
  },
};

/**
 * Entries stay small: what they import late is a bundle of its own, loaded when it is needed.
 * @param {Readonly<Record<string, string>>} bundles by name of the module, from the bundle that imports it
 * @returns {import('esbuild').Plugin}
 */
function lateBundles(bundles) {
  return {
    name: 'late-bundles',
    setup({ onResolve }) {
      for (const [name, path] of Object.entries(bundles)) {
        onResolve({ filter: new RegExp(`/${name}\\.ts$`) }, ({ kind }) =>
          kind === 'dynamic-import' ? { path, external: true } : undefined,
        );
      }
    },
  };
}

/**
 * Of `yaml` we use its parser. Node would be given the package's CommonJS, of which all is started; of its modules for
 * browsers, which are the same code, only what is used is left.
 * @type {import('esbuild').Plugin}
 */
const yamlInParts = {
  name: 'yaml-in-parts',
  setup({ onResolve }) {
    const folder = join(ROOT, 'node_modules', 'yaml', 'browser', 'dist');
    onResolve({ filter: /^yaml$/ }, () => ({ path: join(folder, 'index.js'), sideEffects: false }));
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) =>
      resolveDir.startsWith(folder) ? { path: join(resolveDir, path), sideEffects: false } : undefined,
    );
  },
};

/**
 * `commander` can run other programs, which none of our commands is: the module for it, which takes a while to start, is
 * loaded when somebody asks.
 * @type {import('esbuild').Plugin}
 */
const lateChildProcess = {
  name: 'late-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) =>
      importer.includes('commander') ? { path, namespace: 'late' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({
      contents: `module.exports = { get spawn() { return require('${path}').spawn; } };`,
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: isProduction,
  sourcemap: !isProduction,
  metafile: true,
  legalComments: 'none', // THIRD_PARTY_LICENSES.md carries them
  charset: 'utf8',
  logLevel: 'warning',
  define: { 'process.env.MESHWRIGHT_VERSION': JSON.stringify(manifest.version) },
  plugins: [dataAsString, yamlInParts],
};
/** @type {import('esbuild').BuildOptions} */
const node = { ...shared, platform: 'node', target: 'node20' };
/** @type {import('esbuild').BuildOptions} */
const web = {
  ...shared,
  platform: 'browser',
  target: 'es2022',
  define: { ...shared.define, global: 'globalThis' },
};

/** Pages of panels, by folder. */
const PAGES = join(ROOT, 'client', 'webview');
const pages = readdirSync(PAGES).filter((name) => existsSync(join(PAGES, name, 'page.tsx')));

/** @type {readonly import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...node,
    entryPoints: ['client/src/node.ts'],
    outfile: 'dist/client/node.cjs',
    format: 'cjs',
    external: ['vscode'],
    plugins: [lateBundles({ 'node-client': './node-client.cjs', 'panel-host': './panel-host.cjs' })],
    supported: { 'dynamic-import': false }, // `require`, through which the editor hands out `vscode`
  },
  {
    ...node,
    entryPoints: ['client/src/node-client.ts'],
    outfile: 'dist/client/node-client.cjs',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...node,
    entryPoints: ['client/src/panels/host/panel-host.ts'],
    outfile: 'dist/client/panel-host.cjs',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...web,
    entryPoints: ['client/src/browser.ts'],
    // By this suffix the web host of VS Code knows that it is no ES module (the package is one), which it refuses.
    outfile: 'dist/client/browser.cjs',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...web,
    entryPoints: Object.fromEntries(pages.map((name) => [name, `client/webview/${name}/page.tsx`])),
    outdir: 'dist/webview',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
  { ...web, entryPoints: ['server/src/main/browser.ts'], outfile: 'dist/server/browser.js', format: 'iife' },
  {
    ...node,
    entryPoints: ['server/src/main/cli-start.ts'],
    outfile: 'dist/cli.js',
    format: 'esm',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [lateBundles({ cli: './cli-main.js' })],
  },
  {
    ...node,
    // `lint`, the other commands and the server are loaded when they are asked for; what they share stands in files of its own.
    entryPoints: { 'cli-main': 'server/src/main/cli.ts' },
    outdir: 'dist',
    chunkNames: 'cli/[name]-[hash]',
    splitting: true,
    format: 'esm',
    charset: 'ascii', // a byte for each character, also in memory
    plugins: [dataAsString, yamlInParts, lateChildProcess],
    banner: {
      // The language server's packages are CommonJS and ask for Node's modules by `require`.
      js: [
        "import { createRequire as meshwrightCreateRequire } from 'node:module';",
        'const require = meshwrightCreateRequire(import.meta.url);',
      ].join('\n'),
    },
  },
];

/** @param {readonly import('esbuild').BuildResult[]} results */
function printSizes(results) {
  console.log(`${'bundle'.padEnd(30)}${'bytes'.padStart(11)}${'gzip'.padStart(11)}`);
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile?.outputs ?? {})) {
      if (file.endsWith('.map')) continue;
      const packed = gzipSync(readFileSync(join(ROOT, file))).length;
      console.log(file.padEnd(30) + String(bytes).padStart(11) + String(packed).padStart(11));
    }
  }
}

/**
 * Which files went into which bundle: what the list of third-party licences is made from.
 * @param {readonly import('esbuild').BuildResult[]} results
 */
function writeInputs(results) {
  const inputs = new Set();
  for (const { metafile } of results) {
    for (const path of Object.keys(metafile?.inputs ?? {})) inputs.add(relative(ROOT, join(ROOT, path)));
  }
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  writeFileSync(join(ROOT, 'out', 'bundle-inputs.json'), `${JSON.stringify([...inputs].sort(), null, 2)}\n`);
}

/**
 * Removes what an earlier build left. (Afterwards, so that a running server does not lose its files.)
 * @param {readonly import('esbuild').BuildResult[]} results
 */
function removeStrays(results) {
  const written = new Set(results.flatMap(({ metafile }) => Object.keys(metafile?.outputs ?? {})));
  for (const entry of readdirSync(join(ROOT, 'dist'), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !written.has(relative(ROOT, file).split(sep).join('/'))) rmSync(file);
  }
}

async function buildOnce() {
  const newest = newestSource();
  forgetBuild();
  const results = await Promise.all(bundles.map((options) => build(options)));
  removeStrays(results);
  chmodSync(join(ROOT, 'dist', 'cli.js'), 0o755);
  writeInputs(results);
  printSizes(results);
  recordBuild(isProduction ? 'production' : 'development', newest);
}

if (isWatching) {
  forgetBuild();
  const contexts = await Promise.all(bundles.map((options) => context({ ...options, logLevel: 'info' })));
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  await buildOnce().catch(() => {
    process.exitCode = 1; // esbuild has printed why
  });
}

/**
 * `npm run package [-- --out FILE]`: the package, with pictures on the extension's page that load without a network: they
 * are part of its README there. Made in a folder of its own, which holds nothing but what belongs into it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild, ensureDependencies, ensureToolNode, runMain } from './bootstrap.mjs';
import { CACHE, ROOT } from './setup/paths.mjs';
import { SetUpError } from './setup/set-up-error.mjs';

const STAGE = join(CACHE, 'package');

await runMain(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  await ensureDependencies();
  await ensureBuild();
  const node = await ensureToolNode();
  const vsce = join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');
  const listed = spawnSync(node, [vsce, 'ls', '--no-dependencies'], { cwd: ROOT, encoding: 'utf8' });
  if (listed.status !== 0) throw new SetUpError(listed.stderr);
  rmSync(STAGE, { recursive: true, force: true });
  for (const file of listed.stdout.split(/\r?\n/).filter((name) => name !== '')) {
    mkdirSync(dirname(join(STAGE, file)), { recursive: true });
    cpSync(join(ROOT, file), join(STAGE, file));
  }
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { name, version, repository } = manifest;
  // Everything is built already.
  writeFileSync(join(STAGE, 'package.json'), JSON.stringify({ ...manifest, scripts: {} }, undefined, 2));
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  writeFileSync(join(STAGE, 'README.md'), selfContained(readme, `${repository.url}/blob/HEAD`));
  const out = values.out === undefined ? join(ROOT, `${name}-${version}.vsix`) : resolve(values.out);
  const args = ['package', '--no-dependencies', '--no-rewrite-relative-links', '--out', out];
  return spawnSync(node, [vsce, ...args], { cwd: STAGE, stdio: 'inherit' }).status ?? 1;
});

/**
 * Pictures as data, links to files as addresses in the repository.
 * @param {string} markdown
 * @param {string} base
 */
function selfContained(markdown, base) {
  return markdown.replace(/(!?)\[([^\]]*)\]\(([^()\s]+)\)/g, (all, isImage, text, target) => {
    if (/^(?:https?:|#)/.test(target)) return all;
    if (isImage === '') return `[${text}](${base}/${target})`;
    return `![${text}](data:image/png;base64,${readFileSync(join(ROOT, target)).toString('base64')})`;
  });
}

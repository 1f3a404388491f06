/**
 * `npm run package [-- --out FILE]`: the package, with a README for the extension's page: VS Code and its marketplace show
 * pictures from `https:` addresses only (data in the text is taken out), so they are named in the repository. Made in a folder of its own, which holds nothing but what belongs into it. It is the same to
 * the byte whoever packages a commit: times in it are those of the commit, in UTC, and files are readable by all.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild, ensureDependencies, ensureToolNode, runMain } from './bootstrap.mjs';
import { CACHE, ROOT } from './setup/paths.mjs';

const STAGE = join(CACHE, 'package');
/** What may be in the package; everything else is left out. */
const ALLOWED = '.vscodeignore';

await runMain(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  await ensureDependencies();
  await ensureBuild();
  const node = await ensureToolNode();
  const vsce = join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  const allowed = readFileSync(join(ROOT, ALLOWED), 'utf8');
  for (const name of [ALLOWED, ...topNames(allowed)]) {
    if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(STAGE, name), { recursive: true });
  }
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { name, version, repository } = manifest;
  // Everything is built already.
  writeFileSync(join(STAGE, 'package.json'), JSON.stringify({ ...manifest, scripts: {} }, undefined, 2));
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  writeFileSync(join(STAGE, 'README.md'), inRepository(readme, repository.url));
  const out = values.out === undefined ? join(ROOT, `${name}-${version}.vsix`) : resolve(values.out);
  const args = ['package', '--no-dependencies', '--no-rewrite-relative-links', '--out', out];
  const env = { ...process.env, SOURCE_DATE_EPOCH: commitTime(), TZ: 'UTC' };
  const { status } = spawnSync(node, [vsce, ...args], { cwd: STAGE, env, stdio: 'inherit' });
  if (status === 0) writeFileSync(out, withPlainModes(readFileSync(out)));
  return status ?? 1;
});

/**
 * Files and folders of the checkout that something allowed may stand in: a walk over all of it takes long.
 * @param {string} allowed
 */
function topNames(allowed) {
  const lines = allowed.split(/\r?\n/).filter((line) => line.startsWith('!'));
  return new Set(
    lines.map((line) => line.slice(1).split('/')[0] ?? '').filter((name) => !name.includes('*')),
  );
}

/**
 * Pictures and links to files as addresses in the repository.
 * @param {string} markdown
 * @param {string} base
 */
function inRepository(markdown, base) {
  return markdown.replace(/(!?)\[([^\]]*)\]\(([^()\s]+)\)/g, (all, isImage, text, target) => {
    if (/^(?:https?:|#)/.test(target)) return all;
    return `${isImage}[${text}](${base}/${isImage === '' ? 'blob' : 'raw'}/HEAD/${target})`;
  });
}

/** Seconds; of a source archive without git, 1980, where the times of archives begin. */
function commitTime() {
  if (process.env['SOURCE_DATE_EPOCH'] !== undefined) return process.env['SOURCE_DATE_EPOCH'];
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return '315532800';
  }
}

/**
 * Modes depend on the `umask` of whoever checked the files out.
 * @param {Buffer} zip
 */
function withPlainModes(zip) {
  const entry = Buffer.from('PK\u0001\u0002', 'latin1');
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (!zip.subarray(at, at + 4).equals(entry)) throw new Error('the archive has an index of another form');
    const isExecutable = (zip.readUInt16LE(at + 40) & 0o100) !== 0;
    zip.writeUInt16LE(isExecutable ? 0o100755 : 0o100644, at + 40);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}

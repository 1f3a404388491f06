/** The `.vsix` that `npm run package` makes: complete, small, and nothing in it that was not meant to be. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listZip } from './list-zip.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT_BYTES = 3 * 1024 * 1024;
const FILES = [
  'package.json',
  'package.nls.json',
  'readme.md',
  'changelog.md',
  'LICENSE.txt',
  'NOTICE',
  'THIRD_PARTY_LICENSES.md',
];
const FOLDERS = /^(dist|docs|l10n|media|samples|schemas|snippets)\//;
const manifest: {
  main: string;
  browser: string;
  icon: string;
  version: string;
  bin: { meshwright: string };
} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

function makePackage(out: string, env: NodeJS.ProcessEnv = {}): void {
  execFileSync(process.execPath, [join(ROOT, 'scripts/package.mjs'), '--out', out], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('the package', () => {
  let folder = '';
  let vsix = '';
  let files: readonly string[] = [];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'meshwright-package-'));
    vsix = join(folder, 'meshwright.vsix');
    makePackage(vsix);
    files = listZip(readFileSync(vsix))
      .filter((name) => name.startsWith('extension/'))
      .map((name) => name.slice('extension/'.length));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is the same to the byte when it is made again', () => {
    const again = join(folder, 'again.vsix');
    const touched = join(ROOT, 'media', 'icon.png');
    const { atime, mtime, mode } = statSync(touched);
    try {
      utimesSync(touched, new Date(0), new Date(0));
      chmodSync(touched, 0o600);
      makePackage(again, { TZ: 'Asia/Kolkata' });
    } finally {
      utimesSync(touched, atime, mtime);
      chmodSync(touched, mode);
    }
    assert.ok(readFileSync(again).equals(readFileSync(vsix)));
  });

  it('is smaller than 3 MB', () => {
    assert.ok(statSync(vsix).size < LIMIT_BYTES, `${statSync(vsix).size} bytes`);
  });

  it('has a page whose pictures and links lead to the repository: editors show no others', () => {
    const page = readFileSync(join(ROOT, '.cache', 'package', 'README.md'), 'utf8');
    const pictures = [...page.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)].map(([, source = '']) => source);
    assert.ok(pictures.length > 0);
    const base = 'https://github.com/meshwright/meshwright/raw/HEAD/';
    for (const picture of pictures) {
      assert.ok(picture.startsWith(base) && existsSync(join(ROOT, picture.slice(base.length))), picture);
    }
    assert.doesNotMatch(page, /\]\((?!https:|#)/);
  });

  it('holds what the manifest names', () => {
    const named = [manifest.main, manifest.browser, manifest.icon, manifest.bin.meshwright];
    for (const path of named) {
      assert.ok(files.includes(path.replace('./', '')), `${path} is in the package`);
    }
  });

  it('holds both servers, the sample mesh, and who wrote what', () => {
    for (const path of ['dist/cli.js', 'dist/server/browser.js', 'LICENSE.txt', 'NOTICE']) {
      assert.ok(files.includes(path), path);
    }
    assert.ok(files.includes('THIRD_PARTY_LICENSES.md'));
    assert.ok(files.some((path) => path.startsWith('samples/shop/')));
  });

  it('holds nothing else', () => {
    assert.deepEqual(
      files.filter((path) => !FILES.includes(path) && !FOLDERS.test(path)),
      [],
    );
    assert.deepEqual(
      files.filter((path) => /node_modules|\.map$|\.ts$|(^|\/)\.|\.fixture\./.test(path)),
      [],
    );
  });

  it('has a command line that needs nothing beside it', () => {
    const runtime = process.env['MESHWRIGHT_RUNTIME_NODE'] ?? process.execPath;
    for (const name of ['cli.js', 'cli-main.js', 'cli']) {
      cpSync(join(ROOT, 'dist', name), join(folder, name), { recursive: true });
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const run = (command: string) =>
      execFileSync(runtime, [join(folder, 'cli.js'), command], { cwd: folder, encoding: 'utf8' });
    assert.equal(run('--version'), `${manifest.version}\n`);
    assert.match(run('rules'), /virtual-service\/host-not-found/);
  });
});

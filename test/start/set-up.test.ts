/** What set-up decides, apart from what it then runs. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { licensePage, packageFolders } from '../../scripts/licenses/generate.ts';
import { findProgram } from '../../scripts/setup/find-program.mjs';
import { headersOf, runsTypeScript } from '../../scripts/setup/node-runtime.mjs';
import { matchesLock } from '../../scripts/setup/npm.mjs';
import { ensureSystemPackages, nameMissing } from '../../scripts/setup/system-packages.mjs';

describe('which Node runs TypeScript files', () => {
  for (const [version, expected] of [
    ['18.20.0', false],
    ['20.20.2', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['23.5.0', false],
    ['23.6.0', true],
    ['24.0.0', true],
    ['26.1.0', true],
  ] as const) {
    it(`${version}: ${expected ? 'yes' : 'no'}`, () => {
      assert.equal(runsTypeScript(version), expected);
    });
  }

  it('knows the headers that come with a Node from npm, and that a bare binary has none', () => {
    const home = mkdtempSync(join(tmpdir(), 'meshwright-node-'));
    mkdirSync(join(home, 'bin'));
    writeFileSync(join(home, 'bin', 'node'), '');
    assert.equal(headersOf(join(home, 'bin', 'node')), undefined);
    mkdirSync(join(home, 'include', 'node'), { recursive: true });
    writeFileSync(join(home, 'include', 'node', 'node_version.h'), '');
    assert.equal(headersOf(join(home, 'bin', 'node')), home);
    rmSync(home, { recursive: true });
  });
});

describe('whether `npm ci` is due', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/yaml': { version: '2.9.1' },
      'node_modules/other-platform': { version: '1.0.0', optional: true },
    },
  };

  it('no: the same versions, without a package for another platform', () => {
    assert.equal(matchesLock(lock, { packages: { 'node_modules/yaml': { version: '2.9.1' } } }), true);
  });

  it('no: something more is installed', () => {
    const installed = {
      'node_modules/yaml': { version: '2.9.1' },
      'node_modules/extra': { version: '1.0.0' },
    };
    assert.equal(matchesLock(lock, { packages: installed }), true);
  });

  it('yes: another version', () => {
    assert.equal(matchesLock(lock, { packages: { 'node_modules/yaml': { version: '2.9.0' } } }), false);
  });

  it('yes: a package is missing, or the record of what is installed', () => {
    assert.equal(matchesLock(lock, { packages: {} }), false);
    assert.equal(matchesLock(lock, {}), false);
  });
});

describe('the lock file', () => {
  it('has every optional dependency, also those for other platforms, without which `npm ci` refuses it', () => {
    const file = new URL('../../package-lock.json', import.meta.url);
    const { packages }: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } =
      JSON.parse(readFileSync(file, 'utf8'));
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)));
    assert.deepEqual(missing, []);
  });
});

describe('findProgram', () => {
  const isPosix = process.platform !== 'win32';
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'meshwright bin-'));
    writeFileSync(join(folder, 'plain'), '');
    chmodSync(join(folder, 'plain'), 0o644);
    writeFileSync(join(folder, 'tool'), '');
    chmodSync(join(folder, 'tool'), 0o755);
    mkdirSync(join(folder, 'folder'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('finds an executable file, in a folder whose name has a blank', { skip: !isPosix }, () => {
    const path = ['/nowhere', folder].join(delimiter);
    assert.equal(findProgram(['tool'], path), join(folder, 'tool'));
    assert.equal(findProgram(['missing', 'tool'], path), join(folder, 'tool'));
  });

  it('takes neither a folder nor a file that is not executable', { skip: !isPosix }, () => {
    assert.equal(findProgram(['plain'], folder), undefined);
    assert.equal(findProgram(['folder'], folder), undefined);
  });
});

describe('system packages', () => {
  const present = { debian: 'present', elsewhere: 'Present', isPresent: () => true };

  it('says nothing when all are there', async () => {
    assert.equal(await ensureSystemPackages([present]), undefined);
  });

  it('names what is missing in the words of the system', () => {
    const browser = { debian: 'chromium', elsewhere: 'Chromium or Chrome', isPresent: () => false };
    const compiler = { debian: 'g++', elsewhere: 'a C++ compiler', isPresent: () => false };
    assert.equal(
      nameMissing([browser, compiler], true),
      'missing here: chromium, g++ (sudo apt-get install chromium g++)',
    );
    assert.equal(nameMissing([browser], false), 'missing here: Chromium or Chrome');
  });
});

describe('list of third-party licences', () => {
  it('finds the packages of bundled files, scoped and nested ones too', () => {
    const inputs = [
      'server/src/main/cli.ts',
      'node_modules/yaml/dist/index.js',
      'node_modules/yaml/dist/doc/Document.js',
      'node_modules/@scope/name/lib/a.js',
      'node_modules/outer/node_modules/inner/index.js',
    ];
    assert.deepEqual(packageFolders(inputs), [
      'node_modules/@scope/name',
      'node_modules/outer/node_modules/inner',
      'node_modules/yaml',
    ]);
  });

  it('lists a package once for each version, in order', () => {
    const one = { name: 'b', version: '1.0.0', license: 'MIT', text: 'Text of b' };
    const page = licensePage([one, one, { ...one, name: 'a' }]);
    assert.deepEqual(page.match(/^## .*$/gm), ['## a 1.0.0 (MIT)', '## b 1.0.0 (MIT)']);
    assert.ok(page.includes('Text of b'));
  });
});

/** Exit codes are the same in every format; not a fixture because they are about the program, not about a document. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { BAD, BROKEN, FOREIGN, GOOD, SERVICE } from './manifests.ts';
import { inFolder, runHere } from './run-cli.ts';

const formats = ['pretty', 'json', 'compact', 'github'];

describe('meshwright lint: nothing to analyze', () => {
  it('says what was left out, where and how much', () =>
    inFolder(
      {
        '.gitignore': 'made.yaml\n',
        'made.yaml': GOOD,
        'dist/a.yaml': GOOD,
        'x/node_modules/y/a.yaml': GOOD,
        'x/node_modules/b.json': '{}',
        'x/node_modules/c.txt': '',
        'off/a.yaml': GOOD,
        'meshwright.json': '{"ignore": ["off", "meshwright.json"]}',
      },
      async (folder) => {
        const run = await runHere(['lint'], folder);
        assert.equal(run.exitCode, 2);
        assert.equal(
          run.stderr,
          'meshwright: Nothing to analyze: 3 files in skipped folders: x/node_modules 2, dist 1; ' +
            '1 file that .gitignore leaves out; 2 files that "ignore" of meshwright.json leaves out\n',
        );
      },
    ));
});

describe('meshwright lint: exit code 0', () => {
  for (const format of formats) {
    it(`nothing found, --format ${format}`, () =>
      inFolder({ 'a.yaml': GOOD, 'b.yaml': SERVICE }, async (folder) => {
        const run = await runHere(['lint', '--format', format], folder);
        assert.equal(run.exitCode, 0, run.stdout);
        assert.equal(run.stderr, '');
      }));
  }

  it('findings below --fail-on, and --fail-on never', () =>
    inFolder({ 'a.yaml': GOOD }, async (folder) => {
      const hint = await runHere(['lint', '--format', 'json'], folder);
      assert.equal(hint.exitCode, 0);
      assert.match(hint.stdout, /"severity": "hint"/);
      const strict = await runHere(['lint', '--fail-on', 'hint'], folder);
      assert.equal(strict.exitCode, 1);
    }));

  it('an explicit file of others is judged, not refused', () =>
    inFolder({ 'compose.yaml': FOREIGN }, async (folder) => {
      assert.equal((await runHere(['lint', 'compose.yaml'], folder)).exitCode, 0);
    }));
});

describe('meshwright lint: exit code 1', () => {
  for (const format of formats) {
    it(`an error, --format ${format}`, () =>
      inFolder({ 'a.yaml': BAD, 'b.yaml': SERVICE }, async (folder) => {
        assert.equal((await runHere(['lint', '--format', format], folder)).exitCode, 1);
        assert.equal((await runHere(['lint', '--format', format, '--fail-on', 'never'], folder)).exitCode, 0);
      }));
  }

  it('what --min-severity does not show still counts', () =>
    inFolder({ 'a.yaml': GOOD }, async (folder) => {
      const run = await runHere(['lint', '--min-severity', 'error', '--fail-on', 'hint'], folder);
      assert.equal(run.exitCode, 1);
      assert.match(run.stdout, /^0 findings .*; 1 milder not shown\nOnly 0 of 1 references could be checked/);
    }));

  it('a file that is no YAML', () =>
    inFolder({ 'a.yaml': BROKEN }, async (folder) => {
      const run = await runHere(['lint', '--format', 'compact'], folder);
      assert.equal(run.exitCode, 1);
      assert.match(run.stdout, /^a\.yaml:\d+:\d+ error yaml\/syntax /);
    }));
});

const refusals: readonly (readonly [name: string, args: readonly string[], sentence: RegExp])[] = [
  ['an unknown command', ['lnt'], /unknown command 'lnt'/],
  ['an unknown option', ['lint', '--fromat', 'json'], /unknown option '--fromat'\n.*--format/],
  ['an unknown format', ['lint', '--format', 'xml'], /Allowed choices are pretty, json, compact/],
  ['an unknown severity', ['lint', '--fail-on', 'fatal'], /Allowed choices are error/],
  ['an unknown release', ['lint', '--istio-version', '1.3'], /Known releases: auto, 1\.22/],
  ['an unknown rule', ['lint', '--rule', 'schema/unknown-fild'], /did you mean "schema\/unknown-field"\?/],
  ['an unknown ignored rule', ['lint', '--ignore', 'a/b'], /There is no rule "a\/b"/],
  ['filters that leave nothing', ['lint', '--rule', 'yaml/*', '--ignore', 'yaml/*'], /No rule is left/],
  ['a cluster without a path', ['lint', '--cluster', 'east'], /Write NAME=PATH/],
  [
    'a name with line breaks and escapes',
    ['lint', 'a\n::error::x\u001b[31m'],
    /^meshwright: Cannot read "a\\n::error::x\\u001b\[31m": there is no such file or folder\n$/,
  ],
  ['an option with a line break', ['lint', '--x\n::error::y'], /\n {2}::error::y/],
  [
    'a path that is not there',
    ['lint', 'nix.yaml'],
    /Cannot read "nix\.yaml": there is no such file or folder/,
  ],
  ['a folder without YAML', ['lint', 'empty'], /Nothing to analyze: there is no YAML or JSON file/],
  ['a folder of others', ['lint', 'foreign'], /Nothing to analyze: no resource of Istio/],
  ['empty standard input', ['lint', '-'], /Nothing to analyze: standard input is empty/],
  ['a configuration file that is not there', ['lint', '--config', 'nix.json'], /Cannot read "nix\.json"/],
  ['an unknown configuration key', ['lint', '--config', 'bad.json'], /bad\.json:1:12: Unknown key "colour"/],
  [
    'an unknown rule in the configuration',
    ['lint', '--config', 'rule.json'],
    /rule\.json:1:24: There is no rule "a\/b"/,
  ],
  [
    'an unknown option of a rule',
    ['lint', '--config', 'option.json'],
    /option\.json:1:\d+: "options": "knwon" of rule "annotation\/unknown" is unknown/,
  ],
  ['an unknown preset', ['lint', '--preset', 'loud'], /Allowed choices are recommended, strict, all/],
  ['broken mesh config', ['lint', '--mesh-config', 'broken.txt'], /broken\.txt:\d+:\d+: not valid YAML/],
  ['mesh config that is a list', ['lint', '--mesh-config', 'list.txt'], /"list\.txt" holds no object/],
  ['an output that cannot be written', ['lint', '--output', 'nix/report'], /Cannot write "nix\/report"/],
  ['no command', [], /Usage: meshwright/],
];

describe('meshwright: exit code 2 with a sentence and no report', () => {
  const files = {
    'a.yaml': GOOD,
    'empty/readme.txt': '',
    'foreign/compose.yaml': FOREIGN,
    'bad.json': '{"colour": "red"}',
    'rule.json': '{"severities": {"a/b": "off"}}',
    'option.json': '{"options": {"annotation/unknown": {"knwon": []}}}',
    'broken.txt': 'a: [',
    'list.txt': '- a',
  };
  for (const [name, args, sentence] of refusals) {
    it(name, () =>
      inFolder(files, async (folder) => {
        const run = await runHere(args, folder);
        assert.equal(run.exitCode, 2);
        assert.match(run.stderr, sentence);
        assert.equal(run.stdout, '');
      }),
    );
  }

  it('a folder that may not be read', { skip: process.getuid?.() === 0 && 'root may read everything' }, () =>
    inFolder({ 'a.yaml': GOOD, 'secret/b.yaml': GOOD }, async (folder) => {
      chmodSync(join(folder, 'secret'), 0o000);
      const run = await runHere(['lint'], folder);
      chmodSync(join(folder, 'secret'), 0o700);
      assert.equal(run.exitCode, 2);
      assert.match(run.stderr, /permission denied/);
    }),
  );
});

describe('meshwright', () => {
  it('prints help and version with exit code 0', async () => {
    assert.match((await runHere(['--help'], '/')).stdout, /Exit codes:/);
    const help = (await runHere(['lint', '--help'], '/')).stdout;
    assert.match(help, /--fail-on/);
    assert.match(help, /text output counts lines and columns from 1, JSON from 0/);
    assert.deepEqual(await runHere(['--version'], '/'), { exitCode: 0, stdout: '1.2.3\n', stderr: '' });
  });
});

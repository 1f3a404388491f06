import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileFilter, isRead } from './file-filter.ts';

function filter(exclude: readonly string[] = [], ignore: readonly string[] = []): FileFilter {
  return new FileFilter({ root: '/mesh', exclude, ignore });
}

test('manifests and what decides about worlds are read', () => {
  for (const path of ['/a.yaml', '/a.YML', '/a.json', '/Chart.yaml', '/Kustomization'])
    assert.equal(isRead(path), true);
  for (const path of ['/a.txt', '/yaml', '/a.yaml.tmpl', '/.gitignore']) assert.equal(isRead(path), false);
});

test('generated and vendored folders are skipped and counted, version control is only skipped', () => {
  const rules = filter();
  assert.equal(rules.judge('/mesh/node_modules/a/b.yaml'), 'vendored');
  assert.equal(rules.judge('/mesh/x/dist/b.yaml'), 'vendored');
  assert.equal(rules.judge('/mesh/.git/b.yaml'), 'vendored');
  assert.equal(rules.judge('/mesh/dist.yaml'), 'included');
  assert.equal(rules.skippedFolders.size, 2);
});

test('the nearest .gitignore with an opinion decides', () => {
  const rules = filter();
  rules.addIgnoreFile('/mesh', '*.tmp.yaml\n/out\n');
  rules.addIgnoreFile('/mesh/keep', '!b.tmp.yaml\n');
  rules.addIgnoreFile('', 'elsewhere.yaml\n');
  assert.equal(rules.judge('/mesh/a.tmp.yaml'), 'ignored');
  assert.equal(rules.judge('/mesh/keep/b.tmp.yaml'), 'included');
  assert.equal(rules.judge('/mesh/out/a.yaml'), 'ignored');
  assert.equal(rules.judge('/mesh/keep/out/a.yaml'), 'included');
  assert.equal(rules.judge('/mesh/keep/elsewhere.yaml'), 'ignored', 'folders above the root count');
  assert.equal(rules.judge('/mesh/a.yaml'), 'included');
});

test('a root that is ignored from above is noticed', () => {
  const rules = filter();
  rules.addIgnoreFile('', 'mesh/\n');
  assert.equal(rules.isRootIgnored(), true);
  assert.equal(filter().isRootIgnored(), false);
});

test('globs of files.exclude mean one place unless they say otherwise; braces are choices', () => {
  const rules = filter(['**/tmp', 'generated', '**/*.{bak,old}.yaml']);
  assert.equal(rules.judge('/mesh/a/tmp/b.yaml'), 'ignored');
  assert.equal(rules.judge('/mesh/generated/b.yaml'), 'ignored');
  assert.equal(rules.judge('/mesh/a/generated/b.yaml'), 'included');
  assert.equal(rules.judge('/mesh/a/b.old.yaml'), 'ignored');
});

test('our own setting is a verdict of its own', () => {
  const rules = filter([], ['legacy/', '*.{a,b}.yaml']);
  assert.equal(rules.judge('/mesh/x/legacy/b.yaml'), 'setting');
  assert.equal(rules.judge('/mesh/x.b.yaml'), 'setting');
  assert.equal(rules.judge('/mesh/x.c.yaml'), 'included');
});

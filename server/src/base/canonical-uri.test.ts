import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { canonicalUri, fileUri, isBelow, joinUri, parentUri, pathFrom, pathOf } from './canonical-uri.ts';

test('every spelling of a file has one canonical form', () => {
  for (const spelling of [
    'file:///a/x@y (1).yaml',
    'file:///a/x%40y%20%281%29.yaml',
    'FILE:///a/x%40y%20(1).yaml',
  ]) {
    assert.equal(canonicalUri(spelling), 'file:///a/x%40y%20%281%29.yaml');
  }
  for (const spelling of ['file:///C:/a.yaml', 'file:///c%3A/a.yaml', 'file:///c%3a/a.yaml']) {
    assert.equal(canonicalUri(spelling), 'file:///c%3A/a.yaml');
  }
  assert.equal(canonicalUri('vscode-vfs://github/a/b c.yaml'), 'vscode-vfs://github/a/b%20c.yaml');
  assert.equal(canonicalUri('untitled:Untitled-1'), 'untitled:Untitled-1');
});

test('the canonical form stays as it is, whatever stands in it', () => {
  for (const path of ['/a b/é#1.yaml', '/100%.yaml', '/%41.yaml', '/😀/+&=.yaml']) {
    const uri = canonicalUri(pathToFileURL(path).href);
    assert.equal(canonicalUri(uri), uri);
    assert.equal(pathOf(uri), path);
  }
  for (const uri of ['', 'not a uri', 'file:///%E0%A4%A.yaml', 'file:///\ud800.yaml']) {
    assert.equal(canonicalUri(canonicalUri(uri)), canonicalUri(uri));
  }
});

test('folders hold what is below them and nothing else', () => {
  assert.equal(isBelow('file:///a/b.yaml', 'file:///a'), true);
  assert.equal(isBelow('file:///ab.yaml', 'file:///a'), false);
  assert.equal(isBelow('file:///a', 'file:///a'), false);
  assert.equal(joinUri('file:///a', 'b c/d@e'), 'file:///a/b%20c/d%40e');
});

test('paths of the machine become URIs, in the form of each system', () => {
  assert.equal(fileUri('/srv/my mesh/50%'), 'file:///srv/my%20mesh/50%25');
  assert.equal(fileUri('C:\\work\\my mesh'), 'file:///c%3A/work/my%20mesh');
  assert.equal(fileUri('\\\\Server\\share\\mesh'), 'file://server/share/mesh');
  assert.equal(fileUri('/odd\\name'), 'file:///odd%5Cname');
});

test('a path is written as people write it from a folder', () => {
  assert.equal(pathFrom('file:///a/b', 'file:///a/b'), '.');
  assert.equal(pathFrom('file:///a/b', 'file:///a/b/c%20d.yaml'), 'c d.yaml');
  assert.equal(pathFrom('file:///a/b', 'file:///a/c/d.yaml'), '../c/d.yaml');
  assert.equal(pathFrom('file:///c%3A/a', 'file:///d%3A/b'), '/d:/b');
});

test('the folder above ends at the root', () => {
  assert.equal(parentUri('file:///a/b'), 'file:///a');
  assert.equal(parentUri('file:///a'), 'file://');
  assert.equal(parentUri('file://'), undefined);
});

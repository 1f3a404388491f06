// Not fixtures: these judge what travels over the connection, from a process of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';
import { mesh, route, rule, SUBSET_RULE, TYPO } from './manifests.ts';

const FOREIGN = 'services:\n  web: { image: nginx }\n';

test('a pulled report names the rule, its page and the exact range', async (t) => {
  const folder = new TestFolder(t, { 'typo.yaml': TYPO });
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('typo.yaml');
  client.open(uri, TYPO);
  const diagnostics = await client.pull(uri);
  const found = diagnostics.find(({ code }) => code === 'schema/unknown-field');
  assert.ok(found, JSON.stringify(diagnostics));
  assert.deepEqual(found.range, { start: { line: 5, character: 2 }, end: { line: 5, character: 7 } });
  assert.equal(found.source, 'meshwright');
  assert.equal(found.severity, 1);
  assert.match(String(found.message), /"hostz".*"hosts"/);
  assert.equal(
    found.codeDescription?.href,
    'https://github.com/meshwright/meshwright/blob/main/docs/rules/schema/unknown-field.md',
  );
  assert.equal(client.publishedCounts.size, 0, 'diagnostics came in two ways');
  await client.stop();
});

test('incremental edits are followed, and other files with them', async (t) => {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { folders: [folder] });
  const [routeUri, ruleUri] = [folder.uriOf('route.yaml'), folder.uriOf('rule.yaml')];
  client.open(routeUri, route('v1'));
  client.open(ruleUri, rule('v1'));
  assert.deepEqual(await client.rules(routeUri), []);
  const place = { start: { line: 12, character: 20 }, end: { line: 12, character: 22 } };
  client.change(routeUri, { range: place, text: 'v9' });
  assert.deepEqual(await client.rules(routeUri), [SUBSET_RULE]);
  // Two changes in one message: each counts from the text after the one before.
  const caret = { line: 12, character: 21 };
  client.change(
    routeUri,
    { range: { start: caret, end: { line: 12, character: 22 } }, text: '' },
    { range: { start: caret, end: caret }, text: '1' },
  );
  assert.deepEqual(await client.rules(routeUri), []);
  const before = client.refreshes;
  client.change(ruleUri, { text: rule('v2') });
  await client.until('refresh', () => client.refreshes > before);
  assert.deepEqual(await client.rules(routeUri), [SUBSET_RULE]);
  await client.stop();
});

test('an unchanged report is said to be unchanged', async (t) => {
  const folder = new TestFolder(t, { 'typo.yaml': TYPO });
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('typo.yaml');
  client.open(uri, TYPO);
  const first = await client.pullReport(uri);
  assert.equal(first.kind, 'full');
  const second = await client.pullReport(uri, first.resultId);
  assert.deepEqual(second, { kind: 'unchanged', resultId: first.resultId });
  client.change(uri, { text: `${TYPO}\n` });
  assert.equal((await client.pullReport(uri, first.resultId)).kind, 'full');
  await client.stop();
});

test('the workspace report covers files that nobody opened', async (t) => {
  const folder = new TestFolder(t, { ...mesh(), 'route.yaml': route('v9'), 'compose.yaml': FOREIGN });
  const client = await LspClient.start(t, { folders: [folder] });
  const reports = await client.pullWorkspace();
  const found = reports.get(folder.uriOf('route.yaml'));
  assert.equal(found?.kind, 'full');
  assert.deepEqual(found.kind === 'full' && found.items.map(({ code }) => code), [SUBSET_RULE]);
  assert.equal(reports.has(folder.uriOf('compose.yaml')), false);
  const previous = [...reports].map(([uri, report]) => ({ uri, value: report.resultId ?? '' }));
  const again = await client.pullWorkspace(previous);
  assert.deepEqual(
    [...again.values()].map(({ kind }) => kind),
    previous.map(() => 'unchanged'),
  );
  await client.stop();
});

test('the workspace report streams when the client can take pieces', async (t) => {
  const files = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`typo-${index}.yaml`, TYPO]));
  const folder = new TestFolder(t, files);
  const client = await LspClient.start(t, { folders: [folder] });
  const answer = await client.request<{ readonly items: readonly unknown[] }>('workspace/diagnostic', {
    previousResultIds: [],
    partialResultToken: 'pieces',
  });
  assert.deepEqual(answer.items, []);
  const pieces = client.progress as readonly { token: string; value: { items: readonly unknown[] } }[];
  const sizes = pieces.filter(({ token }) => token === 'pieces').map(({ value }) => value.items.length);
  assert.deepEqual(sizes, [100, 100, 50]);
  await client.stop();
});

test('an open buffer wins over the disk until it is closed', async (t) => {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('route.yaml');
  client.open(uri, route('v9'));
  assert.deepEqual(await client.rules(uri), [SUBSET_RULE]);
  client.fileEvent(uri, FileChangeType.Changed);
  assert.deepEqual(await client.rules(uri), [SUBSET_RULE]);
  client.close(uri);
  assert.deepEqual(await client.rules(uri), []);
  await client.stop();
});

test('created, changed and deleted files count without being opened', async (t) => {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('second/route.yaml');
  const codesOf = async () => {
    const report = (await client.pullWorkspace()).get(uri);
    return report?.kind === 'full' ? report.items.map(({ code }) => code) : undefined;
  };
  assert.equal(await codesOf(), undefined);
  folder.write('second/route.yaml', route('v9').replace('name: cart', 'name: other'));
  client.fileEvent(uri, FileChangeType.Created);
  assert.ok((await codesOf())?.includes(SUBSET_RULE));
  folder.remove('second');
  // An editor names the folder only.
  client.fileEvent(folder.uriOf('second'), FileChangeType.Deleted);
  assert.equal(await codesOf(), undefined);
  await client.stop();
});

test('a deleted rule is missed by the file that names its subset', async (t) => {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('route.yaml');
  client.open(uri, route('v1'));
  assert.deepEqual(await client.rules(uri), []);
  folder.remove('rule.yaml');
  const before = client.refreshes;
  client.fileEvent(folder.uriOf('rule.yaml'), FileChangeType.Deleted);
  await client.until('refresh', () => client.refreshes > before);
  assert.notDeepEqual(await client.rules(uri), []);
  await client.stop();
});

test('clients that do not pull are sent diagnostics, also for files that nobody opened', async (t) => {
  const folder = new TestFolder(t, { ...mesh(), 'route.yaml': route('v9') });
  const client = await LspClient.start(t, { folders: [folder], mode: 'push' });
  assert.equal(client.initialized.capabilities.diagnosticProvider, undefined);
  const uri = folder.uriOf('route.yaml');
  await client.until('diagnostics of an unopened file', () => client.published.has(uri));
  assert.deepEqual(
    client.published.get(uri)?.diagnostics.map(({ code }) => code),
    [SUBSET_RULE],
  );
  client.open(uri, route('v9'));
  assert.equal((await client.pushed(uri)).length, 1);
  client.change(uri, { text: route('v1') });
  assert.deepEqual(await client.pushed(uri), []);
  assert.equal(client.published.has(folder.uriOf('service.yaml')), false);
  await client.stop();
});

test('pushed diagnostics go when their file does', async (t) => {
  const folder = new TestFolder(t, { 'typo.yaml': TYPO });
  const client = await LspClient.start(t, { folders: [folder], mode: 'push' });
  const uri = folder.uriOf('typo.yaml');
  await client.until('diagnostics', () => client.published.has(uri));
  folder.remove('typo.yaml');
  client.fileEvent(uri, FileChangeType.Deleted);
  await client.until('no diagnostics', () => client.published.get(uri)?.diagnostics.length === 0);
  await client.stop();
});

test('a file that is deleted while it is open has no findings until somebody writes it', async (t) => {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('route.yaml');
  client.open(uri, route('v9'));
  assert.deepEqual(await client.rules(uri), [SUBSET_RULE]);
  folder.remove('route.yaml');
  client.fileEvent(uri, FileChangeType.Deleted);
  assert.deepEqual(await client.rules(uri), []);
  assert.equal((await client.pullWorkspace()).has(uri), false);
  folder.write('route.yaml', route('v9'));
  client.fileEvent(uri, FileChangeType.Created);
  assert.deepEqual(await client.rules(uri), [SUBSET_RULE]);
  folder.remove('route.yaml');
  client.fileEvent(uri, FileChangeType.Deleted);
  assert.deepEqual(await client.rules(uri), []);
  client.change(uri, { text: route('v8') });
  assert.deepEqual(await client.rules(uri), [SUBSET_RULE]);
  await client.stop();
});

test('pushed diagnostics go when their file does, although it is open', async (t) => {
  const folder = new TestFolder(t, { 'a/typo.yaml': TYPO });
  const client = await LspClient.start(t, { folders: [folder], mode: 'push' });
  const uri = folder.uriOf('a/typo.yaml');
  client.open(uri, TYPO);
  assert.equal((await client.pushed(uri)).length > 0, true);
  folder.remove('a');
  client.fileEvent(folder.uriOf('a'), FileChangeType.Deleted);
  await client.until('no diagnostics', () => client.published.get(uri)?.diagnostics.length === 0);
  await client.stop();
});

test('a document that is not ours is left alone', async (t) => {
  const client = await LspClient.start(t, { mode: 'push' });
  const uri = 'file:///nowhere/docker-compose.yaml';
  client.open(uri, FOREIGN);
  client.open('file:///nowhere/typo.yaml', TYPO, 'dockercompose');
  client.open('file:///nowhere/ours.yaml', TYPO);
  await client.pushed('file:///nowhere/ours.yaml');
  assert.deepEqual([...client.published.keys()], ['file:///nowhere/ours.yaml']);
  await client.stop();
});

test('a client that spells URIs its own way gets its own spelling back', async (t) => {
  const folder = new TestFolder(t, { 'a@b (1).yaml': TYPO });
  const client = await LspClient.start(t, { folders: [folder] });
  const spelled = `${folder.uri}/a%40b%20(1).yaml`;
  client.open(spelled, TYPO);
  assert.equal((await client.pull(spelled)).length > 0, true);
  const reports = await client.pullWorkspace();
  assert.deepEqual([...reports.keys()], [spelled]);
  await client.stop();
});

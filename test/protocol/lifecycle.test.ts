// Not fixtures: these judge the life of a server process.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';
import { mesh, TYPO } from './manifests.ts';

test('initialize names what the server offers', async (t) => {
  const client = await LspClient.start(t);
  const { capabilities, serverInfo } = client.initialized;
  assert.equal(serverInfo?.name, 'meshwright');
  assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2 });
  assert.deepEqual(capabilities.diagnosticProvider, {
    identifier: 'meshwright',
    interFileDependencies: true,
    workspaceDiagnostics: true,
  });
  assert.equal(capabilities.positionEncoding, 'utf-16');
  assert.equal(capabilities.hoverProvider, true);
  assert.deepEqual(capabilities.workspace?.workspaceFolders, { supported: true, changeNotifications: true });
  await client.stop();
});

test('a client with few capabilities gets what it can use', async (t) => {
  const client = await LspClient.start(t, {
    mode: 'push',
    capabilities: {
      window: { workDoneProgress: false, showDocument: { support: false } },
      workspace: { configuration: false, didChangeWatchedFiles: {}, didChangeConfiguration: {} },
      textDocument: { codeAction: {}, completion: {}, hover: {}, documentSymbol: {}, publishDiagnostics: {} },
    },
  });
  const { capabilities } = client.initialized;
  assert.equal(capabilities.codeActionProvider, undefined);
  assert.equal(capabilities.executeCommandProvider, undefined);
  const uri = 'file:///alone/typo.yaml';
  client.open(uri, TYPO);
  await client.until('diagnostics', () => client.published.has(uri));
  const [found] = client.published.get(uri)?.diagnostics ?? [];
  assert.deepEqual(Object.keys(found ?? {}).sort(), ['code', 'message', 'range', 'severity', 'source']);
  const symbols = await client.request<readonly { readonly location: unknown }[]>(
    'textDocument/documentSymbol',
    {
      textDocument: { uri },
    },
  );
  assert.ok(symbols[0]?.location, 'a list, not a tree');
  assert.deepEqual(client.registrations, []);
  await client.stop();
});

test('changes are registered for when the client lets servers do so', async (t) => {
  const client = await LspClient.start(t, { folders: [new TestFolder(t, mesh())] });
  await client.until('registrations', () => client.registrations.length === 2);
  assert.deepEqual(client.registrations.map(({ method }) => method).sort(), [
    'workspace/didChangeConfiguration',
    'workspace/didChangeWatchedFiles',
  ]);
  await client.stop();
});

test('a client without workspace folders names a root', async (t) => {
  const folder = new TestFolder(t, { 'typo.yaml': TYPO });
  const client = await LspClient.start(t, { folders: [folder], asRoot: true });
  assert.deepEqual([...(await client.pullWorkspace()).keys()], [folder.uriOf('typo.yaml')]);
  await client.stop();
});

test('a path as root is a path, whatever its characters mean in a URI', async (t) => {
  const folder = new TestFolder(t, { 'a mesh 100%/typo.yaml': TYPO });
  const client = await LspClient.start(t, { rootPath: join(folder.path, 'a mesh 100%') });
  assert.deepEqual([...(await client.pullWorkspace()).keys()], [folder.uriOf('a mesh 100%/typo.yaml')]);
  await client.stop();
});

test('the exit code says whether the editor said goodbye', async (t) => {
  const polite = await LspClient.start(t);
  await polite.shutdown();
  assert.equal(await polite.exit(), 0);
  const rude = await LspClient.start(t);
  await rude.pullWorkspace();
  assert.equal(await rude.exit(), 1);
  const gone = await LspClient.start(t);
  await gone.until('registrations', () => gone.registrations.length === 2);
  await gone.pullWorkspace();
  assert.equal(await gone.endInput(), 1);
});

test('a cancelled request is answered as cancelled, and the next one as usual', async (t) => {
  const files = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`typo-${index}.yaml`, TYPO]));
  const client = await LspClient.start(t, { folders: [new TestFolder(t, files)] });
  // It waits for the folder to be read, so it can be cancelled before it is answered.
  const { answer, cancel } = client.cancellable('workspace/diagnostic', { previousResultIds: [] });
  cancel();
  await assert.rejects(answer, { code: -32800 });
  assert.equal((await client.pullWorkspace()).size, 400);
  await client.stop();
});

test('requests are answered while a large folder is read', async (t) => {
  const files = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`typo-${index}.yaml`, TYPO]));
  const folder = new TestFolder(t, files);
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('typo-0.yaml');
  client.open(uri, TYPO);
  const order: string[] = [];
  await Promise.all([
    client.pullWorkspace().then(() => order.push('workspace')),
    client
      .hover(uri, { line: 1, character: 8 })
      .then((hover) => order.push(hover === null ? 'nothing' : 'hover')),
  ]);
  assert.deepEqual(order, ['hover', 'workspace']);
  await client.stop();
});

test('nonsense does not end the server', async (t) => {
  const client = await LspClient.start(t);
  const uri = 'file:///alone/typo.yaml';
  client.open(uri, TYPO);
  assert.equal(await client.hover('file:///never/opened.yaml', { line: 0, character: 0 }), null);
  assert.equal(await client.hover(uri, { line: 99_999, character: 99_999 }), null);
  assert.deepEqual(await client.pull('no uri at all'), []);
  client.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ nothing: 1 }],
  });
  client.notify('textDocument/didChange', {
    textDocument: { uri: 'file:///other.yaml', version: 2 },
    contentChanges: [],
  });
  client.notify('workspace/didChangeConfiguration', { settings: null });
  const action = { title: 'What?', data: { uri: 7 } };
  assert.deepEqual(await client.request('codeAction/resolve', action), action);
  assert.equal(await client.request('workspace/executeCommand', { command: 'rm', arguments: ['-rf'] }), null);
  await assert.rejects(client.request('meshwright/unknown', {}), { code: -32601 });
  assert.ok((await client.pull(uri)).length > 0);
  await client.stop();
});

// Not fixtures: these judge what our own client asks about the meaning of configuration.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeLens, CompletionList, Hover } from 'vscode-languageserver';
import type { ExplainResult, MeshTestsResult, RunMeshTestsResult } from '../../server/src/lsp/protocol.ts';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';

const MESH = `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { selector: { app: cart }, ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [cart]
  http:
    - name: old
      match: [{ uri: { prefix: /old } }]
      redirect: { uri: /new }
    - name: rest
      timeout: 3s
      route: [{ destination: { host: cart } }]
`;

const TESTS = `apiVersion: meshwright/v1
kind: MeshTest
metadata: { name: cart }
spec:
  requests:
    - name: the old path is gone
      from: { namespace: shop }
      url: http://cart/old
      expect: { route: old, status: 301 }
    - name: others wait three seconds
      from: { namespace: shop }
      url: http://cart/
      expect: { route: rest, timeout: 9s }
`;

test('resources and lines of logs are explained, with links to what decides', async (t) => {
  const folder = new TestFolder(t, { 'mesh.yaml': MESH });
  const client = await LspClient.start(t, {
    folders: [folder],
    initializationOptions: { explainCommand: 'x.explain' },
  });
  const uri = folder.uriOf('mesh.yaml');
  const explain = async (params: object) =>
    (await client.request<ExplainResult>('meshwright/explain', params)).markdown;
  const route = await explain({ uri, position: { line: 7, character: 3 } });
  assert.match(route, /^# VirtualService shop\/cart\n/);
  assert.match(route, /## What it does/);
  assert.match(route, /\(\[`mesh\.yaml:\d+`\]\(.*mesh\.yaml#L\d+\)\)/);
  assert.match(route, /```sh\nistioctl /);
  assert.equal(await explain({ uri: 'file:///never/seen.yaml' }), '');
  const line = await explain({ uri, text: 'outbound|81||cart.shop.svc.cluster.local' });
  assert.match(line, /no port 81/);
  assert.equal(await explain({ text: 'nothing of Envoy' }), '');
  client.open(uri, MESH);
  const hover = await client.request<Hover>('textDocument/hover', {
    textDocument: { uri },
    position: { line: 6, character: 8 },
  });
  assert.match(JSON.stringify(hover.contents), /\[Explain in words\]\(command:x\.explain\?%5B/);
  await client.stop();
});

test('tests of a mesh are found, run, and a failure stands at its expectation', async (t) => {
  const folder = new TestFolder(t, { 'mesh.yaml': MESH, 'cart.mesh-test.yaml': TESTS });
  const client = await LspClient.start(t, {
    folders: [folder],
    initializationOptions: { runMeshTestCommand: 'x.run' },
  });
  const uri = folder.uriOf('cart.mesh-test.yaml');
  client.open(uri, TESTS);
  const { results } = await client.request<RunMeshTestsResult>('meshwright/runMeshTests', { uri });
  assert.deepEqual(
    results.map(({ id, failures }) => [id, failures.map(({ text }) => text)]),
    [
      ['0 spec.requests[0]', []],
      ['0 spec.requests[1]', ['timeout is "3s", wanted "9s"']],
    ],
  );
  assert.equal(results[1]?.failures[0]?.range.start.line, 12);
  assert.ok(results[1]?.steps.some(({ place }) => place?.uri === folder.uriOf('mesh.yaml')));
  const { tests } = await client.request<MeshTestsResult>('meshwright/meshTests', { uri });
  assert.deepEqual(
    tests.map(({ name, kind }) => [name, kind]),
    [
      ['the old path is gone', 'request'],
      ['others wait three seconds', 'request'],
    ],
  );
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  const [first] = lenses;
  assert.equal(lenses.length, 2);
  const resolved = await client.request<CodeLens>('codeLens/resolve', first as CodeLens);
  assert.deepEqual(resolved.command, {
    title: 'Run test',
    command: 'x.run',
    arguments: [uri, '0 spec.requests[0]'],
  });
  // A file that is being written answers as far as it can be read.
  client.open(folder.uriOf('broken.mesh-test.yaml'), 'apiVersion: meshwright/v1\nkind: [\n');
  const broken = await client.request<MeshTestsResult>('meshwright/meshTests', {
    uri: folder.uriOf('broken.mesh-test.yaml'),
  });
  assert.deepEqual(broken.tests, []);
  await client.stop();
});

test('symptoms are answered by what the files hold', async (t) => {
  const broken = MESH.replace('destination: { host: cart }', 'destination: { host: crat }');
  const folder = new TestFolder(t, { 'mesh.yaml': broken });
  const client = await LspClient.start(t, { folders: [folder] });
  const { markdown } = await client.request<ExplainResult>('meshwright/explain', { text: 'why 503?' });
  assert.match(markdown, /^# Requests are answered with 503\n/);
  assert.match(markdown, /✗ Does every host, subset and port.*\n {2}- .*crat.*mesh\.yaml:17/);
  assert.match(markdown, /✓ Do subsets select pods\?/);
  await client.stop();
});

test('keys of a test file are completed and explained', async (t) => {
  const folder = new TestFolder(t, { 'mesh.yaml': MESH });
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('cart.mesh-test.yaml');
  const labels = async (text: string) => {
    client.open(uri, text);
    const lines = text.split('\n');
    const list = await client.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: { line: lines.length - 1, character: (lines.at(-1) ?? '').length },
    });
    return list.items
      .toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
      .map(({ label }) => label);
  };
  assert.deepEqual(await labels(''), ['apiVersion', 'kind', 'spec', 'metadata']);
  const head = 'apiVersion: meshwright/v1\nkind: MeshTest\nspec:\n';
  assert.deepEqual(await labels(`${head}  `), ['requests', 'invariants']);
  assert.deepEqual(await labels(`${head}  invariants:\n    - name: a\n      `), [
    'to',
    'expect',
    'from',
    'operation',
    'gateway',
    'token',
  ]);
  assert.deepEqual(await labels(`${head}  invariants:\n    - expect: `), ['denied', 'allowed']);
  assert.deepEqual(
    await labels(
      `${head}  requests:\n    - expect:\n        destinations:\n          - host: a\n            w`,
    ),
    ['subset', 'port', 'weight', 'cluster'],
  );
  assert.deepEqual(await labels(`${head}  # a comment `), []);
  client.open(uri, TESTS);
  const hover = await client.request<Hover>('textDocument/hover', {
    textDocument: { uri },
    position: { line: 8, character: 8 },
  });
  assert.match(JSON.stringify(hover.contents), /What should come of it/);
  await client.stop();
});

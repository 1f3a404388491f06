// Not fixtures: these judge what our own client asks about changes, and how a request is kept as a test.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlastRadiusResult } from '../../server/src/lsp/blast-radius-protocol.ts';
import type { KeepTestResult } from '../../server/src/lsp/panels-protocol.ts';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';

const MESH = `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { selector: { app: cart }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }
`;
const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [cart]
  http: [{ directResponse: { status: 204 } }]
`;

test('changes are told with their lines, and what they were is remembered and forgotten', async (t) => {
  const folder = new TestFolder(t, { 'mesh.yaml': MESH, 'route.yaml': ROUTE });
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('route.yaml');
  const ask = (base: readonly object[]) =>
    client.request<BlastRadiusResult>('meshwright/blastRadius', { uri, base });
  const { items, lenses, changed } = await ask([{ uri, text: null }]);
  assert.equal(changed, 1);
  assert.deepEqual(
    items.map(({ group, text, detail }) => [group, text, detail]),
    [['elsewhere', 'GET cart.shop/: cart.shop :80 → 204', 'from shop/web']],
  );
  assert.deepEqual([items[0]?.place?.uri, items[0]?.place?.range.start.line], [uri, 5]);
  assert.deepEqual(
    lenses.map(({ text, place }) => [text, place.range.start.line]),
    [['1 request goes elsewhere', 1]],
  );
  assert.equal((await ask([])).changed, 0, 'the same files');
  const other = await ask([{ uri, text: ROUTE.replace('204', '404') }]);
  assert.equal(other.items[0]?.text, 'GET cart.shop/: 404 → 204');
  const all = [uri, folder.uriOf('mesh.yaml')].map((each) => ({ uri: each, text: null }));
  assert.match((await ask(all)).unknown ?? '', /All files are new/);
});

test('a request is kept as a test by edits of the text that comes along', async (t) => {
  const client = await LspClient.start(t, { folders: [new TestFolder(t, { 'mesh.yaml': MESH })] });
  const keep = (text: string) =>
    client.request<KeepTestResult>('meshwright/keepTest', { text, suite: 'shop', test: { name: 'one' } });
  const fresh = await keep('');
  assert.equal(fresh.refused, undefined);
  assert.match(fresh.edits[0]?.newText ?? '', /^apiVersion: meshwright\/v1\nkind: MeshTest\n/);
  assert.equal(
    (await keep('apiVersion: meshwright/v1\nkind: MeshTest\nspec: [')).refused,
    'its YAML is broken',
  );
});

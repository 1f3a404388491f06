// What a panel is told that follows the cursor to where nothing of a mesh stands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PANEL, type PanelResult } from '../../server/src/lsp/panels-protocol.ts';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';
import { mesh, route } from './manifests.ts';

const TESTS = `apiVersion: meshwright/v1
kind: MeshTest
metadata: { name: shop }
spec: { requests: [] }
`;

test('where no object stands, a panel that shows one is told that it is elsewhere', async (t) => {
  const folder = new TestFolder(t, {
    ...mesh(),
    'route.yaml': route('v1'),
    'shop.mesh-test.yaml': TESTS,
    'compose.yaml': 'services: {}\n',
    'namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
  });
  const client = await LspClient.start(t, { folders: [folder] });
  await client.pullWorkspace();
  const asked = async (panel: string, name: string) => {
    const params = { panel, uri: folder.uriOf(name), position: { line: 1, character: 0 } };
    const { isElsewhere, head } = await client.request<PanelResult>(PANEL, params);
    return [isElsewhere === true, (head as { state: string }).state];
  };
  assert.deepEqual(await asked('request', 'route.yaml'), [false, 'shown']);
  assert.deepEqual(await asked('request', 'shop.mesh-test.yaml'), [true, 'empty']);
  assert.deepEqual(await asked('routes', 'compose.yaml'), [true, 'empty']);
  assert.deepEqual(await asked('graph', 'shop.mesh-test.yaml'), [true, 'empty']);
  // Its page says which objects have routes.
  assert.deepEqual(await asked('routes', 'namespace.yaml'), [false, 'empty']);
  await client.stop();
});

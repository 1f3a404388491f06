/** Where the editor marks the name that is about to be renamed. Not fixtures: the marks there mean names as written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareRename } from '../../server/src/features/rename/rename.ts';
import { inMesh } from './mesh-files.ts';

const route = (subset: string) =>
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: here, namespace: shop }\nspec:\n  hosts: [a.example]\n  http: [{ route: [{ destination: { host: cart, subset: ${subset} } }] }]\n`;

for (const [written, marked] of [
  ['v$01', 'v1'],
  ['"v$01"', 'v1'],
  ["'v$01'", 'v1'],
  ['"\\x76$01"', '\\x761'],
  ['"$0\\u00761"', '\\u00761'],
] as const) {
  test(`the name in ${written.replace('$0', '')} is marked without its quotes`, () => {
    const { snapshot, text, offset } = inMesh(route(written));
    const place = prepareRename(snapshot, 'file:///here.yaml', offset);
    assert.ok(place !== undefined && !('refused' in place));
    assert.equal(place.name, 'v1');
    assert.equal(text.slice(place.range.start, place.range.end), marked);
  });
}

/** Labels that are called like what every object of JavaScript has. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completion } from '../../server/src/features/completion/index.ts';
import { meshSnapshot, unmark } from './marked-text.ts';
import { HERE_URI, MESH, MESH_URI } from './mesh-files.ts';

for (const name of ['hasOwnProperty', 'constructor', 'toString', '__proto__', 'valueOf']) {
  test(`a label called ${name} has no values but those that are written`, () => {
    const { text, offset } = unmark(
      `apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: shop }\nspec:\n  selector: { ${name}: ca$0 }\n`,
    );
    const snapshot = meshSnapshot(
      new Map([
        [MESH_URI, MESH],
        [HERE_URI, text],
      ]),
    );
    const { items } = completion(snapshot, HERE_URI, offset);
    for (const { label } of items) assert.equal(typeof label, 'string');
  });
}

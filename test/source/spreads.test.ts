/** A list as long as what a user wrote is no argument list: a call with 125,000 arguments overflows the stack. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type SyntaxNode, sourceFiles, visitNodes } from './syntax.ts';

/** Lists that are short whatever users write: so many of our fields, bytes of a time, lines of a cut name, steps of a tree. */
const SHORT: readonly string[] = [
  'server/src/features/hover/hover-page.ts: Math.max(0, ...runs)',
  'server/src/features/mesh-tree/mesh-tree.ts: has(...GROUPS',
  'server/src/features/mesh-tree/mesh-tree.ts: idOf(...steps, ',
  'server/src/primitives/certificate.ts: String.fromCharCode(...bytes.slice(element.start, element.end))',
  'server/src/rules/authorization-policy/service-accounts-exclusive.ts: way(',
  'server/src/rules/gateway/several-certificate-sources.ts: way(',
  'server/src/rules/fixes/schema-fixes.ts: way(kept, ',
  'server/src/rules/selector/unread-by-ztunnel.ts: way(',
  'server/src/yaml/edit-remove.ts: replaceWith(document, ...inPlaceOf(',
];

it('no list is spread into the arguments of a call: `append` adds one list to another', () => {
  const found: string[] = [];
  for (const file of sourceFiles().filter((path) => path.startsWith('server/'))) {
    visitNodes(file, (node, text) => {
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
      for (const argument of node['arguments'] as readonly SyntaxNode[]) {
        if (argument.type !== 'SpreadElement') continue;
        const call = `${file}: ${text.slice(node.start, node.end)}`;
        if (!SHORT.some((each) => call.startsWith(each))) found.push(call);
      }
    });
  }
  assert.deepEqual(found, []);
});

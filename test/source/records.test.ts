/** Names that users write are never looked up in, or written into, a record as if it were a map. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { ROOT } from '../../scripts/setup/paths.mjs';
import { type SyntaxNode, sourceFiles, visitNodes } from './syntax.ts';

const RECORD = /(?:const|let) (\w+): (?:Readonly<)?(?:Partial<)?Record<(?:string|KindId)\b/g;

/** Their keys are lists in the file itself. */
const OWN_KEYS: readonly string[] = [
  'server/src/semantics/delegates.ts',
  'server/src/semantics/destination-rules.ts',
];

it('records by any text are read with lookUp and made with Object.fromEntries', () => {
  const found: string[] = [];
  for (const file of sourceFiles().filter((path) => !OWN_KEYS.includes(path))) {
    const source = readFileSync(join(ROOT, file), 'utf8');
    const records = new Set([...source.matchAll(RECORD)].map((match) => match[1]));
    if (records.size === 0) continue;
    visitNodes(file, (node, text) => {
      const { object, property, computed } = node as unknown as Member;
      if (node.type !== 'MemberExpression' || !computed || property.type === 'Literal') return;
      if (records.has(object.name)) found.push(`${file}: ${text.slice(node.start, node.end)}`);
    });
  }
  assert.deepEqual(found, []);
});

interface Member {
  readonly object: { readonly name?: string };
  readonly property: SyntaxNode;
  readonly computed: boolean;
}

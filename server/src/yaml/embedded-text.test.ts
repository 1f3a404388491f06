import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../base/text-edit.ts';
import { editsInDocument, offsetInText, rangeInDocument } from './embedded-text.ts';
import { locatePath } from './navigate.ts';
import type { YamlDocument, YamlScalar } from './node.ts';
import { parseDocument } from './parse-document.ts';

const HEADER = { apiVersion: 'v1', kind: 'ConfigMap' };

function documentOf(text: string): { readonly document: YamlDocument; readonly scalar: YamlScalar } {
  const document = parseDocument(text, HEADER);
  const scalar = locatePath(document.root, 'data.mesh')?.node;
  assert.ok(scalar?.kind === 'scalar');
  return { document, scalar };
}

/** The document after `find` became `put` in the text of `data.mesh`; undefined where that is refused. */
function changed(text: string, find: string, put: string): string | undefined {
  const { document, scalar } = documentOf(text);
  const start = scalar.text.indexOf(find);
  assert.ok(start >= 0, `${find} stands in ${JSON.stringify(scalar.text)}`);
  const edits = editsInDocument(document, 'data.mesh', [
    { range: { start, end: start + find.length }, newText: put },
  ]);
  return edits && applyEdits(text, edits);
}

const LITERAL = 'data:\n  mesh: |\n    a: 1\n    b:\n      c: 2\n  other: 1\n';

describe('edits of a text in a scalar', () => {
  for (const { name, text, find, put, after } of [
    { name: 'a word of a block', text: LITERAL, find: 'c: 2', put: 'c: 3', after: LITERAL.replace('2', '3') },
    {
      name: 'a line added to a block',
      text: LITERAL,
      find: 'a: 1\n',
      put: 'a: 1\nx:\n  y: 1\n',
      after: LITERAL.replace('a: 1\n', 'a: 1\n    x:\n      y: 1\n'),
    },
    {
      name: 'a line added behind the last one',
      text: LITERAL,
      find: 'c: 2\n',
      put: 'c: 2\n  d: 3\n',
      after: LITERAL.replace('c: 2\n', 'c: 2\n      d: 3\n'),
    },
    {
      name: 'a line that goes',
      text: LITERAL,
      find: 'a: 1\n',
      put: '',
      after: LITERAL.replace('    a: 1\n', ''),
    },
    {
      name: 'the last line that goes',
      text: LITERAL,
      find: '  c: 2\n',
      put: '',
      after: LITERAL.replace('      c: 2\n', ''),
    },
    {
      name: 'a block with CRLF',
      text: LITERAL.replaceAll('\n', '\r\n'),
      find: 'a: 1\n',
      put: 'a: 1\nx: 2\n',
      after: LITERAL.replace('a: 1\n', 'a: 1\n    x: 2\n').replaceAll('\n', '\r\n'),
    },
    {
      name: 'a text in double quotes',
      text: 'data: { mesh: "a: \\"1\\"\\nb: 2" }\n',
      find: 'b: 2',
      put: 'b: "3"\nc: 4',
      after: 'data: { mesh: "a: \\"1\\"\\nb: \\"3\\"\\nc: 4" }\n',
    },
    {
      name: 'a text in single quotes',
      text: "data: { mesh: 'a: 1' }\n",
      find: '1',
      put: "it's",
      after: "data: { mesh: 'a: it''s' }\n",
    },
    {
      name: 'a line break in single quotes',
      text: "data: { mesh: 'a: 1' }\n",
      find: '1',
      put: '1\nb: 2',
      after: undefined,
    },
    {
      name: 'a word of a folded text',
      text: 'data:\n  mesh: >\n    {a: 1,\n    b: 2}\n',
      find: 'b: 2',
      put: 'b: 3',
      after: 'data:\n  mesh: >\n    {a: 1,\n    b: 3}\n',
    },
    {
      name: 'a line break in a folded text',
      text: 'data:\n  mesh: >\n    a: 1\n',
      find: '1',
      put: '1\nb: 2',
      after: undefined,
    },
    {
      name: 'a plain text that would be a map',
      text: 'data:\n  mesh: a\n',
      find: 'a',
      put: 'a: b',
      after: undefined,
    },
    {
      name: 'a plain text that would be a number',
      text: 'data:\n  mesh: a\n',
      find: 'a',
      put: '1',
      after: undefined,
    },
    {
      name: 'a block that would start with a blank',
      text: LITERAL,
      find: 'a: 1',
      put: '  a: 1',
      after: undefined,
    },
  ]) {
    it(`${after === undefined ? 'refuses' : 'writes'} ${name}`, () =>
      assert.equal(changed(text, find, put), after));
  }

  it('never writes a text that reads otherwise', () => {
    const texts = [
      LITERAL,
      LITERAL.replace('|', '|-'),
      LITERAL.replace('|\n', '|+\n').replace('c: 2\n', 'c: 2\n\n'),
      LITERAL.replace('a: 1\n', 'a: 1\n\n  \n'),
      LITERAL.replace('|', '>'),
      'data:\n  mesh: "a: 1\\n\\\n    b: 2\\n"\n',
      "data:\n  mesh: 'a: 1\n\n    b: 2'\n",
      'data: {mesh: a b}\n',
    ];
    let written = 0;
    for (const text of texts) {
      const { document, scalar } = documentOf(text);
      for (let start = 0; start <= scalar.text.length; start++) {
        for (let end = start; end <= Math.min(scalar.text.length, start + 6); end++) {
          for (const newText of ['', 'x', '\n', 'x\n', '\nx: 1', '\n  y: 2\n', '"', "'", '# c', '\\', '\t']) {
            const edit = { range: { start, end }, newText };
            const edits = editsInDocument(document, 'data.mesh', [edit]);
            if (edits === undefined) continue;
            written++;
            const after = parseDocument(applyEdits(text, edits), HEADER);
            const node = locatePath(after.root, 'data.mesh')?.node;
            assert.equal(node?.kind === 'scalar' && node.text, applyEdits(scalar.text, [edit]));
            if (text.includes('other')) assert.ok(locatePath(after.root, 'data.other')?.complete);
          }
        }
      }
    }
    assert.ok(written > 3000, `${written} edits were written`);
  });

  it('finds every unit of the text in the document, and back', () => {
    for (const text of [LITERAL, LITERAL.replaceAll('\n', '\r\n'), 'data: { mesh: "a\\n\\"b\\"" }\n']) {
      const { document, scalar } = documentOf(text);
      for (let at = 0; at < scalar.text.length; at++) {
        const { start } = rangeInDocument(document, scalar, { start: at, end: at + 1 });
        assert.equal(
          offsetInText(document, scalar, start),
          at,
          `unit ${at} of ${JSON.stringify(scalar.text)}`,
        );
      }
    }
  });
});

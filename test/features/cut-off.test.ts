/** Manifests cut off anywhere: features answer or stay silent, and never throw. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeLenses, resolveCodeLens } from '../../server/src/features/code-lens/code-lens.ts';
import { completion } from '../../server/src/features/completion/index.ts';
import { SKELETONS } from '../../server/src/features/completion/patterns/patterns.ts';
import { documentLinks } from '../../server/src/features/document-links/document-links.ts';
import { documentSymbols } from '../../server/src/features/document-symbols.ts';
import { foldingRanges } from '../../server/src/features/folding/folding.ts';
import { format } from '../../server/src/features/format/format.ts';
import { hover } from '../../server/src/features/hover/index.ts';
import { inlayHints } from '../../server/src/features/inlay-hints/inlay-hints.ts';
import { selectionRanges } from '../../server/src/features/selection-ranges/selection-ranges.ts';
import { semanticTokens } from '../../server/src/features/semantic-tokens/semantic-tokens.ts';
import { kindSchema } from '../../server/src/schema/lookup.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Random } from '../engine/random.ts';
import { snapshotOf, URI } from './marked-text.ts';

const DOCUMENTS = [...SKELETONS].map(([id, { body }]) => {
  const kind = kindSchema(id);
  const version = kind?.versions(kind.family === 'istio' ? '1.31' : 'v1.3.0')[0]?.name ?? 'v1';
  return `apiVersion: ${kind?.group}/${version}\nkind: ${kind?.kind}\n${body}\n`;
});

const STRANGE = [
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '- ',
  ': ',
  '\t',
  '\r\n',
  '|',
  '# ',
  '{{ x }}',
  '&a ',
  '*a',
  '? ',
  '\u2028',
];

test('cut-off and damaged manifests never throw, and what is replaced lies around the cursor', () => {
  const random = new Random(20_24);
  let answers = 0;
  for (let run = 0; run < 1500; run++) {
    let text = `${random.pick(DOCUMENTS)}---\n${random.pick(DOCUMENTS)}`;
    if (random.chance(0.3)) text = text.replaceAll('\n', '\r\n');
    if (random.chance(0.6)) {
      const at = random.below(text.length);
      text = text.slice(0, at) + random.pick(STRANGE) + text.slice(at + random.below(3));
    }
    text = random.chance(0.5) ? text.slice(0, random.below(text.length) + 1) : text;
    const snapshot = snapshotOf(text);
    const shown = JSON.stringify(text);
    for (const offset of [text.length, random.below(text.length + 1), random.below(text.length + 1)]) {
      const { items } = completion(snapshot, URI, offset);
      answers += items.length > 0 ? 1 : 0;
      for (const { range, label } of items) {
        const place = `${label} at ${offset} of ${shown}`;
        assert.ok(range.start <= offset && offset <= range.end, place);
        assert.doesNotMatch(text.slice(range.start, range.end), /[\r\n]/, place);
      }
      hover(snapshot, URI, offset);
    }
    documentSymbols(snapshot, URI);
    documentLinks(snapshot, URI);
    foldingRanges(snapshot, URI);
    const middle = random.below(text.length + 1);
    selectionRanges(snapshot, URI, middle);
    format(snapshot, URI, { tabSize: 2 });
    format(snapshot, URI, { tabSize: 2 }, { start: middle, end: text.length });
    decorate(snapshot, text);
  }
  assert.ok(answers > 500, `only ${answers} answers`);
});

test('hostile nesting is answered', () => {
  for (const unit of ['- ', '[', '{a: ', '{', '- {a: [']) {
    const text = `apiVersion: networking.istio.io/v1\nkind: VirtualService\nspec:\n  http:\n    ${unit.repeat(10_000)}`;
    const snapshot = snapshotOf(text);
    assert.ok(Array.isArray(completion(snapshot, URI, text.length).items));
    hover(snapshot, URI, text.length);
    documentSymbols(snapshot, URI);
  }
});

/** Lenses, hints and colours lie in the text, and each lens has a text of its own. */
function decorate(snapshot: Snapshot, text: string): void {
  const shown = JSON.stringify(text);
  const isInside = (offset: number) => offset >= 0 && offset <= text.length;
  for (const { range, key } of codeLenses(snapshot, URI, {
    references: true,
    routes: true,
    selectors: true,
    explain: true,
    panels: true,
    tests: true,
  })) {
    assert.ok(isInside(range.start) && isInside(range.end), shown);
    assert.ok(resolveCodeLens(snapshot, URI, key), shown);
  }
  const all = { hosts: true, namespaces: true, protocols: true, weights: true, defaults: true };
  for (const { offset } of inlayHints(snapshot, URI, { start: 0, end: text.length }, all)) {
    assert.ok(isInside(offset), shown);
  }
  for (const { range } of semanticTokens(snapshot, URI, undefined)) {
    assert.doesNotMatch(text.slice(range.start, range.end), /[\r\n]/, shown);
  }
}

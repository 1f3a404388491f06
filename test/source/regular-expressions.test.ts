/** No regular expression of ours may look at hostile text for long: every literal of the source is judged and tried. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { hostileTexts } from './hostile-text.ts';
import { regularExpressions, sourceFiles, visitNodes } from './syntax.ts';

/** Quadratic patterns take seconds for a text of this size, linear ones less than a millisecond. */
const SIZE = 40_000;
const LIMIT_MS = 100;
/** Patterns that the checker cannot judge in this time are too clever for us, too. */
const CHECK_TIMEOUT_MS = 20_000;

// Neither a platform's binary nor Java: the same verdicts everywhere.
process.env['RECHECK_SYNC_BACKEND'] = 'pure';
const { checkSync } = createRequire(import.meta.url)('recheck') as typeof import('recheck');

describe('regular expressions of the source', () => {
  const patterns = regularExpressions();

  it('are found', () => {
    assert.ok(patterns.length > 200, `${patterns.length} patterns`);
  });

  it('are all literals, so that they can be judged', () => {
    const made: string[] = [];
    for (const file of sourceFiles()) {
      visitNodes(file, (node) => {
        const callee = node['callee'] as { readonly name?: string } | undefined;
        if (callee?.name === 'RegExp') made.push(file);
      });
    }
    assert.deepEqual(made, []);
  });

  it('need linear time by the verdict of recheck', () => {
    const bad = patterns.filter(repeats).flatMap(({ source, flags, files }) => {
      const verdict = checkSync(source, flags, { timeout: CHECK_TIMEOUT_MS });
      if (verdict.status === 'safe') return [];
      const why = verdict.status === 'vulnerable' ? verdict.attack.pattern : verdict.error.kind;
      return [`/${source}/${flags} in ${files.join(', ')}: ${verdict.status}, ${why}`];
    });
    assert.deepEqual(bad, []);
  });

  it(`look at ${SIZE} hostile characters without delay`, () => {
    const slow = patterns.flatMap(({ source, flags, files }) => {
      for (const [name, text] of hostileTexts(source, SIZE)) {
        const ms = fastest(new RegExp(source, flags), text);
        if (ms > LIMIT_MS)
          return [`/${source}/${flags} in ${files.join(', ')}: ${Math.round(ms)} ms for ${name}`];
      }
      return [];
    });
    assert.deepEqual(slow, []);
  });
});

/** Without a repetition the work at each place of the text has a limit. */
function repeats({ source }: { readonly source: string }): boolean {
  return /[*+{]/.test(source);
}

/** Milliseconds of the best of three: others work on the machine, too. */
function fastest(pattern: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && best > LIMIT_MS; round++) {
    const start = performance.now();
    for (const _ of pattern.global ? text.matchAll(pattern) : [pattern.exec(text)]);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

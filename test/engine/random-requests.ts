/** What an editor may ask at any moment, at any place: each answer in time, and no exception. */
import assert from 'node:assert/strict';
import { codeLenses } from '../../server/src/features/code-lens/code-lens.ts';
import { completion } from '../../server/src/features/completion/index.ts';
import { documentSymbols } from '../../server/src/features/document-symbols.ts';
import { foldingRanges } from '../../server/src/features/folding/folding.ts';
import { format } from '../../server/src/features/format/format.ts';
import { hover } from '../../server/src/features/hover/index.ts';
import { definition } from '../../server/src/features/navigation/definition.ts';
import { highlights, references } from '../../server/src/features/navigation/references.ts';
import { typeDefinition } from '../../server/src/features/navigation/type-definition.ts';
import { prepareRename } from '../../server/src/features/rename/rename.ts';
import { selectionRanges } from '../../server/src/features/selection-ranges/selection-ranges.ts';
import { semanticTokens } from '../../server/src/features/semantic-tokens/semantic-tokens.ts';
import { offerFixes } from '../../server/src/rules/offer-fixes.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import type { Random } from './random.ts';

type Request = (snapshot: Snapshot, uri: string, offset: number) => unknown;

const REQUESTS: Readonly<Record<string, Request>> = {
  completion,
  hover,
  definition,
  'type definition': typeDefinition,
  references: (snapshot, uri, offset) => references(snapshot, uri, offset, 'with-declarations'),
  highlights,
  'prepare rename': prepareRename,
  'selection ranges': selectionRanges,
  symbols: (snapshot, uri) => documentSymbols(snapshot, uri),
  folding: (snapshot, uri) => foldingRanges(snapshot, uri),
  tokens: (snapshot, uri) => semanticTokens(snapshot, uri, undefined),
  format: (snapshot, uri) => format(snapshot, uri, { tabSize: 2 }),
  lenses: (snapshot, uri) =>
    codeLenses(snapshot, uri, {
      references: true,
      selectors: true,
      routes: true,
      explain: true,
      panels: true,
      tests: true,
    }),
  fixes: (snapshot, uri) =>
    snapshot.findings(uri).map((finding) =>
      offerFixes(snapshot, finding, (error) => {
        throw error;
      }),
    ),
};

/** Longest an editor may wait. The machine may be busy: what is slow is asked again. */
const LIMIT_MS = 1000;

/** Asks some requests at random places. @returns how many */
export function askAtRandom(snapshot: Snapshot, random: Random): number {
  const uris = snapshot.uris();
  if (uris.length === 0) return 0;
  const names = Object.keys(REQUESTS);
  for (let count = 0; count < 4; count++) {
    const name = random.pick(names);
    const uri = random.pick(uris);
    const text = snapshot.file(uri)?.text ?? '';
    const offset = random.below(text.length + 1);
    const ask = () => timed(() => REQUESTS[name]?.(snapshot, uri, offset));
    try {
      const ms = ask() > LIMIT_MS ? ask() : 0;
      assert.ok(ms <= LIMIT_MS, `${Math.round(ms)} ms`);
    } catch (error) {
      throw new Error(`${name} at ${offset} of ${uri}:\n${text}`, { cause: error });
    }
  }
  return 4;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * `npm run fuzz [-- MINUTES [FIRST_SEED]]`: over ever new seeds, random edits, configurations and requests. Findings equal
 * those from scratch, nothing throws, no answer takes a second.
 */
import { parseArgs } from 'node:util';
import { checkIncremental } from './incremental.ts';
import { askAtRandom } from './random-requests.ts';

const HELP = `npm run fuzz [-- MINUTES [FIRST_SEED]]

Random edits, configurations and requests, with a new seed again and again for MINUTES (5). It ends at the first seed
whose findings differ from those from scratch, that throws, or whose answer takes a second; FIRST_SEED runs that one again.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' } },
});
const [minutes = 5, first = Date.now() % 1_000_000_000, ...more] = positionals.map(Number);
if (values.help === true) {
  console.log(HELP);
  process.exit(0);
}
if (more.length > 0 || !(minutes > 0) || !Number.isSafeInteger(first)) {
  console.error(HELP);
  process.exit(2);
}
const end = performance.now() + minutes * 60_000;
let compared = 0;
let asked = 0;
let seed = first;
for (; performance.now() < end; seed++) {
  try {
    compared += checkIncremental(seed, 200, ({ snapshot }, random) => {
      asked += askAtRandom(snapshot, random);
    });
  } catch (error) {
    console.error(shown(error));
    console.error(`failing seed: ${seed} (npm run fuzz -- 1 ${seed})`);
    process.exit(1);
  }
}
console.log(
  `${seed - first} seeds from ${first}: ${compared} findings compared, no difference; ${asked} requests answered`,
);

function shown(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.stack ?? error.message;
  const cause = error.cause === undefined ? '' : `\ncaused by ${shown(error.cause)}`;
  return `${text.slice(0, 3000)}${cause}`;
}

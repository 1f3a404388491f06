/**
 * `npm run fuzz [-- MINUTES [FIRST_SEED]]`: over ever new seeds, random edits, configurations and requests. Findings equal
 * those from scratch, nothing throws, no answer takes a second.
 */
import { checkIncremental } from './incremental.ts';
import { askAtRandom } from './random-requests.ts';

const minutes = Number(process.argv[2] ?? 5);
const first = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
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

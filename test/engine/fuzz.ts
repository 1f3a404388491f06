/** `npm run fuzz [-- MINUTES [FIRST_SEED]]`: the equality of incremental and from-scratch analysis over ever new seeds. */
import { checkIncremental } from './incremental.ts';

const minutes = Number(process.argv[2] ?? 5);
const first = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
const end = performance.now() + minutes * 60_000;
let compared = 0;
let seed = first;
for (; performance.now() < end; seed++) {
  try {
    compared += checkIncremental(seed, 200);
  } catch (error) {
    console.error(error instanceof Error ? error.message.slice(0, 4000) : error);
    console.error(`failing seed: ${seed} (npm run fuzz -- 1 ${seed})`);
    process.exit(1);
  }
}
console.log(`${seed - first} seeds from ${first}, ${compared} findings compared, no difference`);

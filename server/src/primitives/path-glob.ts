/** Globs of paths with `/`: `*` stands for any part of a step, `**` for any number of steps. Case matters. */
import { globMatches } from './glob.ts';

/** True for what the glob names, and for everything below it. Linear in the product of both lengths. */
export function pathGlobCovers(glob: string, path: string): boolean {
  const pattern = stepsOf(glob);
  const steps = stepsOf(path);
  if (pattern.length === 0) return true;
  // reached[at]: the first `at` steps of the pattern fit the steps of the path seen so far.
  let reached = throughAny(
    pattern,
    pattern.map(() => false),
    true,
  );
  for (const step of steps) {
    const next = [false, ...pattern.map(() => false)];
    for (const [at, part] of pattern.entries()) {
      if (reached[at] !== true) continue;
      if (part === '**') next[at] = true;
      else if (globMatches(part, step)) next[at + 1] = true;
    }
    reached = throughAny(pattern, next.slice(1), next[0] === true);
    if (reached[pattern.length] === true) return true;
  }
  return false;
}

/** `**` may stand for no step at all. */
function throughAny(pattern: readonly string[], after: readonly boolean[], isFirst: boolean): boolean[] {
  const reached = [isFirst, ...after];
  for (const [at, part] of pattern.entries()) {
    if (part === '**' && reached[at] === true) reached[at + 1] = true;
  }
  return reached;
}

function stepsOf(path: string): readonly string[] {
  return path.split('/').filter((step) => step !== '' && step !== '.');
}

/** Globs of paths know `*` and `**`, and do not leave the folder. */
export function isPathGlob(text: string): boolean {
  return /^[^\\[\]{}?]+$/.test(text) && !text.split('/').includes('..');
}

/** Fields named by a pattern, as schema facts name them: `http[].match[].headers{}`. */
import type { Cursor } from './cursor.ts';

/**
 * Every written field that the pattern names below `root`: `[]` stands for each item of a list, `{}` for each value of
 * a map.
 */
export function fieldsAt(root: Cursor, pattern: string): readonly Cursor[] {
  let found: readonly Cursor[] = [root];
  for (const { name, suffix } of stepsOf(pattern)) {
    const named = name === '' ? found : found.map((cursor) => cursor.get(name));
    found = named.filter((cursor) => cursor.exists).flatMap((cursor) => elements(cursor, suffix));
    // Most patterns end early: few of the fields that a kind knows are written.
    if (found.length === 0) break;
  }
  return found;
}

interface Step {
  readonly name: string;
  readonly suffix: '' | '[]' | '{}';
}

/** Patterns are constants of the rules, read on every run of theirs: each is taken apart once. */
const STEPS = new Map<string, readonly Step[]>();

function stepsOf(pattern: string): readonly Step[] {
  const known = STEPS.get(pattern);
  if (known !== undefined) return known;
  const steps = pattern.split('.').map((step): Step => {
    const suffix = step.endsWith('[]') ? '[]' : step.endsWith('{}') ? '{}' : '';
    return { name: step.slice(0, step.length - suffix.length), suffix };
  });
  STEPS.set(pattern, steps);
  return steps;
}

function elements(cursor: Cursor, suffix: Step['suffix']): readonly Cursor[] {
  if (suffix === '[]') return cursor.items().filter((item) => item.exists);
  if (suffix === '{}')
    return cursor
      .entries()
      .map(({ value }) => value)
      .filter((value) => value.exists);
  return [cursor];
}

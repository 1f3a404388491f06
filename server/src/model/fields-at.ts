/** Fields named by a pattern, as schema facts name them: `http[].match[].headers{}`. */
import type { Cursor } from './cursor.ts';

/**
 * Every written field that the pattern names below `root`: `[]` stands for each item of a list, `{}` for each value of
 * a map.
 */
export function fieldsAt(root: Cursor, pattern: string): readonly Cursor[] {
  let found: readonly Cursor[] = [root];
  for (const step of pattern.split('.')) {
    const name = /^[^[{]*/.exec(step)?.[0] ?? '';
    const named = name === '' ? found : found.map((cursor) => cursor.get(name));
    found = named
      .filter((cursor) => cursor.exists)
      .flatMap((cursor) => elements(cursor, step.slice(name.length)));
  }
  return found;
}

function elements(cursor: Cursor, suffix: string): readonly Cursor[] {
  if (suffix === '[]') return cursor.items().filter((item) => item.exists);
  if (suffix === '{}')
    return cursor
      .entries()
      .map(({ value }) => value)
      .filter((value) => value.exists);
  return [cursor];
}

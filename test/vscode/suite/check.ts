/** Assertions that run in both hosts: `node:assert` does not exist in a worker. */

/** Deep equality of plain data. */
export function checkEqual<T>(actual: T, expected: T, what = 'value'): void {
  const [a, e] = [JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1)];
  if (a !== e) throw new Error(`${what}: expected ${e} but got ${a}`);
}

export function check(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

export function checkIncludes(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`expected ${JSON.stringify(part)} in ${JSON.stringify(text)}`);
}

/** Adds `more` at the end of `list`. `list.push(...more)` overflows the stack at some 125,000 items. */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const item of more) list.push(item);
}

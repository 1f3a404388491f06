/** Reading defaulted values of any shape: what has the wrong type is another problem's business and counts as absent. */

export type Values = Readonly<Record<string, unknown>>;

export function record(value: unknown): Values | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : undefined;
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function has(value: unknown, key: string): boolean {
  const object = record(value);
  return object !== undefined && Object.hasOwn(object, key);
}

/** Follows `a.b`. */
export function member(value: unknown, path: string): unknown {
  let at: unknown = value;
  for (const key of path.split('.')) {
    if (!has(at, key)) return undefined;
    at = record(at)?.[key];
  }
  return at;
}

export function text(value: unknown, path: string): string | undefined {
  const found = member(value, path);
  return typeof found === 'string' ? found : undefined;
}

export function sizeOf(value: unknown): number {
  if (Array.isArray(value) || typeof value === 'string') return value.length;
  return Object.keys(record(value) ?? {}).length;
}

export function isOneOf(value: unknown, when: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(when).every(([field, allowed]) => allowed.includes(text(value, field) ?? ''));
}

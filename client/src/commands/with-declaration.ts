/** The text of a `meshwright.json` with more names in one of its lists. */

/** Undefined where the text is no JSON object, or the key holds something else than a list of texts. */
export function withDeclaration(text: string, key: string, values: readonly string[]): string | undefined {
  const config = parsed(text);
  if (config === undefined) return undefined;
  const before = config[key] ?? [];
  if (!isTextList(before)) return undefined;
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const after = { ...config, [key]: [...new Set([...before, ...values])] };
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return `${JSON.stringify(after, null, indent).replaceAll('\n', end)}${end}`;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

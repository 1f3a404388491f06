/** Looking names up that users wrote: every object of JavaScript has a `constructor`, and no mesh has. */

/** What a record itself holds under a name. */
export function lookUp<T>(
  record: Readonly<Partial<Record<string, T>>> | undefined,
  key: string,
): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The look-up rules of the field documentation, apart from the data so that the generator can use them too. */
import { lookUp } from '../base/look-up.ts';
import { withoutElements } from '../base/node-path.ts';
import type { CompiledDocs, DocEntry, DocTable } from './compiled-docs.ts';

export interface FoundDoc {
  readonly entry: DocEntry;
  /** Entries passed on the way, outermost first, `entry` last. */
  readonly trail: readonly DocEntry[];
}

/** Deeper chains of shared tables do not occur; the bound keeps a circular table from hanging. */
const MAX_DEPTH = 12;

/** The entry for a path inside `spec`, such as `http[].match[].uri.prefix`. */
export function findDoc(docs: CompiledDocs, kind: string, path: string): FoundDoc | undefined {
  return search(docs, lookUp(docs.kinds, kind), withoutElements(path), []);
}

function search(
  docs: CompiledDocs,
  table: DocTable | undefined,
  path: string,
  trail: readonly DocEntry[],
): FoundDoc | undefined {
  if (table === undefined || trail.length > MAX_DEPTH) return undefined;
  const exact = lookUp(table.fields, path);
  if (exact !== undefined) return { entry: exact, trail: [...trail, exact] };
  const via = longestPrefix(table, path);
  if (via !== undefined) {
    const shared = lookUp(docs.shared, via.entry.$ref ?? '');
    const found = search(docs, shared, via.rest, [...trail, via.entry]);
    if (found !== undefined) return found;
  }
  return table.extends === undefined
    ? undefined
    : search(docs, lookUp(docs.shared, table.extends), path, trail);
}

/** The longest entry that stands in front of the path and leads into a shared table. */
function longestPrefix(table: DocTable, path: string) {
  for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
    const parent = path.slice(0, end);
    for (let key = parent; ; key = key.slice(0, -2)) {
      const entry = lookUp(table.fields, key);
      if (entry?.$ref !== undefined) return { entry, rest: path.slice(end + 1) };
      if (!/(?:\[\]|\{\})$/.test(key)) break;
    }
  }
  return undefined;
}

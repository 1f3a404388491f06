/** Turns `schemas/source/field-docs.yaml` into `schemas/docs.json` and into notes for the facts. */
import { parse } from 'yaml';
import type { CompiledDocs, DocEntry } from '../../server/src/schema/compiled-docs.ts';
import { findDoc } from '../../server/src/schema/find-doc.ts';
import type { FieldNotes, NotesOf } from './compile-facts.ts';

export function compileDocs(text: string): CompiledDocs {
  const { baseUrl, kinds, shared } = parse(text) as CompiledDocs;
  return { baseUrl, kinds, shared };
}

/** Fields come in the order of their table, which is that of the reference; deprecations become part of the facts. */
export function fieldNotes(docs: CompiledDocs, pathInTable = inSpec): NotesOf {
  const places = new Map<DocEntry, number>();
  for (const table of [...Object.values(docs.kinds), ...Object.values(docs.shared)]) {
    let place = 0;
    for (const entry of Object.values(table.fields)) places.set(entry, place++);
  }
  return (kind, path) => {
    const inside = pathInTable(path);
    const entry = inside === undefined ? undefined : findDoc(docs, kind, inside)?.entry;
    return entry === undefined ? undefined : notes(entry, places.get(entry) ?? 0);
  };
}

/** Tables of kinds count from `spec`. */
function inSpec(path: string): string | undefined {
  return path.startsWith('spec.') ? path.slice('spec.'.length) : undefined;
}

/** The text of a value that should not be used any more ends like this. */
const DEPRECATED_VALUE = / \(deprecated\)$/;

function notes(entry: DocEntry, place: number): FieldNotes {
  const values = Object.entries(entry.values ?? {})
    .filter(([, text]) => DEPRECATED_VALUE.test(text))
    .map(([value, text]) => [value, text.replace(DEPRECATED_VALUE, '')] as const);
  return {
    place,
    ...(entry.deprecated === undefined ? {} : { deprecated: entry.deprecated }),
    ...(values.length === 0 ? {} : { deprecatedValues: Object.fromEntries(values) }),
  };
}

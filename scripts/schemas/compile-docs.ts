/** Turns `schemas/source/field-docs.yaml` into `schemas/docs.json`, and tells the order of fields in it. */
import { parse } from 'yaml';
import type { CompiledDocs } from '../../server/src/schema/compiled-docs.ts';
import { findDoc } from '../../server/src/schema/find-doc.ts';
import type { FieldOrder } from './compile-facts.ts';

export function compileDocs(text: string): CompiledDocs {
  const { baseUrl, kinds, shared } = parse(text) as CompiledDocs;
  return { baseUrl, kinds, shared };
}

/** Fields come in the order of their table, which is that of the reference. */
export function fieldOrder(docs: CompiledDocs): FieldOrder {
  const places = new Map<unknown, number>();
  for (const table of [...Object.values(docs.kinds), ...Object.values(docs.shared)]) {
    let place = 0;
    for (const entry of Object.values(table.fields)) places.set(entry, place++);
  }
  return (kind, path) => {
    if (!path.startsWith('spec.')) return undefined;
    const found = findDoc(docs, kind, path.slice('spec.'.length));
    return found === undefined ? undefined : places.get(found.entry);
  };
}

/** Turns `schemas/source/mesh-docs.yaml` into `schemas/mesh-docs.json`, whose tables have the form of `docs.json`. */
import { parse } from 'yaml';
import type { CompiledDocs, DocEntry, DocTable } from '../../server/src/schema/compiled-docs.ts';
import type { FamilyFacts } from './facts.ts';
import { rootOf } from './mesh-facts.ts';

interface MeshDocs {
  readonly roots: Readonly<Record<string, DocTable>>;
  readonly shared: Readonly<Record<string, DocTable>>;
}

/** Tables by the name that references use in the compiled form; what no kind leads to is left out. */
export function compileMeshDocs(text: string, others: CompiledDocs, family: FamilyFacts): CompiledDocs {
  const source = parse(text) as MeshDocs;
  const shared: Record<string, DocTable> = {};
  const take = (name: string): string => {
    if (!(name in shared)) {
      const { table, scope } = tableOf(name, source, others);
      shared[name] = table;
      shared[name] = withNames(table, scope, take);
    }
    return name;
  };
  const kinds = Object.values(family.kinds).map(({ kind, fields }) => {
    const table = source.roots[rootOf(kind)] ?? { fields: {} };
    return [kind, withAnchors(withNames(table, '', take), fields)] as const;
  });
  return { baseUrl: others.baseUrl, kinds: Object.fromEntries(kinds), shared };
}

/** `scope` stands in front of the plain names that the table refers to. */
function tableOf(
  name: string,
  { roots, shared }: MeshDocs,
  others: CompiledDocs,
): { readonly table: DocTable; readonly scope: string } {
  const [source, rest = ''] = name.includes('#') ? name.split('#') : ['', name];
  if (source === 'field-docs') return { table: others.shared[rest] ?? { fields: {} }, scope: 'field-docs#' };
  if (source !== 'root') return { table: shared[rest] ?? { fields: {} }, scope: '' };
  const whole = roots[rest];
  if (whole !== undefined) return { table: whole, scope: '' };
  const [root = '', member = ''] = rest.split('/');
  const lead = `${member}{}.`;
  const fields = Object.entries(roots[root]?.fields ?? {}).filter(([path]) => path.startsWith(lead));
  return {
    table: { fields: Object.fromEntries(fields.map(([path, entry]) => [path.slice(lead.length), entry])) },
    scope: '',
  };
}

function withNames(table: DocTable, scope: string, take: (name: string) => string): DocTable {
  const full = (name: string) => take(name.includes('#') ? name : scope + name);
  const entries = Object.entries(table.fields).map(([path, entry]): [string, DocEntry] => [
    path,
    entry.$ref === undefined ? entry : { ...entry, $ref: full(entry.$ref) },
  ]);
  return {
    ...table,
    ...(table.extends === undefined ? {} : { extends: full(table.extends) }),
    fields: Object.fromEntries(entries),
  };
}

/** Addresses are part of the facts. */
function withAnchors(
  table: DocTable,
  facts: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): DocTable {
  const entries = Object.entries(table.fields).map(([path, entry]): [string, DocEntry] => {
    const anchor = facts[path]?.['anchor'];
    return [path, typeof anchor === 'string' ? { ...entry, anchor } : entry];
  });
  return { ...table, fields: Object.fromEntries(entries) };
}

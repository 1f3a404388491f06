/** Puts names of the workspace into the placeholders of a pattern or skeleton. */
import { NAME_SORTS, type NameSort } from './names.ts';

/** The defaults of placeholders that stand for something of the mesh. */
export interface Blanks {
  readonly service?: string;
  /** A port number of the service. */
  readonly port?: string;
  /** Values of the label `version` of its workloads. */
  readonly versions?: readonly string[];
  readonly namespace?: string;
  /** A subset of the service: its line goes when there is none. */
  readonly subset?: string;
  /** What exists already, and the default that stands for it. */
  readonly names?: Readonly<Partial<Record<NameSort, string>>>;
}

/** What a service is called, and how its workloads differ. */
export interface Meant {
  readonly service: string;
  /** Empty: unknown, or left open on purpose. */
  readonly namespace: string;
  readonly port?: string | undefined;
  readonly versions: readonly string[];
  readonly subset?: string | undefined;
}

const PLACEHOLDER = /\$\{(\d{1,4}):([^{}]*)\}/g;

/** `body`: LSP snippet syntax, LF. */
export function fill(body: string, blanks: Blanks, meant: Meant): string {
  const kept = blanks.subset === undefined || meant.subset !== undefined ? body : withoutSubset(body);
  const filled = kept.replace(PLACEHOLDER, (whole, number: string, standard: string) => {
    const value = meantBy(standard, blanks, meant);
    return value === undefined ? whole : `\${${number}:${value.replace(/[\\$}]/g, '\\$&')}}`;
  });
  return meant.namespace === '' ? filled : withNamespace(filled, meant.namespace);
}

function meantBy(standard: string, blanks: Blanks, meant: Meant): string | undefined {
  if (blanks.subset === standard) return meant.subset;
  if (standard === blanks.service) return meant.service;
  if (blanks.namespace !== undefined && standard.startsWith(`${blanks.namespace}/`)) {
    return meant.namespace === '' ? undefined : meant.namespace + standard.slice(blanks.namespace.length);
  }
  if (standard === `/${blanks.service}`) return `/${meant.service}`;
  if (blanks.service !== undefined && standard.startsWith(`${blanks.service}-`)) {
    return meant.service + standard.slice(blanks.service.length);
  }
  if (standard === blanks.port) return meant.port;
  if (standard === blanks.namespace) return meant.namespace === '' ? undefined : meant.namespace;
  const version = blanks.versions?.indexOf(standard) ?? -1;
  return version < 0 ? undefined : meant.versions[version];
}

function withoutSubset(body: string): string {
  return body
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('subset: '))
    .join('\n');
}

/** What stands beside them (the host that a gateway admits) must fit: the default comes first. */
const LATER: ReadonlySet<NameSort> = new Set(['gateway', 'parent']);

/** Blanks that stand for what exists become a choice of it, with the default at the end. */
export function withChoices(
  body: string,
  { names }: Blanks,
  known: (sort: NameSort) => readonly string[],
): string {
  if (names === undefined) return body;
  return body.replace(PLACEHOLDER, (whole, number: string, standard: string) => {
    const sort = NAME_SORTS.find((each) => names[each] === standard);
    const others = sort === undefined ? [] : known(sort).filter((name) => name !== standard);
    if (others.length === 0) return whole;
    const all = sort !== undefined && LATER.has(sort) ? [standard, ...others] : [...others, standard];
    return `\${${number}|${all.join(',')}|}`;
  });
}

/** Every document of the body whose metadata names no namespace gets a line of its own for it. */
export function withNamespace(body: string, namespace: string): string {
  const lines = body.split('\n');
  return lines
    .flatMap((line, at) => {
      const named = line.trimStart();
      if (lines[at - 1] !== 'metadata:' || !named.startsWith('name: ') || named === line) return [line];
      const indent = line.slice(0, line.length - named.length);
      const isWritten = lines[at + 1]?.startsWith(`${indent}namespace:`) === true;
      return isWritten ? [line] : [line, `${indent}namespace: ${namespace}`];
    })
    .join('\n');
}

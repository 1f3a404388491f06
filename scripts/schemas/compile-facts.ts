/** Turns the flat record into the node tables that ship: `schemas/istio.json` and `schemas/gateway-api.json`. */
import type {
  CompactFamily,
  CompactKind,
  CompactNode,
  CompactSpan,
} from '../../server/src/schema/compact-facts.ts';
import type { ServedVersion } from '../../server/src/schema/field-schema.ts';
import { type FamilyFacts, type FieldFacts, type KindFacts, type Releases, sorted } from './facts.ts';

/** What the field documentation adds to the facts. */
export interface FieldNotes {
  /** Place among the siblings. */
  readonly place: number;
  readonly deprecated?: string;
  readonly deprecatedValues?: Readonly<Record<string, string>>;
}

/** Undefined where the documentation says nothing. */
export type NotesOf = (kind: string, path: string) => FieldNotes | undefined;

/** Attributes that ship as they stand in the record. */
const KEPT = [
  'required',
  'enum',
  'format',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'nullable',
  'default',
  'open',
  'oneOf',
  'listMapKeys',
  'since',
  'until',
  'experimental',
  'standardSince',
  'alias',
] as const;

/** Constraints whose earlier value still decides for an older target. */
const LIMITS = new Set([
  'required',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
]);

export function compileFamily(family: FamilyFacts, notesOf: NotesOf): CompactFamily {
  const table = new NodeTable();
  const all = Object.values(family.kinds);
  // A release may be recorded from its experimental bundle alone; it says nothing about the standard channel.
  const standard = family.releases.filter((release) => all.some((kind) => kind.standardReleases?.[release]));
  const kinds = sorted(family.kinds).map(([, kind]) => ({
    ...compileKind(kind, table, notesOf),
    spans: spans(kind.releases, family.releases),
    ...(kind.standardReleases === undefined ? {} : { standardSpans: spans(kind.standardReleases, standard) }),
  }));
  return { releases: family.releases, nodes: table.nodes, kinds };
}

class NodeTable {
  readonly nodes: CompactNode[] = [];
  readonly #known = new Map<string, number>();

  add(node: CompactNode): number {
    const text = JSON.stringify(node);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, this.nodes.length);
    this.nodes.push(node);
    return this.nodes.length - 1;
  }
}

function compileKind(
  kind: KindFacts,
  table: NodeTable,
  notesOf: NotesOf,
): Omit<CompactKind, 'spans' | 'standardSpans'> {
  const members = membersByParent(kind.fields);
  return {
    group: kind.group,
    kind: kind.kind,
    plural: kind.plural,
    shortNames: kind.shortNames,
    scope: kind.scope === 'Cluster' ? 'Cluster' : 'Namespaced',
    ...(kind.since === undefined ? {} : { since: kind.since }),
    ...(kind.until === undefined ? {} : { until: kind.until }),
    root: compileNode({ kind, members, table, notesOf }, '', {
      type: 'object',
      ...('oneOf' in kind ? { oneOf: kind.oneOf } : {}),
    }),
  };
}

interface KindContext {
  readonly kind: KindFacts;
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly table: NodeTable;
  readonly notesOf: NotesOf;
}

/** Paths of the direct members of every object, by the object's path; the root is `''`. */
function membersByParent(fields: Record<string, FieldFacts>): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const path of Object.keys(fields)) {
    if (/[\]}]$/.test(path)) continue;
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
    const siblings = members.get(parent);
    if (siblings === undefined) members.set(parent, [path]);
    else siblings.push(path);
  }
  return members;
}

function compileNode(context: KindContext, path: string, field: FieldFacts): number {
  const node: Record<string, unknown> = { type: field.type };
  for (const key of KEPT) if (field[key] !== undefined) node[key] = field[key];
  if (field['listType'] === 'set') node['uniqueItems'] = true;
  const history = limitsBefore(field);
  if (Object.keys(history).length > 0) node['limitsBefore'] = history;
  const byVersion = limitsByVersion(field);
  if (Object.keys(byVersion).length > 0) node['limitsByVersion'] = byVersion;
  const enumSince = enumHistory(field);
  if (Object.keys(enumSince).length > 0) node['enumSince'] = enumSince;
  const notes = /[\]}]$/.test(path) ? undefined : context.notesOf(context.kind.kind, path);
  if (notes?.deprecated !== undefined) node['deprecated'] = notes.deprecated;
  if (notes?.deprecatedValues !== undefined) node['deprecatedValues'] = notes.deprecatedValues;
  const element = elementOf(context.kind.fields, path);
  if (element !== undefined) node['element'] = compileNode(context, element.path, element.field);
  const members = inOrder(context, context.members.get(path) ?? []);
  if (members.length > 0) {
    node['fields'] = Object.fromEntries(
      members.map((member) => [
        member.slice(member.lastIndexOf('.') + 1),
        compileNode(context, member, context.kind.fields[member] ?? { type: 'any' }),
      ]),
    );
  }
  return context.table.add(node as unknown as CompactNode);
}

function elementOf(fields: Record<string, FieldFacts>, path: string) {
  for (const suffix of ['[]', '{}']) {
    const field = fields[path + suffix];
    if (field !== undefined) return { path: path + suffix, field };
  }
  return undefined;
}

function inOrder(context: KindContext, members: readonly string[]): string[] {
  const places = members.map((member, at) => ({
    member,
    place: context.notesOf(context.kind.kind, member)?.place ?? 10_000 + at,
  }));
  return places.sort((a, b) => a.place - b.place).map(({ member }) => member);
}

/** For each limit, its values before the releases that changed it: `[release, value before it]`, oldest first. */
function limitsBefore(field: FieldFacts): Record<string, [string, unknown][]> {
  const limits: Record<string, [string, unknown][]> = {};
  for (const { at, what, from } of field.changed ?? []) {
    if (!LIMITS.has(what)) continue;
    limits[what] = [...(limits[what] ?? []), [at, from ?? null]];
  }
  return limits;
}

function limitsByVersion(field: FieldFacts): Record<string, Record<string, unknown>> {
  const versions: Record<string, Record<string, unknown>> = {};
  for (const [version, other] of Object.entries(field.differs ?? {})) {
    const limits = Object.entries(other).filter(([what]) => LIMITS.has(what));
    if (limits.length > 0) versions[version] = Object.fromEntries(limits);
  }
  return versions;
}

/** Release in which a value joined an enum that existed before. */
function enumHistory(field: FieldFacts): Record<string, string> {
  const since: Record<string, string> = {};
  for (const { at, what, from, to } of field.changed ?? []) {
    if (what !== 'enum' || !Array.isArray(from) || !Array.isArray(to)) continue;
    for (const value of to) if (!from.includes(value)) since[String(value)] = at;
  }
  return since;
}

function spans(releases: Releases, all: readonly string[]): CompactSpan[] {
  const made: CompactSpan[] = [];
  for (const release of all) {
    const versions = Object.entries(releases[release] ?? {})
      .map(([name, version]) => ({
        name,
        served: version.served,
        deprecated: version.deprecated === true,
        storage: version.storage,
      }))
      .sort(byPreference);
    const last = made.at(-1);
    if (last === undefined || JSON.stringify(last.versions) !== JSON.stringify(versions)) {
      made.push({ from: release, versions });
    }
  }
  return made;
}

function byPreference(a: ServedVersion, b: ServedVersion): number {
  if (a.served !== b.served) return a.served ? -1 : 1;
  return rank(b.name) - rank(a.name);
}

/** Kubernetes' own order of versions: GA before beta before alpha, then the higher number. */
function rank(version: string): number {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (match === null) return -1;
  const stage = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return stage * 1_000_000 + Number(match[1]) * 1_000 + Number(match[3] ?? 0);
}

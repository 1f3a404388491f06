/**
 * Fields of the messages that configure a mesh: MeshConfig, ProxyConfig, MeshNetworks, and IstioOperator, which holds
 * them. `schemas/source/mesh-facts.jsonl` has a line with the releases, then a line per root followed by a line per
 * field, as `facts.jsonl` has them; `$ref` names the root whose fields go on there.
 */
import type { FamilyFacts, FieldFacts, KindFacts } from './facts.ts';

interface Root {
  readonly name: string;
  readonly oneOf: unknown;
  readonly fields: ReadonlyMap<string, FieldFacts>;
}

const MESSAGES = 'istio.mesh.v1alpha1';
/** Roots that are no messages of that package: the kind that each is. */
const OTHERS: Readonly<Record<string, { readonly group: string; readonly kind: string }>> = {
  IstioOperator: { group: 'install.istio.io', kind: 'IstioOperator' },
  'helm/istiod': { group: 'helm.sh', kind: 'IstiodValues' },
};

/** The root of a kind, by which the documentation names it. */
export function rootOf(kind: string): string {
  return Object.entries(OTHERS).find(([, other]) => other.kind === kind)?.[0] ?? kind;
}

export function meshFamily(text: string): FamilyFacts {
  const lines = text.split('\n').filter((line) => line !== '');
  const { releases } = JSON.parse(lines[0] ?? '{}') as { readonly releases: string[] };
  const roots = parseRoots(lines.slice(1));
  const kinds = [...roots.values()].map((root): [string, KindFacts] => {
    const { group, kind } = OTHERS[root.name] ?? { group: MESSAGES, kind: root.name };
    return [`${group}/${kind}`, kindOf({ group, kind }, root, roots)];
  });
  return { releases, kinds: Object.fromEntries(kinds) };
}

function parseRoots(lines: readonly string[]): ReadonlyMap<string, Root> {
  const roots = new Map<string, Root>();
  let fields = new Map<string, FieldFacts>();
  for (const line of lines) {
    const entry = JSON.parse(line) as { readonly root?: string; readonly oneOf?: unknown } & FieldFacts;
    if (entry.root !== undefined) {
      fields = new Map();
      roots.set(entry.root, { name: entry.root, oneOf: entry.oneOf, fields });
    } else {
      const { path, ...field } = entry;
      fields.set(String(path), field as FieldFacts);
    }
  }
  return roots;
}

function kindOf(
  { group, kind }: { readonly group: string; readonly kind: string },
  root: Root,
  roots: ReadonlyMap<string, Root>,
): KindFacts {
  const isObject = kind === 'IstioOperator';
  return {
    group,
    kind,
    plural: '',
    singular: '',
    shortNames: [],
    categories: [],
    scope: 'Namespaced',
    columns: [],
    releases: isObject ? { '1.22': { v1alpha1: { served: true, storage: true } } } : {},
    ...(root.oneOf === undefined ? {} : { oneOf: root.oneOf }),
    fields: Object.fromEntries(expanded(root, roots, [])),
  };
}

/** Every field with those of the roots that it refers to below it. */
function expanded(
  { name, fields }: Root,
  roots: ReadonlyMap<string, Root>,
  trail: readonly string[],
): readonly (readonly [string, FieldFacts])[] {
  return [...fields].flatMap(([path, field]) => {
    const own: readonly [string, FieldFacts] = [path, plain(field)];
    const [target = '', member] = String(field['$ref'] ?? '').split('/');
    const root = roots.get(target);
    if (root === undefined || trail.includes(target)) return [own];
    const inner = expanded(root, roots, [...trail, name]);
    if (member === undefined) {
      const oneOf = root.oneOf === undefined ? {} : { oneOf: root.oneOf };
      return [
        [path, { ...own[1], ...oneOf }] as const,
        ...inner.map(([at, each]) => [`${path}.${at}`, each] as const),
      ];
    }
    const below = inner.filter(([at]) => at.startsWith(`${member}{}`) || at.startsWith(`${member}[]`));
    const type = root.fields.get(member)?.type ?? 'object';
    return [
      [path, { ...own[1], type }] as const,
      ...below.map(([at, each]) => [path + at.slice(member.length), each] as const),
    ];
  });
}

/** A reference that leads out of the record: anything may stand there. */
function plain({ proto, $ref, ...field }: FieldFacts): FieldFacts {
  const isOpen = /istiod-env|^helm\//.test(String($ref ?? ''));
  return {
    ...field,
    ...(proto === undefined ? {} : { alias: proto }),
    ...(isOpen ? { open: true } : {}),
  } as FieldFacts;
}

/** All sites of one resource, found in one walk and kept with its facts. */
import type { KindId } from '../../base/kind-id.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import type { Model, Resource } from '../../model/resource.ts';
import type { ReferenceId } from './reference-id.ts';
import type { SiteSource } from './reference-kind.ts';
import { REFERENCE_KINDS } from './reference-kinds.ts';
import type { Site, SiteFacts } from './site.ts';
import { PatternTree } from './site-pattern.ts';

export interface Sites {
  readonly targets: readonly Site[];
  readonly origins: readonly Site[];
  /** Places of origins whose text is filled in later, so that it names nothing yet. */
  readonly unread: readonly Pick<Site, 'kind' | 'path'>[];
}

interface Leaf {
  readonly kind: ReferenceId;
  readonly role: 'targets' | 'origins';
  readonly source: SiteSource<SiteFacts>;
}

const TREES: ReadonlyMap<KindId, PatternTree<Leaf>> = buildTrees();

/** Kinds of resources that name things or are named. */
export const SITE_KINDS: readonly KindId[] = [...TREES.keys()];

const sites: Model<Sites> = {
  kinds: SITE_KINDS,
  build(resource) {
    const found = { targets: [] as Site[], origins: [] as Site[], unread: [] as Sites['unread'][number][] };
    TREES.get(resource.kindId)?.visit(resource, (place, { kind, role, source }) => {
      const read = source.read(place);
      for (const bare of read) found[role].push({ path: place.at.path, ...bare, kind });
      const isUnread = role === 'origins' && read.length === 0 && holdsPlaceholder(place.at.string() ?? '');
      if (isUnread) found.unread.push({ kind, path: place.at.path });
    });
    return found;
  },
};

export function sitesOf(resource: Resource): Sites {
  return resource.facts(sites);
}

const KINDS_WITH: Readonly<Record<Leaf['role'], ReadonlyMap<ReferenceId, ReadonlySet<KindId>>>> = {
  targets: kindsByReference('targets'),
  origins: kindsByReference('origins'),
};
const NO_KINDS: ReadonlySet<KindId> = new Set();

/** Kinds of resources in which targets, or origins, of a kind of reference may stand. */
export function kindsWithSites(kind: ReferenceId, role: Leaf['role']): ReadonlySet<KindId> {
  return KINDS_WITH[role].get(kind) ?? NO_KINDS;
}

function kindsByReference(role: Leaf['role']): ReadonlyMap<ReferenceId, ReadonlySet<KindId>> {
  return new Map(
    REFERENCE_KINDS.map((reference) => [
      reference.id,
      new Set(reference[role].flatMap((source) => [...source.in])),
    ]),
  );
}

/** Kinds of references that may stand at a path, written or not: what completion offers there. */
export function referenceKindsAt(kind: KindId, path: string): readonly { readonly kind: ReferenceId }[] {
  return (
    TREES.get(kind)
      ?.leavesAt(path)
      .filter(({ role }) => role === 'origins') ?? []
  );
}

function buildTrees(): ReadonlyMap<KindId, PatternTree<Leaf>> {
  const trees = new Map<KindId, PatternTree<Leaf>>();
  for (const reference of REFERENCE_KINDS) {
    for (const role of ['targets', 'origins'] as const) {
      for (const source of reference[role]) {
        for (const kind of source.in) {
          const tree = trees.get(kind) ?? new PatternTree<Leaf>();
          trees.set(kind, tree);
          for (const pattern of source.at) tree.add(pattern, { kind: reference.id, role, source });
        }
      }
    }
  }
  return trees;
}

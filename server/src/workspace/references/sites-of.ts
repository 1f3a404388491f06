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

export type SiteRole = 'targets' | 'origins';

interface Leaf {
  readonly kind: ReferenceId;
  readonly role: SiteRole;
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

/** Kinds of resources in which sites of a kind of reference may stand. */
interface SiteKinds {
  readonly all: ReadonlySet<KindId>;
  /** Of them, those whose text need not hold the name. */
  readonly unspelled: ReadonlySet<KindId>;
}

const KINDS_WITH: Readonly<Record<SiteRole, ReadonlyMap<ReferenceId, SiteKinds>>> = {
  targets: kindsByReference('targets'),
  origins: kindsByReference('origins'),
};
const NO_KINDS: SiteKinds = { all: new Set(), unspelled: new Set() };

export function kindsWithSites(kind: ReferenceId, role: SiteRole): SiteKinds {
  return KINDS_WITH[role].get(kind) ?? NO_KINDS;
}

function kindsByReference(role: SiteRole): ReadonlyMap<ReferenceId, SiteKinds> {
  const kindsOf = (sources: readonly SiteSource<SiteFacts>[]) =>
    new Set(sources.flatMap((source) => source.in));
  return new Map(
    REFERENCE_KINDS.map((reference) => [
      reference.id,
      {
        all: kindsOf(reference[role]),
        unspelled: kindsOf(reference[role].filter(({ isUnspelled }) => isUnspelled === true)),
      },
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

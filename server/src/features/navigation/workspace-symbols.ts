/** Names of the whole workspace that a query finds: resources, hosts, subsets, routes. */
import { kindName } from '../../base/kind-id.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import { rangeOfSite } from '../../workspace/references/sites-at.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { findEntry } from '../../yaml/navigate.ts';

export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: 'resource' | 'host' | 'subset' | 'route' | 'listener';
  /** What it belongs to: `VirtualService shop/cart`. */
  readonly container: string;
  readonly uri: string;
  readonly range: OffsetRange;
}

/** Kinds of references whose definitions are worth finding by themselves. */
const DEFINING: Readonly<Record<string, WorkspaceSymbol['kind']>> = {
  subset: 'subset',
  listener: 'listener',
};

/** One list per file, so that the caller may stop in between. An empty query finds everything. */
export function* workspaceSymbols(
  snapshot: Snapshot,
  query: string,
): Generator<readonly WorkspaceSymbol[], void> {
  const wanted = query.toLowerCase();
  for (const uri of snapshot.uris()) {
    yield snapshot
      .resources(uri)
      .flatMap((slot) => symbolsOf(snapshot, slot))
      .filter((symbol) => isSubsequence(wanted, `${symbol.container} ${symbol.name}`.toLowerCase()));
  }
}

function symbolsOf(snapshot: Snapshot, slot: Slot): readonly WorkspaceSymbol[] {
  const { resource, uri } = slot;
  if (resource.name === '') return [];
  const kind = kindName(resource.kindId);
  const owner = `${kind} ${resource.namespace === '' ? '' : `${resource.namespace}/`}${resource.name}`;
  const at = (path: string) => snapshot.rangeOf({ resource: slot, path }).range;
  const own: WorkspaceSymbol = {
    name: resource.name,
    kind: 'resource',
    container: resource.namespace === '' ? kind : `${kind} in ${resource.namespace}`,
    uri,
    range: at('metadata.name'),
  };
  const parts = sitesOf(resource).targets.flatMap((site): WorkspaceSymbol[] => {
    const isHost = site.kind === 'host' && site.path !== 'metadata.name';
    const symbol = isHost ? 'host' : DEFINING[site.kind];
    if (symbol === undefined) return [];
    const range = rangeOfSite(snapshot, { row: site, resource: slot });
    const name = isHost ? String(site.facts['host']) : site.name;
    return [{ name, kind: symbol, container: owner, uri, range }];
  });
  return [own, ...parts, ...routes(slot, owner, at)];
}

/** Routes that have a name: of VirtualServices and of the Gateway API. */
function routes(slot: Slot, owner: string, at: (path: string) => OffsetRange): readonly WorkspaceSymbol[] {
  const { spec } = slot.resource;
  return ['http', 'rules'].flatMap((list) =>
    spec
      .get(list)
      .items()
      .flatMap((item): WorkspaceSymbol[] => {
        const name = findEntry(item.node, 'name')?.value;
        if (name?.kind !== 'scalar' || name.text === '') return [];
        const range = at(`${item.path}.name`);
        return [{ name: name.text, kind: 'route', container: owner, uri: slot.uri, range }];
      }),
  );
}

function isSubsequence(wanted: string, text: string): boolean {
  let at = 0;
  for (const character of wanted) {
    if (character === ' ') continue;
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Names of the whole workspace that a query finds: resources, hosts, subsets, routes. */

import { kindName } from '../../base/kind-id.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import type { ReferenceId } from '../../workspace/references/reference-id.ts';
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

/** Kinds of references whose definitions are found by themselves; objects are found as what they are. */
const DEFINING: Readonly<Record<ReferenceId, WorkspaceSymbol['kind'] | undefined>> = {
  'container-port': undefined,
  'destination-rule': undefined,
  gateway: undefined,
  'gateway-class': undefined,
  host: 'host',
  issuer: undefined,
  'kubernetes-gateway': undefined,
  label: undefined,
  listener: 'listener',
  namespace: undefined,
  port: undefined,
  'port-name': undefined,
  provider: undefined,
  route: undefined,
  secret: undefined,
  'service-account': undefined,
  subset: 'subset',
  'virtual-service': undefined,
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
      .flatMap(namesOf)
      .filter(({ name, container }) => isSubsequence(wanted, `${container} ${name}`.toLowerCase()))
      .map(({ range, ...name }) => ({ ...name, uri, range: range(snapshot) }));
  }
}

/** Where a name stands is found out only when it is wanted. */
type Named = Omit<WorkspaceSymbol, 'uri' | 'range'> & {
  readonly range: (snapshot: Snapshot) => OffsetRange;
};

function namesOf(slot: Slot): readonly Named[] {
  const { resource } = slot;
  if (resource.name === '') return [];
  const kind = kindName(resource.kindId);
  const owner = `${kind} ${resource.namespace === '' ? '' : `${resource.namespace}/`}${resource.name}`;
  const own: Named = {
    // Editors look for the query in the name alone, so the kind is part of it.
    name: `${kind} ${resource.name}`,
    kind: 'resource',
    container: resource.namespace,
    range: (snapshot) => snapshot.rangeOf({ resource: slot, path: 'metadata.name' }).range,
  };
  const parts = sitesOf(resource).targets.flatMap((site): Named[] => {
    const symbol = DEFINING[site.kind];
    // A Service is found as the object that it is.
    if (symbol === undefined || (symbol === 'host' && site.path === 'metadata.name')) return [];
    const name = symbol === 'host' ? String(site.facts['host']) : site.name;
    const range = (snapshot: Snapshot) => rangeOfSite(snapshot, { row: site, resource: slot });
    return [{ name, kind: symbol, container: owner, range }];
  });
  return [own, ...parts, ...routes(slot, owner)];
}

/** Routes that have a name: of VirtualServices and of the Gateway API. */
function routes(slot: Slot, owner: string): readonly Named[] {
  const { spec } = slot.resource;
  return ['http', 'rules'].flatMap((list) =>
    spec
      .get(list)
      .items()
      .flatMap((item): Named[] => {
        const name = findEntry(item.node, 'name')?.value;
        if (name?.kind !== 'scalar' || name.text === '') return [];
        const path = `${item.path}.name`;
        return [
          {
            name: name.text,
            kind: 'route',
            container: owner,
            range: (snapshot) => snapshot.rangeOf({ resource: slot, path }).range,
          },
        ];
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

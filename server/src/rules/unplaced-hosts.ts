/** Short hosts of an object that names no namespace, while the Service of that name stands in exactly one. */
import type { Resource, ResourceRef } from '../model/resource.ts';
import type { WorldReader } from '../workspace/check.ts';
import type { FindingData } from '../workspace/finding.ts';
import { clusterHost } from '../workspace/resolve/hosts.ts';
import { meantHosts } from '../workspace/resolve/meant-hosts.ts';
import { set } from '../yaml/plan/operation.ts';
import type { FixDefinition } from './define-rule.ts';
import { suggestion } from './fixes/forms.ts';

export interface UnplacedHost {
  readonly path: string;
  readonly host: string;
  /** Fully qualified. */
  readonly full: string;
  /** Namespace of the Service. */
  readonly home: string;
}

export interface UnplacedData extends FindingData {
  readonly host: string;
  readonly namespace: string;
  readonly home: string;
  readonly places: readonly Pick<UnplacedHost, 'path' | 'full'>[];
}

/** The host at a path, when the namespace alone is missing; charts get theirs when they are installed. */
export function unplacedHost(
  world: WorldReader,
  resource: Resource,
  { host, path }: Pick<UnplacedHost, 'host' | 'path'>,
): UnplacedHost | undefined {
  if (resource.isNamespaceWritten || resource.isTemplate || host.includes('.')) return undefined;
  const [full, ...others] = meantHosts(world, host);
  if (full === undefined || others.length > 0) return undefined;
  const home = clusterHost(world, full, '')?.namespace;
  return home === undefined ? undefined : { path, host, full, home };
}

/** One finding for all of them, at the first; they have one home. */
export function unplacedReport(
  { resource, self }: { readonly resource: Resource; readonly self: ResourceRef },
  hosts: readonly UnplacedHost[],
) {
  const [{ path: at, host, home } = { path: '', host: '', home: '' }, ...others] = hosts;
  const { namespace } = resource;
  const places = hosts.map(({ path, full }) => ({ path, full }));
  return {
    at,
    data: { host, namespace, home, places },
    related: others.map(({ path }) => ({ resource: self, path, text: 'looked for there, too' })),
    fixes: ['writeNamespace', 'writeFullHosts'],
  };
}

export function unplacedText({ host, namespace, home }: UnplacedData): string {
  return `This object names no namespace: host "${host}" is looked for in "${namespace}", and the only Service of that name is in "${home}"`;
}

/** The way out for the object: it moves to where the Services are. */
export const writeNamespace: FixDefinition = suggestion(({ data }) => {
  const { home } = data;
  if (typeof home !== 'string') return [];
  return [
    { title: `Write namespace "${home}" into metadata`, operations: [set('metadata.namespace', home)] },
  ];
});

/** The way out for the names: the object stays where it is. */
export const writeFullHosts: FixDefinition = suggestion(({ data }) => {
  const { places = [] } = data as Partial<UnplacedData>;
  const [first, ...others] = places;
  if (first === undefined) return [];
  const title =
    others.length === 0 ? `Use host "${first.full}"` : `Write full host names of "${data['home']}"`;
  return [{ title, operations: places.map(({ path, full }) => set(path, full)) }];
});

/** Which services were probably meant by a host that is not known: the same name in another namespace, in full. */
import type { WorldReader } from '../check.ts';
import { namedObjects, nameKey } from '../tables/named-objects.ts';
import { qualifiedName } from './hosts.ts';

/** Kiali takes `name.namespace` and `name.namespace.svc` for the Service, which the control plane does not. */
export function isKnownToKiali(host: string, meant: readonly string[]): boolean {
  const [, namespace] = host.split('.');
  return meant.length > 0 && namespace !== undefined && namespace !== 'svc';
}

/**
 * Full names. `pay` and `pay.svc.cluster.local`: services of that name, wherever they are; `pay.team` and
 * `pay.team.svc`: the one of that namespace, since a host with a dot is taken as it stands.
 */
export function meantHosts(world: WorldReader, host: string): readonly string[] {
  const [name = '', namespace, ...rest] = host.split('.');
  if (name === '' || name.startsWith('*')) return [];
  const isBare = namespace === undefined || namespace === 'svc';
  const isForm = isBare || rest.length === 0 || rest[0] === 'svc';
  if (!isForm) return [];
  const homes = world
    .read(namedObjects, nameKey('core/Service', name))
    .map(({ row }) => row.namespace)
    .filter((each) => isBare || each === namespace);
  return [...new Set(homes)].map((each) => qualifiedName(world, `${name}.${each}.svc`));
}

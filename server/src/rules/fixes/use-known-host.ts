/** "Did you mean" for hosts: shared by the rules that meet one the registry does not have. */
import { KnownWords, nearest } from '../../base/nearest.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { defineDerived } from '../../workspace/derived.ts';
import { clusterHost, qualifiedName } from '../../workspace/resolve/hosts.ts';
import { meantHosts } from '../../workspace/resolve/meant-hosts.ts';
import { serviceHosts, servicesInNamespace } from '../../workspace/tables/service-hosts.ts';
import type { FixDefinition } from '../define-rule.ts';
import { suggestion, use } from './forms.ts';

/** Offers hosts that look like `data.host` of the finding, from the namespace that the host names. */
export const useKnownHost: FixDefinition = suggestion((finding, ctx) => {
  const host = String(finding.data['host']);
  const destination = ctx.resource.cursor.at(finding.at.path.replace(/\.host$/, ''));
  const port = destination.get('port').get('number').number();
  const known = knownHosts(ctx.world, host, ctx.resource.namespace, port);
  const meant = meantHosts(ctx.world, host);
  return [...new Set([...meant, ...nearest(host, known)])].map((name) => use(finding, name, 'host'));
});

/** Written as the mistaken host is: short names for a short name, full names otherwise. */
function knownHosts(
  world: WorldReader,
  host: string,
  namespace: string,
  port: number | undefined,
): KnownWords {
  const isShort = !host.includes('.');
  const named = clusterHost(world, host, namespace)?.namespace ?? namespace;
  return world.derive(hostsToMean, JSON.stringify([isShort, named, namespace, port ?? null]));
}

/** Made ready once for all who miss a host. Key: whether it is short, its namespace, that of the finding, and a port. */
const hostsToMean = defineDerived<KnownWords>({
  name: 'hostsToMean',
  derive(key, world) {
    const [isShort, named, namespace, port] = JSON.parse(key) as [boolean, string, string, number | null];
    const hosts = [...new Set([named, namespace])].flatMap((each) =>
      world.read(servicesInNamespace, each).flatMap(({ row }) => {
        // A host without the port that is asked for is not the one that was meant.
        if (port !== null && !hasPort(world, row.host, port)) return [];
        const short = /^([^.]+)\.([^.]+)\.svc$/.exec(row.host);
        if (isShort) return short !== null && short[2] === namespace ? [short[1] ?? ''] : [];
        return [qualifiedName(world, row.host)];
      }),
    );
    return new KnownWords(hosts);
  },
});

function hasPort(world: WorldReader, host: string, port: number): boolean {
  return world
    .read(serviceHosts, host)
    .some(({ row }) => row.hasMorePorts || row.ports.some(({ number }) => number === port));
}

/** Hosts that a Gateway serves, and protocols of ports. */
import { virtualService } from '../../../../model/virtual-service.ts';
import { gatewayReference } from '../../../../workspace/resolve/gateway-binding.ts';
import { Slot } from '../../../../workspace/slot.ts';
import { RANK } from '../../suggestion.ts';
import { aboutObject, type Choice, word } from '../choice.ts';
import { isKind, type MeshPlace, siblingItems } from '../mesh-place.ts';
import { originsNamed } from '../targets.ts';

/** Hosts of the VirtualServices that bind to this Gateway; behind their namespace once a slash is typed. */
export function servedHosts(place: MeshPlace): readonly Choice[] {
  const written = siblingItems(place);
  const gateway = `${place.namespace}/${place.name}`;
  const bound = originsNamed(place, 'gateway', gateway).flatMap(({ resource }): readonly Choice[] => {
    if (!(resource instanceof Slot)) return [];
    const { hosts, gateways } = resource.resource.facts(virtualService);
    const isBound = gateways.some(({ value }) => {
      const reference = gatewayReference(value, resource.namespace);
      return reference !== 'mesh' && `${reference.namespace}/${reference.name}` === gateway;
    });
    if (!isBound) return [];
    return hosts.map(({ value }) => ({
      name: place.word.includes('/') ? `${resource.namespace}/${value}` : value,
      rank: RANK.first,
      about: () => aboutObject(place, resource),
    }));
  });
  const general = [word('*', 'every host, of every namespace'), word('./*', 'hosts of this namespace only')];
  return [...bound, ...general].filter(({ name }) => !written.has(name));
}

const PROTOCOLS: readonly (readonly [string, string])[] = [
  ['HTTP', 'plain requests'],
  ['HTTPS', 'requests behind TLS'],
  ['GRPC', 'gRPC'],
  ['HTTP2', 'requests of HTTP/2'],
  ['GRPC-WEB', 'gRPC for browsers'],
  ['TLS', 'TLS that is routed by its server name'],
  ['TCP', 'bytes'],
  ['MONGO', 'MongoDB, of which statistics are made'],
];

export function protocols(place: MeshPlace): readonly Choice[] {
  const known = isKind(place, 'Gateway') ? PROTOCOLS.filter(([name]) => name !== 'GRPC-WEB') : PROTOCOLS;
  return known.map(([name, detail], at) => word(name, detail, at < 2 ? RANK.first : RANK.common));
}

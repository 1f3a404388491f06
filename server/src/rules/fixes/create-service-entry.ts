/** A ServiceEntry for a host outside the mesh that something routes to or configures. */
import { trimEndOf } from '../../base/trim-text.ts';
import { isDnsLabel } from '../../primitives/dns-label.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import { HTTPS_PORTS, isPort } from '../../primitives/port.ts';
import { clusterHost } from '../../workspace/resolve/hosts.ts';
import type { FixContext, FixDefinition } from '../define-rule.ts';
import { suggestion } from './forms.ts';

const PLAIN_PORT = 80;
const TLS_PORT = 443;

/** For `data.host` of a finding at a destination of a VirtualService, or at the host of a DestinationRule. */
export const createServiceEntry: FixDefinition = suggestion(({ data, at }, ctx) => {
  const host = String(data['host']);
  const { namespace } = ctx.resource;
  if (!isOutsideName(host) || clusterHost(ctx.world, host, namespace) !== undefined) return [];
  const port = portOf(ctx, at.path);
  const name = trimEndOf(host.replaceAll('.', '-').slice(0, LONGEST_NAME), '-');
  const wanted = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', name, namespace };
  if (port === undefined || ctx.isTaken(wanted)) return [];
  const spec = {
    hosts: [host],
    location: 'MESH_EXTERNAL',
    ports: [{ ...port, name: port.protocol.toLowerCase() }],
    resolution: 'DNS',
  };
  return [
    {
      title: `Create ServiceEntry "${name}" for "${host}" (port ${port.number}, ${port.protocol})`,
      operations: [ctx.create(ctx.self, { ...wanted, body: { spec } })],
    },
  ];
});

const LONGEST_NAME = 63;

/** What the DNS can look up. */
function isOutsideName(host: string): boolean {
  const labels = host.split('.');
  return labels.length > 1 && labels.every(isDnsLabel) && !isIpAddress(host);
}

interface EntryPort {
  readonly number: number;
  readonly protocol: string;
}

/** As far as the place says; a TCP route without a port says nothing. */
function portOf({ resource }: FixContext, path: string): EntryPort | undefined {
  const isRule = path === 'spec.host';
  const parent = isRule
    ? resource.spec.get('trafficPolicy').get('portLevelSettings').items()[0]
    : resource.cursor.at(path.replace(/\.host$/, ''));
  const written = parent?.get('port').get('number').number();
  if (written !== undefined && !isPort(written)) return undefined;
  if (path.startsWith('spec.tcp['))
    return written === undefined ? undefined : { number: written, protocol: 'TCP' };
  if (path.startsWith('spec.tls[')) return { number: written ?? TLS_PORT, protocol: 'TLS' };
  const beginsTls = isRule && ['SIMPLE', 'MUTUAL'].includes(tlsMode(resource.spec, parent) ?? '');
  const number = written ?? (beginsTls ? TLS_PORT : PLAIN_PORT);
  return { number, protocol: beginsTls || HTTPS_PORTS.has(number) ? 'HTTPS' : 'HTTP' };
}

function tlsMode(spec: FixContext['resource']['spec'], port: typeof spec | undefined): string | undefined {
  return (port ?? spec.get('trafficPolicy')).get('tls').get('mode').string();
}

/** An endpoint of a ServiceEntry with an address that its resolution cannot use, or ports that the entry lacks. */
import type { Cursor } from '../../model/cursor.ts';
import { checkFqdn } from '../../primitives/host.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import { isUnixAddress } from '../../primitives/unix-socket.ts';
import { set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const NO_IP: AdmissionCheck = { code: 'V-SE-22' };
const SOCKET_PORTS: AdmissionCheck = { code: 'V-SE-23' };
const UNKNOWN_PORT: AdmissionCheck = { code: 'V-SE-24' };
const NO_NAME: AdmissionCheck = { code: 'V-SE-30' };

export const badEndpoint = defineRule({
  id: 'service-entry/bad-endpoint',
  title: 'Endpoint does not fit the ServiceEntry',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([NO_IP, SOCKET_PORTS, UNKNOWN_PORT, NO_NAME]),
  docs: {
    why: 'With resolution `STATIC` endpoints have IP addresses or Unix sockets, the latter for exactly one port; with `DNS` names or IP addresses. Their `ports` say where the ports of the entry are found, by the names of those. The webhook refuses the rest.',
    fix: 'Use resolution `DNS` for names, and names of ports that the entry has.',
  },
  messages: {
    noIp: ({ address }: { address: string }) =>
      `"${address}" is no IP address, and resolution STATIC looks up no names`,
    noName: ({ address, resolution }: { address: string; resolution: string }) =>
      `"${address}" is neither a name nor an IP address, as resolution ${resolution} needs`,
    noAddress: ({ resolution }: { resolution: string }) =>
      `The endpoint has no "address", which resolution ${resolution} looks up`,
    socket: ({ count }: { count: number }) =>
      `An endpoint is a Unix socket, and the entry has ${count} ports instead of one`,
    port: ({ port }: { port: string }) => `The ServiceEntry has no port named "${port}"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const resolution = ctx.spec.get('resolution').string() ?? 'NONE';
    const isStatic = resolution === 'STATIC';
    if (!isStatic && resolution !== 'DNS' && resolution !== 'DNS_ROUND_ROBIN') return;
    const ports = ctx.spec.get('ports').items();
    const names = new Set(ports.map((port) => port.get('name').string()));
    for (const endpoint of ctx.spec.get('endpoints').items()) {
      const address = endpoint.get('address').sourcedString();
      if (address !== undefined && address.value !== '') {
        const data = { address: address.value, resolution };
        const isSocket = isUnixAddress(address.value);
        const isName = checkFqdn(address.value).ok;
        if (isStatic && isSocket && ports.length !== 1) {
          const at = ports.length === 0 ? address.path : ctx.spec.get('ports').path;
          const equivalents = admission([SOCKET_PORTS]);
          ctx.report({ message: 'socket', at, data: { count: ports.length }, equivalents });
        } else if (isStatic && !isSocket && !isIpAddress(address.value)) {
          const fixes = isName ? ['useDns'] : [];
          ctx.report({ message: 'noIp', at: address.path, data, equivalents: admission([NO_IP]), fixes });
        } else if (!isStatic && !isIpAddress(address.value) && !isName) {
          ctx.report({ message: 'noName', at: address.path, data, equivalents: admission([NO_NAME]) });
        }
      }
      // Without a network, too, it is told as such.
      if (!isStatic && endpoint.has('network') && (address?.value ?? '') === '') {
        const at = address?.path ?? endpoint.path;
        ctx.report({ message: 'noAddress', at, data: { resolution }, equivalents: admission([NO_NAME]) });
      }
      for (const port of unknownPorts(endpoint, names)) {
        const at = { path: port.value.path, part: 'key' } as const;
        ctx.report({ message: 'port', at, data: { port: port.key }, equivalents: admission([UNKNOWN_PORT]) });
      }
    }
  },
  fixes: {
    useDns: suggestion(() => [
      { title: 'Use resolution "DNS"', operations: [set('spec.resolution', 'DNS')] },
    ]),
  },
});

function unknownPorts(endpoint: Cursor, names: ReadonlySet<string | undefined>) {
  return endpoint
    .get('ports')
    .entries()
    .filter(({ key, value }) => value.exists && !names.has(key));
}

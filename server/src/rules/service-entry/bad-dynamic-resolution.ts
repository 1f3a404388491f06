/** A ServiceEntry whose hosts are looked up as requests name them, with something that contradicts that. */

import { isAtLeast } from '../../primitives/istio-version.ts';
import { parseProtocol } from '../../primitives/port.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const SINCE = '1.28';
const HOST: AdmissionCheck = { code: 'V-SE-32', since: SINCE };
const ADDRESSES: AdmissionCheck = { code: 'V-SE-33', since: SINCE };
const ENDPOINTS: AdmissionCheck = { code: 'V-SE-34', since: SINCE };
const PROTOCOL: AdmissionCheck = { code: 'V-SE-35', since: SINCE };
const WAYPOINT: AdmissionCheck = { code: 'V-SE-37', since: '1.30' };

/** What a release takes, upper case. */
const PROTOCOLS: readonly { readonly since: string; readonly names: readonly string[] }[] = [
  { since: '1.30', names: ['HTTP', 'TLS', 'GRPC', 'HTTP2'] },
  { since: '1.29', names: ['HTTP', 'TLS'] },
  { since: '1.28', names: ['HTTP'] },
];

export const badDynamicResolution = defineRule({
  id: 'service-entry/bad-dynamic-resolution',
  title: 'Something contradicts resolution DYNAMIC_DNS',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  supersedes: ['service-entry/conflicting-protocol'],
  istio: { since: SINCE },
  equivalents: admission([HOST, ADDRESSES, ENDPOINTS, PROTOCOL, WAYPOINT]),
  docs: {
    why: 'With `DYNAMIC_DNS` the proxy looks up the very host that a request names: hosts are domains (`*.example.com`), there are no addresses or endpoints, and the protocol must tell the host: HTTP, HTTP/2, gRPC or TLS. Waypoints do not serve such entries inside of the mesh. The webhook refuses the rest.',
    fix: 'Use resolution `DNS` for single hosts, addresses or endpoints; else remove what contradicts.',
    noFix: 'Either the resolution or the field beside it is not meant, and both are plausible.',
  },
  messages: {
    host: ({ host }: { host: string }) =>
      `Host "${host}" is no domain ("*.…"), as resolution DYNAMIC_DNS needs`,
    field: ({ field }: { field: string }) =>
      `"${field}" contradicts resolution DYNAMIC_DNS, which looks hosts up`,
    protocol: ({ protocol, allowed }: { protocol: string; allowed: string }) =>
      `Protocol "${protocol}" does not tell the host; with resolution DYNAMIC_DNS it is one of ${allowed}`,
    noProtocol: ({ allowed }: { allowed: string }) =>
      `The port needs a protocol that tells the host: one of ${allowed}`,
    waypoint: ({ waypoint }: { waypoint: string }) =>
      `A host inside of the mesh that is looked up by requests cannot be served by waypoint "${waypoint}"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const { spec, resource } = ctx;
    if (resource.isTemplate || spec.get('resolution').string() !== 'DYNAMIC_DNS') return;
    const version = ctx.world.config('istioVersion');
    for (const { value, path } of spec.get('hosts').strings()) {
      if (value.startsWith('*')) continue;
      ctx.report({ message: 'host', at: path, data: { host: value }, equivalents: admission([HOST]) });
    }
    for (const [field, check] of [
      ['addresses', ADDRESSES],
      ['endpoints', ENDPOINTS],
    ] as const) {
      const written = spec.get(field);
      if (written.items().length === 0) continue;
      ctx.report({ message: 'field', at: written.path, data: { field }, equivalents: admission([check]) });
    }
    const names = PROTOCOLS.find(({ since }) => isAtLeast(version, since))?.names ?? [];
    for (const port of spec.get('ports').items()) {
      const written = port.get('protocol').sourcedString();
      const protocol = parseProtocol(written?.value ?? '');
      if (names.includes((written?.value ?? '').toUpperCase())) continue;
      const allowed = names.join(', ');
      const equivalents = admission([PROTOCOL]);
      if (written === undefined || written.value === '') {
        ctx.report({ message: 'noProtocol', at: written?.path ?? port.path, data: { allowed }, equivalents });
      } else if (protocol !== undefined) {
        ctx.report({
          message: 'protocol',
          at: written.path,
          data: { protocol: written.value, allowed },
          equivalents,
        });
      }
    }
    const waypoint =
      resource.cursor.get('metadata').get('labels').get('istio.io/use-waypoint').string() ?? '';
    const location = spec.get('location').sourcedString();
    const equivalents = admissionAt(version, [WAYPOINT]);
    const isServed = waypoint !== '' && waypoint.toLowerCase() !== 'none' && equivalents.length > 0;
    if (isServed && location?.value === 'MESH_INTERNAL') {
      ctx.report({ message: 'waypoint', at: location.path, data: { waypoint }, equivalents });
    }
  },
});

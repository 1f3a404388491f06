/** A port number that no connection can have. */
import type { KindId } from '../../base/kind-id.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import type { Resource } from '../../model/resource.ts';
import { isPort } from '../../primitives/port.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec } from '../field-table.ts';

interface PortField {
  readonly pattern: string;
  readonly checks: readonly AdmissionCheck[];
  /** Zero is refused by the API server only. */
  readonly zeroChecks?: readonly AdmissionCheck[];
  /** Zero is as good as no port. */
  readonly isZeroNone?: true;
}

const CONDITION: AdmissionCheck = { code: 'C-15', since: '1.23' };

const DESTINATIONS: readonly string[] = [
  'http[].route[].destination',
  'tls[].route[].destination',
  'tcp[].route[].destination',
  'http[].mirror',
  'http[].mirrors[].destination',
];

const FIELDS: ReadonlyMap<KindId, readonly PortField[]> = new Map<KindId, readonly PortField[]>([
  [
    'networking.istio.io/VirtualService',
    [
      ...DESTINATIONS.map(
        (place): PortField => ({ pattern: `${place}.port.number`, checks: [{ code: 'V-VS-133' }] }),
      ),
      { pattern: 'http[].match[].port', checks: [{ code: 'V-VS-49' }], isZeroNone: true },
      { pattern: 'tls[].match[].port', checks: [{ code: 'V-VS-156' }], isZeroNone: true },
      { pattern: 'tcp[].match[].port', checks: [{ code: 'V-VS-156' }], isZeroNone: true },
      { pattern: 'http[].redirect.port', checks: [{ code: 'V-VS-85' }], isZeroNone: true },
    ],
  ],
  [
    'networking.istio.io/DestinationRule',
    ['trafficPolicy', 'subsets[].trafficPolicy'].map(
      (place): PortField => ({
        pattern: `${place}.tunnel.targetPort`,
        checks: [{ code: 'V-DR-15' }],
      }),
    ),
  ],
  [
    'networking.istio.io/EnvoyFilter',
    [
      {
        pattern: 'configPatches[].match.waypoint.portNumber',
        checks: [{ code: 'C-15', since: '1.29' }],
      },
    ],
  ],
  [
    'networking.istio.io/ServiceEntry',
    [
      { pattern: 'endpoints[].ports{}', checks: [CONDITION, { code: 'V-SE-26' }] },
      { pattern: 'ports[].number', checks: [CONDITION, { code: 'V-SE-15' }] },
      {
        pattern: 'ports[].targetPort',
        checks: [CONDITION, { code: 'V-SE-11' }],
        zeroChecks: [CONDITION],
      },
    ],
  ],
  ['networking.istio.io/WorkloadEntry', [{ pattern: 'ports{}', checks: [CONDITION, { code: 'V-WE-07' }] }]],
  [
    'networking.istio.io/WorkloadGroup',
    [
      { pattern: 'template.ports{}', checks: [CONDITION] },
      { pattern: 'probe.grpc.port', checks: [{ code: 'C-15', since: '1.25' }] },
      { pattern: 'probe.httpGet.port', checks: [CONDITION, { code: 'V-WG-04' }] },
      { pattern: 'probe.tcpSocket.port', checks: [CONDITION, { code: 'V-WG-04' }] },
    ],
  ],
]);

export const outOfRange = defineRule({
  id: 'port/out-of-range',
  title: 'Port number is not from 1 to 65535',
  severity: 'error',
  preset: 'recommended',
  kinds: [
    'networking.istio.io/VirtualService',
    'networking.istio.io/DestinationRule',
    'networking.istio.io/EnvoyFilter',
    'networking.istio.io/ServiceEntry',
    'networking.istio.io/WorkloadEntry',
    'networking.istio.io/WorkloadGroup',
  ],
  fields: new Map([...FIELDS].map(([kind, fields]) => [kind, inSpec(fields.map(({ pattern }) => pattern))])),
  scope: 'document',
  equivalents: admission([
    CONDITION,
    { code: 'V-DR-15' },
    { code: 'V-SE-11' },
    { code: 'V-SE-15' },
    { code: 'V-SE-26' },
    { code: 'V-WE-07' },
    { code: 'V-WG-04' },
    { code: 'V-VS-49' },
    { code: 'V-VS-85' },
    { code: 'V-VS-133' },
    { code: 'V-VS-156' },
  ]),
  supersedes: ['virtual-service/port-not-found', 'virtual-service/match-ruled-out'],
  docs: {
    why: 'Nothing can listen on such a port, so the object is rejected.',
    fix: 'Write a port from 1 to 65535. Leave `targetPort` out when it is the same as `number`.',
    noFix: 'Which port was meant is not written.',
  },
  messages: {
    outOfRange: ({ port }: { port: number }) => `"${port}" is no port; ports go from 1 to 65535`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const { pattern, checks, zeroChecks, isZeroNone } of fieldsOf(ctx.resource)) {
      for (const field of fieldsAt(ctx.spec, pattern)) {
        const port = field.number();
        if (port === undefined || isPort(port) || (port === 0 && isZeroNone === true)) continue;
        const found = port === 0 ? (zeroChecks ?? checks) : checks;
        const equivalents = admissionAt(ctx.world.config('istioVersion'), found);
        if (equivalents.length === 0) continue;
        ctx.report({ message: 'outOfRange', at: field.path, data: { port }, equivalents });
      }
    }
  },
});

function fieldsOf({ kindId }: Resource): readonly PortField[] {
  return FIELDS.get(kindId) ?? [];
}

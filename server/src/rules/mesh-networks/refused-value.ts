/** A value of the networks of a mesh that istiod refuses. */

import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { MESH_NETWORKS } from '../../model/known-kinds.ts';
import { isDnsLabel } from '../../primitives/dns-label.ts';
import { checkFqdn } from '../../primitives/host.ts';
import { isIpAddress, isIpOrSubnet } from '../../primitives/ip-address.ts';
import { isPort } from '../../primitives/port.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, messagesOf } from '../message-problems.ts';

interface Field {
  readonly pattern: string;
  readonly check: AdmissionCheck;
  readonly needed: string;
  readonly isGood: (value: Cursor) => boolean;
}

const text = (test: (value: string) => boolean) => (value: Cursor) => test(value.string() ?? 'a');

const FIELDS: readonly Field[] = [
  {
    pattern: 'networks{}.endpoints[].fromCidr',
    check: { code: 'V-MN-01' },
    needed: 'an IP address or a range of them',
    isGood: (value) => isIpOrSubnet(value.string() ?? '10.0.0.0/8'),
  },
  {
    pattern: 'networks{}.endpoints[].fromRegistry',
    check: { code: 'V-MN-02' },
    needed: 'a name of letters, digits and "-"',
    isGood: text(isDnsLabel),
  },
  {
    pattern: 'networks{}.gateways[].registryServiceName',
    check: { code: 'V-MN-03' },
    needed: 'a full host name',
    isGood: text((host) => checkFqdn(host).ok),
  },
  {
    pattern: 'networks{}.gateways[].address',
    check: { code: 'V-MN-04' },
    needed: 'an IP address or a host name',
    isGood: text((host) => isIpAddress(host) || checkFqdn(host).ok),
  },
  {
    pattern: 'networks{}.gateways[].port',
    check: { code: 'V-MN-05' },
    needed: 'a port from 1 to 65535',
    isGood: (value) => isPort(value.number() ?? 1),
  },
];

export const refusedValue = defineRule({
  id: 'mesh-networks/refused-value',
  title: 'Value of the mesh networks is refused',
  severity: 'error',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  equivalents: admission(FIELDS.map(({ check }) => check)),
  docs: {
    why: 'istiod checks the networks as a whole when it loads them: with one value that it refuses, it knows none of them, and clusters call each other directly.',
    fix: 'Write a value as the message says.',
    noFix: 'Which value was meant is not written.',
  },
  messages: {
    value: ({ value, needed }: { value: string; needed: string }) => `"${value}" is not ${needed}`,
    noPort: ({ gateway }: { gateway: string }) => `Gateway "${gateway}" of the network has no "port"`,
  },
  effect: 'The networks are refused as a whole',
  check(ctx) {
    for (const root of messagesOf(ctx.resource, MESH_NETWORKS.id)) {
      for (const entry of fieldsAt(root, 'networks{}.gateways[]')) {
        const name = entry.get('address').string() ?? entry.get('registryServiceName').string();
        // Without a name it is no gateway, and that is another mistake.
        if (name === undefined || entry.has('port')) continue;
        const equivalents = admission([{ code: 'V-MN-05' }]);
        ctx.report({ message: 'noPort', at: entry.path, data: { gateway: name }, equivalents });
      }
      for (const { pattern, check, needed, isGood } of FIELDS) {
        for (const value of fieldsAt(root, pattern)) {
          if (isGood(value)) continue;
          const written = String(value.string() ?? value.number() ?? '');
          const data = { value: written, needed };
          ctx.report({ message: 'value', at: value.path, data, equivalents: admission([check]) });
        }
      }
    }
  },
});

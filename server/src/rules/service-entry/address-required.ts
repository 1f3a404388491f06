/** A TCP port of a ServiceEntry without addresses: connections cannot be told apart. */

import { serviceEntry } from '../../model/service-entry.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { meshConfigField } from '../../workspace/world-configuration.ts';
import { set } from '../../yaml/plan/operation.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const NO_ADDRESS: Equivalent = { tool: 'istioctl', code: 'IST0134', analyzer: 'serviceentry.Analyzer' };
/** The webhook knows TCP in capitals only. */
const WARNED: Equivalent = { tool: 'webhook', code: 'V-SE-12' };

export const addressRequired = defineRule({
  id: 'service-entry/address-required',
  title: 'TCP port without an address captures the port for every destination',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  supersedes: ['service-entry/port-taken-whole'],
  equivalents: [NO_ADDRESS, WARNED],
  docs: {
    why: 'A TCP connection carries no host name, so the proxy can only tell it by its address. Where no address is written and none is allocated automatically, the proxy listens for the port on every address: any connection to this port, whoever is meant, goes to this entry.',
    fix: 'Write `addresses`, name the real protocol (`TLS` and `HTTP` carry a host), or let the control plane allocate addresses (`resolution: DNS` or `STATIC`, on by default since 1.25).',
    differs:
      'Since addresses are allocated automatically by default, this is a hint, and a warning only where that cannot happen: `resolution: NONE`, or the label `networking.istio.io/enable-autoallocate-ip: "false"`.',
  },
  messages: {
    noAddress: ({ port }: { port: string }) => `Port "${port}" is TCP and the entry has no addresses`,
  },
  effect: 'Connections to this port may all be sent here, whatever their destination',
  check(ctx) {
    const facts = ctx.resource.facts(serviceEntry);
    const hasStatusAddresses = ctx.resource.cursor.get('status').get('addresses').items().length > 0;
    if (facts.addresses.length > 0 || hasStatusAddresses || isAllocatedByProxy(ctx.world)) return;
    const labels = ctx.resource.cursor.get('metadata').get('labels').stringMap();
    const allocation = labels['networking.istio.io/enable-autoallocate-ip'] ?? '';
    const isOptedOut = allocation.toLowerCase() === 'false';
    const isWildcard = facts.hosts.every(({ value }) => value.startsWith('*'));
    const severity = facts.resolution === 'NONE' || isOptedOut ? 'warning' : 'hint';
    for (const port of facts.ports) {
      const protocol = port.protocol?.value.toUpperCase() ?? '';
      if (protocol !== '' && protocol !== 'TCP') continue;
      const isWarned = severity === 'warning' && ['', 'TCP'].includes(port.protocol?.value ?? '');
      ctx.report({
        message: 'noAddress',
        equivalents: isWarned ? [NO_ADDRESS, WARNED] : [NO_ADDRESS],
        at: port.protocol?.path ?? port.path,
        data: { port: port.name?.value ?? String(port.number?.value ?? '') },
        severity: isWildcard && !isWarned ? 'hint' : severity,
        fixes: port.protocol === undefined ? [] : ['useTls'],
      });
    }
  },
  fixes: {
    useTls: suggestion(({ at }) => [
      { title: 'Say that the traffic is TLS', operations: [set(at.path, 'TLS')] },
    ]),
  },
});

/** Proxies that answer DNS themselves and allocate addresses: both switches are proxy metadata of the mesh. */
function isAllocatedByProxy(world: WorldReader): boolean {
  const defaults = meshConfigField(world, 'defaultConfig');
  const metadata = isRecord(defaults) ? defaults['proxyMetadata'] : undefined;
  if (!isRecord(metadata)) return false;
  const isOn = (key: string) => metadata[key] === 'true' || metadata[key] === true;
  return (
    isOn('ISTIO_META_DNS_CAPTURE') &&
    (isOn('ISTIO_META_DNS_AUTO_ALLOCATE') || isOn('PILOT_ENABLE_IP_AUTOALLOCATE'))
  );
}

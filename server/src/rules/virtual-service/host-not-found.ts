/** A route or mirror sends traffic to a host that the service registry does not have. */

import { exportedTo } from '../../model/registry-name.ts';
import { allDestinations, type Destination, virtualService } from '../../model/virtual-service.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Severity } from '../../workspace/finding.ts';
import { absence, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { clusterHost, lookupHost } from '../../workspace/resolve/hosts.ts';
import { meantHosts } from '../../workspace/resolve/meant-hosts.ts';
import { outboundMode } from '../../workspace/resolve/sidecars.ts';
import { defineRule } from '../define-rule.ts';
import {
  type UnplacedHost,
  unplacedHost,
  unplacedReport,
  unplacedText,
  writeFullHosts,
  writeNamespace,
} from '../unplaced-hosts.ts';
import { useKnownHost } from '../use-known-host.ts';

export const hostNotFound = defineRule({
  id: 'virtual-service/host-not-found',
  title: 'Destination host is not in the service registry',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'workspace',
  equivalents: [
    { tool: 'istioctl', code: 'IST0101', analyzer: 'virtualservice.DestinationHostAnalyzer' },
    { tool: 'kiali', code: 'KIA1101' },
  ],
  docs: {
    why: 'The proxy gets no cluster for an unknown host: every request that takes this route is answered with 503. A short name only ever means a Service in the namespace of the VirtualService.',
    fix: 'Correct the name, write the full name (`name.namespace.svc.cluster.local`) when the Service is in another namespace, or add a ServiceEntry for a host outside the mesh.',
    differs:
      'A mirror to an unknown host is reported here as well. For a host outside the cluster domain the finding is a hint unless the mesh only lets registered hosts through (`outboundTrafficPolicy.mode: REGISTRY_ONLY`).',
  },
  messages: {
    notFound: ({ host, namespace }: { host: string; namespace: string }) =>
      `Host "${host}" is not known in namespace "${namespace}"`,
    elsewhere: ({ host, meant }: { host: string; meant: readonly string[] }) =>
      `Host "${host}" means no service here; did you mean ${meant.map((each) => `"${each}"`).join(' or ')}?`,
    unplaced: unplacedText,
    hidden: ({ host, namespace }: { host: string; namespace: string }) =>
      `Host "${host}" exists but is not exported to namespace "${namespace}"`,
    mirrorNotFound: ({ host, namespace }: { host: string; namespace: string }) =>
      `Mirror host "${host}" is not known in namespace "${namespace}"`,
  },
  effect: (data) =>
    data['role'] === 'mirror'
      ? 'No request is mirrored'
      : data['home'] === undefined
        ? 'Requests that take this route are answered with 503'
        : 'Applied as it stands, requests that take its routes are answered with 503',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    const from = {
      namespace: ctx.resource.namespace,
      exportTo: exportedTo(
        facts.exportTo.map(({ value }) => value),
        ctx.resource.namespace,
      ),
    };
    const unplaced = new Map<string, { readonly severity: Severity; readonly hosts: UnplacedHost[] }>();
    for (const destination of allDestinations(facts)) {
      if (destination.host === undefined || destination.host.value === '') continue;
      const { value: host, path } = destination.host;
      const found = lookupHost(ctx.world, host, from);
      if (found.status === 'found') continue;
      const proved = severityOf(ctx.world, host, ctx.resource.namespace, found.status);
      if (proved === undefined) continue;
      const meant = found.status === 'hidden' ? [] : meantHosts(ctx.world, host);
      // The very name exists, where this spelling does not reach it.
      const severity = proved === 'hint' && meant.length > 0 ? 'warning' : proved;
      const misplaced = unplacedHost(ctx.world, ctx.resource, { host, path });
      if (misplaced !== undefined && found.status === 'missing') {
        const before = unplaced.get(misplaced.home)?.hosts ?? [];
        unplaced.set(misplaced.home, { severity, hosts: [...before, misplaced] });
        continue;
      }
      ctx.report({
        message: meant.length > 0 ? 'elsewhere' : messageFor(destination, found.status),
        at: path,
        severity,
        data: { host, namespace: ctx.resource.namespace, role: destination.role, meant },
        related:
          found.status === 'hidden'
            ? found.entries.map((entry) => ({
                resource: entry.resource,
                path: 'metadata.name',
                text: 'defined here, with its own exportTo',
              }))
            : [],
        fixes: found.status === 'hidden' ? [] : ['useKnownHost'],
      });
    }
    // The hosts that it routes for are short names of the same kind.
    const routed = facts.hosts.flatMap(
      ({ value, path }) => unplacedHost(ctx.world, ctx.resource, { host: value, path }) ?? [],
    );
    for (const [home, { severity, hosts }] of unplaced) {
      const all = [...hosts, ...routed.filter((each) => each.home === home)];
      ctx.report({ message: 'unplaced', severity, ...unplacedReport(ctx, all) });
    }
  },
  fixes: { useKnownHost, writeNamespace, writeFullHosts },
});

function messageFor(
  destination: Destination,
  status: 'hidden' | 'missing',
): 'notFound' | 'hidden' | 'mirrorNotFound' {
  if (status === 'hidden') return 'hidden';
  return destination.role === 'mirror' ? 'mirrorNotFound' : 'notFound';
}

function severityOf(world: WorldReader, host: string, namespace: string, status: 'hidden' | 'missing') {
  if (status === 'hidden') return 'error';
  const cluster = clusterHost(world, host, namespace);
  // Calls from the VirtualService's own namespace are what is known of its callers.
  const isRegistryOnly = outboundMode(world, { namespace, labels: {} }) === 'REGISTRY_ONLY';
  const certainty = absence(world, { of: 'host', host, namespace: cluster?.namespace });
  if (cluster === undefined && certainty === 'fact' && !isRegistryOnly) return 'hint';
  return notFoundSeverity(certainty, 'error');
}

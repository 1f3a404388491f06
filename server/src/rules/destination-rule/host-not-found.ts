/** A DestinationRule is for a host that the service registry does not have. */
import { destinationRule } from '../../model/destination-rule.ts';
import { exportedTo } from '../../model/registry-name.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { absence, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { clusterHost, lookupHost } from '../../workspace/resolve/hosts.ts';
import { meantHosts } from '../../workspace/resolve/meant-hosts.ts';
import { defineRule } from '../define-rule.ts';
import {
  unplacedHost,
  unplacedReport,
  unplacedText,
  writeFullHosts,
  writeNamespace,
} from '../unplaced-hosts.ts';
import { useKnownHost } from '../use-known-host.ts';

export const hostNotFound = defineRule({
  id: 'destination-rule/host-not-found',
  title: 'DestinationRule is for a host that does not exist',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/DestinationRule'],
  scope: 'workspace',
  equivalents: [
    { tool: 'istioctl', code: 'IST0174', analyzer: 'destinationrule.SubsetSelectPodAnalyzer' },
    { tool: 'kiali', code: 'KIA0202' },
  ],
  docs: {
    why: 'A rule for an unknown host is ignored without any message: its subsets do not exist, and its connection limits, load balancing and TLS settings apply to nothing.',
    fix: 'Correct the host, write the full name when the Service is in another namespace, or add a ServiceEntry for a host outside the mesh.',
    differs:
      'Wildcard hosts such as `*.local` or `*.shop.svc.cluster.local` are fine: they cover whatever services there are. Upstream reports them.',
  },
  messages: {
    notFound: ({ host, namespace }: { host: string; namespace: string }) =>
      `Host "${host}" is not known in namespace "${namespace}"`,
    elsewhere: ({ host, meant }: { host: string; meant: readonly string[] }) =>
      `Host "${host}" means no service here; did you mean ${meant.map((each) => `"${each}"`).join(' or ')}?`,
    unplaced: unplacedText,
    hidden: ({ host, namespace }: { host: string; namespace: string }) =>
      `Host "${host}" exists but is not exported to namespace "${namespace}"`,
  },
  effect: ({ home }) =>
    home === undefined ? 'The rule applies to nothing' : 'Applied as it stands, the rule applies to nothing',
  check(ctx) {
    const facts = ctx.resource.facts(destinationRule);
    if (facts.host === undefined || facts.host.value === '' || facts.host.value.startsWith('*')) return;
    const { value: host, path } = facts.host;
    const { namespace } = ctx.resource;
    const exportTo = exportedTo(
      facts.exportTo.map(({ value }) => value),
      namespace,
    );
    const found = lookupHost(ctx.world, host, { namespace, exportTo });
    if (found.status === 'found') return;
    const proved = found.status === 'hidden' ? 'warning' : severityOf(ctx.world, host, namespace);
    if (proved === undefined) return;
    const meant = found.status === 'hidden' ? [] : meantHosts(ctx.world, host);
    // The very name exists, where this spelling does not reach it.
    const severity = meant.length > 0 ? 'warning' : proved;
    const misplaced = found.status === 'missing' && unplacedHost(ctx.world, ctx.resource, { host, path });
    if (misplaced) {
      ctx.report({ message: 'unplaced', severity, ...unplacedReport(ctx, [misplaced]) });
      return;
    }
    ctx.report({
      message: found.status === 'hidden' ? 'hidden' : meant.length > 0 ? 'elsewhere' : 'notFound',
      at: path,
      severity,
      data: { host, namespace, meant },
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
  },
  fixes: { useKnownHost, writeNamespace, writeFullHosts },
});

/** A host outside the cluster may be reached without a ServiceEntry; whether the rule then applies is not proved. */
function severityOf(world: WorldReader, host: string, namespace: string): 'warning' | 'hint' | undefined {
  const cluster = clusterHost(world, host, namespace);
  return notFoundSeverity(absence(world, { of: 'host', host, namespace: cluster?.namespace }), 'warning');
}

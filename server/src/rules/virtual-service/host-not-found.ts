/** A route or mirror sends traffic to a host that the service registry does not have. */

import { exportedTo } from '../../model/registry-name.ts';
import { allDestinations, type Destination, virtualService } from '../../model/virtual-service.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Equivalent, Severity } from '../../workspace/finding.ts';
import { type Evidence, evidenceOf, isProved, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { clusterHost, lookupHost } from '../../workspace/resolve/hosts.ts';
import { isKnownToKiali, meantHosts } from '../../workspace/resolve/meant-hosts.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { outboundMode } from '../../workspace/resolve/sidecars.ts';
import { defineRule } from '../define-rule.ts';
import { createServiceEntry } from '../fixes/create-service-entry.ts';
import { useKnownHost } from '../fixes/use-known-host.ts';
import {
  elsewhereText,
  hiddenPlaces,
  hiddenText,
  nearText,
  renamedPlaces,
  UNPROVED,
} from '../not-found-texts.ts';
import {
  type UnplacedHost,
  unplacedHost,
  unplacedReport,
  unplacedText,
  writeFullHosts,
  writeNamespace,
} from '../unplaced-hosts.ts';

interface Data {
  readonly host: string;
  readonly name: string;
  readonly namespace: string;
  readonly near: readonly string[];
}

const UNKNOWN_HOST: Equivalent = {
  tool: 'istioctl',
  code: 'IST0101',
  analyzer: 'virtualservice.DestinationHostAnalyzer',
};
const KIALI: Equivalent = { tool: 'kiali', code: 'KIA1101' };

export const hostNotFound = defineRule({
  id: 'virtual-service/host-not-found',
  title: 'Destination host is not in the service registry',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'workspace',
  equivalents: [UNKNOWN_HOST, KIALI],
  docs: {
    why: 'The proxy gets no cluster for an unknown host: every request that takes this route is answered with 503. A short name only ever means a Service in the namespace of the VirtualService.',
    fix: 'Correct the name, write the full name (`name.namespace.svc.cluster.local`) when the Service is in another namespace, or add a ServiceEntry for a host outside the mesh.',
    differs:
      'A mirror to an unknown host is reported here as well, and so is `cart.shop` for a Service `cart` of namespace `shop`: Kiali takes it for the Service, the control plane takes a name with a dot as it stands. For a host outside the cluster domain the finding is a hint unless the mesh only lets registered hosts through (`outboundTrafficPolicy.mode: REGISTRY_ONLY`).',
  },
  messages: {
    notFound: ({ host, namespace, near }: Data) =>
      `Host "${host}" is not known in namespace "${namespace}"${nearText(near)}`,
    unseen: ({ name, namespace, isOutside }: Data & { isOutside: boolean }) =>
      isOutside
        ? `Host "${name}" is in no ServiceEntry of these files`
        : `Service "${name}" of namespace "${namespace}" is in none of these files`,
    elsewhere: elsewhereText,
    unplaced: unplacedText,
    hidden: hiddenText,
    mirrorNotFound: ({ host, namespace, near }: Data) =>
      `Mirror host "${host}" is not known in namespace "${namespace}"${nearText(near)}`,
  },
  effect: ({ role, home, isProved }) => {
    if (isProved === false) return UNPROVED;
    if (role === 'mirror') return 'No request is mirrored';
    return home === undefined
      ? 'Requests that take this route are answered with 503'
      : 'Applied as it stands, requests that take its routes are answered with 503';
  },
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
      const cluster = clusterHost(ctx.world, host, ctx.resource.namespace);
      const evidence = evidenceOf(ctx.world, {
        of: 'host',
        host,
        namespace: cluster?.namespace,
        by: askerOf(ctx, !host.includes('.')),
      });
      const proved =
        found.status === 'hidden'
          ? 'error'
          : severityOf(ctx.world, evidence, cluster, ctx.resource.namespace);
      const misplaced = found.status === 'missing' && unplacedHost(ctx.world, ctx.resource, { host, path });
      if (misplaced) {
        // Where it is applied nobody wrote: then it may well be there.
        const severity = proved ?? 'hint';
        const before = unplaced.get(misplaced.home)?.hosts ?? [];
        unplaced.set(misplaced.home, { severity, hosts: [...before, misplaced] });
        continue;
      }
      if (proved === undefined) continue;
      const isSought = found.status !== 'hidden' && isProved(evidence.certainty);
      const meant = isSought ? meantHosts(ctx.world.repository() ?? ctx.world, host) : [];
      // The very name exists, where this spelling does not reach it.
      const severity = proved === 'hint' && meant.length > 0 ? 'warning' : proved;
      ctx.report({
        message: meant.length > 0 ? 'elsewhere' : messageFor(destination, found.status, severity),
        at: path,
        severity,
        data: {
          host,
          name: cluster?.name ?? host,
          namespace: cluster?.namespace ?? ctx.resource.namespace,
          role: destination.role,
          meant,
          near: evidence.near,
          isOutside: cluster === undefined,
          isProved: severity !== 'hint',
        },
        equivalents:
          isKnownToKiali(host, meant) || destination.role === 'mirror'
            ? [UNKNOWN_HOST]
            : [UNKNOWN_HOST, KIALI],
        related: [...hiddenPlaces(found), ...renamedPlaces(evidence)],
        fixes: found.status === 'hidden' ? [] : ['useKnownHost', 'createServiceEntry'],
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
  fixes: { useKnownHost, createServiceEntry, writeNamespace, writeFullHosts },
});

function messageFor(
  destination: Destination,
  status: 'hidden' | 'missing',
  severity: string,
): 'notFound' | 'hidden' | 'mirrorNotFound' | 'unseen' {
  if (status === 'hidden') return 'hidden';
  if (severity === 'hint') return 'unseen';
  return destination.role === 'mirror' ? 'mirrorNotFound' : 'notFound';
}

/** Traffic to a host outside the cluster is only refused where the mesh lets nothing else through. */
function severityOf(
  world: WorldReader,
  { certainty }: Evidence,
  cluster: { readonly namespace: string } | undefined,
  namespace: string,
) {
  if (cluster !== undefined) return notFoundSeverity(certainty, 'error');
  // Calls from the VirtualService's own namespace are what is known of its callers.
  const isRegistryOnly = outboundMode(world, { namespace, labels: {} }) === 'REGISTRY_ONLY';
  if (certainty === 'outside') return isRegistryOnly ? 'hint' : undefined;
  const isAll = world.config('completeness') === 'complete';
  if (isAll && certainty === 'fact' && !isRegistryOnly) return 'hint';
  return notFoundSeverity(certainty, 'error');
}

/** A DestinationRule is for a host that the service registry does not have. */
import { destinationRule } from '../../model/destination-rule.ts';
import { exportedTo } from '../../model/registry-name.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { evidenceOf, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { clusterHost, lookupHost } from '../../workspace/resolve/hosts.ts';
import { isKnownToKiali, meantHosts } from '../../workspace/resolve/meant-hosts.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
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
  code: 'IST0174',
  analyzer: 'destinationrule.SubsetSelectPodAnalyzer',
};
const KIALI: Equivalent = { tool: 'kiali', code: 'KIA0202' };

/** Labels that give a workload the name of its application; the first that it has counts. */
const APP_LABELS = ['service.istio.io/canonical-name', 'app.kubernetes.io/name', 'app'];

export const hostNotFound = defineRule({
  id: 'destination-rule/host-not-found',
  title: 'DestinationRule is for a host that does not exist',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/DestinationRule'],
  scope: 'workspace',
  equivalents: [UNKNOWN_HOST, KIALI],
  docs: {
    why: 'A rule for an unknown host is ignored without any message: its subsets do not exist, and its connection limits, load balancing and TLS settings apply to nothing.',
    fix: 'Correct the host, write the full name when the Service is in another namespace, or add a ServiceEntry for a host outside the mesh.',
    differs:
      'Wildcard hosts such as `*.local` or `*.shop.svc.cluster.local` are fine: they cover whatever services there are. Upstream reports them. Kiali takes `cart.shop` for Service `cart` of namespace `shop`, and is content with a workload whose application has the name of the host; neither gets a rule anywhere.',
  },
  messages: {
    notFound: ({ host, namespace, near }: Data) =>
      `Host "${host}" is not known in namespace "${namespace}"${nearText(near)}`,
    unseen: ({ name, namespace }: Data) =>
      `Service "${name}" of namespace "${namespace}" is in none of these files`,
    elsewhere: elsewhereText,
    unplaced: unplacedText,
    hidden: hiddenText,
  },
  effect: ({ home, isProved }) => {
    if (isProved === false) return UNPROVED;
    return home === undefined
      ? 'The rule applies to nothing'
      : 'Applied as it stands, the rule applies to nothing';
  },
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
    const cluster = clusterHost(ctx.world, host, namespace);
    const by = askerOf(ctx, !host.includes('.'));
    const evidence = evidenceOf(ctx.world, { of: 'host', host, namespace: cluster?.namespace, by });
    const severity = found.status === 'hidden' ? 'warning' : notFoundSeverity(evidence.certainty, 'warning');
    const misplaced = found.status === 'missing' && unplacedHost(ctx.world, ctx.resource, { host, path });
    if (misplaced) {
      // Where it is applied nobody wrote: then it may well be there.
      ctx.report({
        message: 'unplaced',
        severity: severity ?? 'hint',
        ...unplacedReport(ctx, [misplaced]),
      });
      return;
    }
    if (severity === undefined) return;
    const isProved = severity !== 'hint';
    const isMissing = found.status !== 'hidden' && isProved;
    const meant = isMissing ? meantHosts(ctx.world.repository() ?? ctx.world, host) : [];
    ctx.report({
      message: !isMissing ? (isProved ? 'hidden' : 'unseen') : meant.length > 0 ? 'elsewhere' : 'notFound',
      at: path,
      severity,
      data: {
        host,
        name: cluster?.name ?? host,
        namespace: cluster?.namespace ?? namespace,
        meant,
        near: evidence.near,
        isProved,
      },
      equivalents:
        isKnownToKiali(host, meant) || isApp(ctx.world, namespace, cluster)
          ? [UNKNOWN_HOST]
          : [UNKNOWN_HOST, KIALI],
      related: [...hiddenPlaces(found), ...renamedPlaces(evidence)],
      fixes: found.status === 'hidden' ? [] : ['useKnownHost', 'createServiceEntry'],
    });
  },
  fixes: { useKnownHost, createServiceEntry, writeNamespace, writeFullHosts },
});

/** Kiali is content with a workload of that name in the rule's namespace, which no client can call by it. */
function isApp(
  world: WorldReader,
  namespace: string,
  cluster: { readonly name: string; readonly namespace: string } | undefined,
): boolean {
  if (cluster?.namespace !== namespace) return false;
  return APP_LABELS.some((label) =>
    selectWorkloads(world, namespace, { [label]: cluster.name }).some(
      ({ row }) => APP_LABELS.find((each) => Object.hasOwn(row.labels, each)) === label,
    ),
  );
}

/** A subset is defined, but not in the DestinationRule that holds where the route is taken. */

import { holdsPlaceholder } from '../../base/placeholder.ts';
import { exportedTo } from '../../model/registry-name.ts';
import type { Resource } from '../../model/resource.ts';
import { allDestinations, appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { MergedRule } from '../../workspace/resolve/destination-rule-lookup.ts';
import { effectiveRules, rulesForHost, subsetsForHost } from '../../workspace/resolve/destination-rules.ts';
import { gatewayReference } from '../../workspace/resolve/gateway-binding.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { qualifiedHost, serviceFor } from '../../workspace/resolve/hosts.ts';
import { virtualServiceAudience, virtualServiceReach } from '../../workspace/resolve/visibility.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { gatewaysByName } from '../../workspace/tables/gateways.ts';
import { workloadsInNamespace } from '../../workspace/tables/workloads.ts';
import { append, set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const subsetHidden = defineRule({
  id: 'virtual-service/subset-hidden',
  title: 'The DestinationRule with the subset does not hold where the route is taken',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'The proxy that takes the route looks for a DestinationRule in its own namespace first, then in that of the service, then in the root namespace, and uses the first it finds. A rule nearby hides the others with all their subsets, even when it is for a wildcard host, and so does an `exportTo` that leaves the namespace out.',
    fix: 'Define the subset in the rule that holds, remove that rule, or export the rule with the subset to the namespace.',
  },
  messages: {
    hidden: (data: { subset: string; host: string; namespace: string; rule: string }) =>
      `Subset "${data.subset}" of host "${data.host}" is not defined for clients in namespace "${data.namespace}": there ${data.rule === '' ? 'no DestinationRule for the host is seen' : `"${data.rule}" holds`}`,
    hiddenElsewhere: (data: { subset: string; host: string; namespace: string; rule: string }) =>
      `Subset "${data.subset}" of host "${data.host}" is defined by "${data.rule}", which clients ${data.namespace === '' ? 'of other namespaces' : `in namespace "${data.namespace}"`} do not see, while they follow this route`,
  },
  effect: 'Requests that take this route there are answered with 503',
  check(ctx) {
    const { resource, world } = ctx;
    if (holdsPlaceholder(resource.namespace)) return;
    let clients: readonly string[] | undefined;
    const held = rememberHeld(world);
    for (const { host, subset } of allDestinations(resource.facts(virtualService))) {
      if (host === undefined || subset === undefined || subset.value === '') continue;
      const { byName } = subsetsForHost(world, host.value, resource.namespace);
      const withSubset = byName.get(subset.value);
      // Where it will land is not known.
      if (withSubset?.some(({ row }) => holdsPlaceholder(row.namespace)) !== false) continue;
      const full = qualifiedHost(world, host.value, resource.namespace);
      clients ??= clientNamespaces(world, resource);
      const hidden = clients
        .map((namespace) => ({ namespace, held: held(full, namespace) }))
        .find((each) => each.held !== undefined && !each.held.names.has(subset.value));
      if (hidden?.held === undefined) {
        const [owner] = withSubset;
        // Both objects stand together, and only one of them was meant for its namespace alone.
        const isPrivate = withSubset.every(
          ({ row }) =>
            row.namespace === resource.namespace &&
            row.exportTo.length > 0 &&
            row.exportTo.every((to) => to === row.namespace),
        );
        const other = isPrivate
          ? hiddenElsewhere({ world, resource, held }, { host: full, subset: subset.value })
          : undefined;
        if (other === undefined || owner === undefined) continue;
        ctx.report({
          message: 'hiddenElsewhere',
          at: subset.path,
          data: {
            subset: subset.value,
            host: host.value,
            namespace: other,
            rule: `${owner.row.namespace}/${owner.row.name}`,
          },
          related: withSubset.map((entry) => ({
            resource: entry.resource,
            path: 'spec.subsets',
            part: 'key' as const,
            text: 'the subset is defined here',
          })),
          fixes: ['export'],
        });
        continue;
      }
      const holding = hidden.held.rules.flatMap(({ sources }) => sources);
      const [first] = holding;
      ctx.report({
        message: 'hidden',
        at: subset.path,
        data: {
          subset: subset.value,
          host: host.value,
          namespace: hidden.namespace,
          rule: first === undefined ? '' : `${first.row.namespace}/${first.row.name}`,
        },
        related: [
          ...holding.map((entry) => ({
            resource: entry.resource,
            path: 'spec.host',
            text: 'this rule holds there',
          })),
          ...withSubset.map((entry) => ({
            resource: entry.resource,
            path: 'spec.subsets',
            part: 'key' as const,
            text: 'the subset is defined here',
          })),
        ],
      });
    }
  },
  fixes: {
    export: suggestion(({ data }, { world, resource }) => {
      const { host, rule, namespace } = data as Readonly<Record<string, string>>;
      const found = rulesForHost(world, host ?? '', resource.namespace).find(
        ({ row }) => `${row.namespace}/${row.name}` === rule,
      );
      if (found === undefined) return [];
      const { exportTo } = found.row;
      const to = namespace === '' || namespace === undefined ? '*' : namespace;
      const change = to === '*' ? set('spec.exportTo', ['*']) : append('spec.exportTo', to);
      if (exportTo.includes('*')) return [];
      return [
        {
          title: `Export DestinationRule "${rule}" to ${to === '*' ? 'all namespaces' : `namespace "${to}"`}`,
          operations: [{ ...change, of: found.resource }],
        },
      ];
    }),
  },
});

/** Undefined where the service is not known: whether it exists is a question of its own. */
function rulesFor(
  world: WorldReader,
  host: string,
  clientNamespace: string,
): readonly MergedRule[] | undefined {
  const service = serviceFor(world, host, clientNamespace);
  return service && effectiveRules(world, { host, namespace: service.row.namespace, clientNamespace });
}

interface Held {
  readonly rules: readonly MergedRule[];
  readonly names: ReadonlySet<string>;
}

/** Undefined where the service is not known. */
type HeldLookup = (host: string, clientNamespace: string) => Held | undefined;

/** What holds for a host in a namespace, looked up once for all destinations of a VirtualService. */
function rememberHeld(world: WorldReader): HeldLookup {
  const known = new Map<string, Held | undefined>();
  return (host, clientNamespace) => {
    const key = `${clientNamespace} ${host}`;
    if (known.has(key)) return known.get(key);
    const rules = rulesFor(world, host, clientNamespace);
    const names = new Set(rules?.flatMap(({ subsets }) => subsets.map(({ name }) => name)));
    const found = rules && { rules, names };
    known.set(key, found);
    return found;
  };
}

/** Stands for whichever namespace has no part in it; no namespace has an empty name. */
const ANY_OTHER = '';

/** A namespace whose sidecars follow the route, and see a rule for the host, but none with the subset. */
function hiddenElsewhere(
  { world, resource, held }: { world: WorldReader; resource: Resource; held: HeldLookup },
  { host, subset }: { readonly host: string; readonly subset: string },
): string | undefined {
  const facts = resource.facts(virtualService);
  if (!appliesToMesh(facts) || facts.hosts.length === 0) return undefined;
  const { namespace } = resource;
  const exportTo = exportedTo(
    facts.exportTo.map(({ value }) => value),
    namespace,
  );
  const audience = virtualServiceAudience(world, { namespace, exportTo });
  const clients = audience.includes('*') ? [ANY_OTHER] : audience.filter((each) => each !== '~');
  return clients.find((client) => held(host, client)?.names.has(subset) === false);
}

/** Where proxies that take the routes surely run: the VirtualService's own namespace, and those of its gateways. */
function clientNamespaces(world: WorldReader, resource: Resource): readonly string[] {
  const facts = resource.facts(virtualService);
  const { namespace } = resource;
  const exported = {
    namespace,
    exportTo: exportedTo(
      facts.exportTo.map(({ value }) => value),
      namespace,
    ),
  };
  const own = appliesToMesh(facts) && world.has(workloadsInNamespace, namespace) ? [namespace] : [];
  const ofGateways = facts.gateways.flatMap(({ value }) => {
    const reference = gatewayReference(value, namespace);
    if (reference === 'mesh') return [];
    return world
      .read(gatewaysByName, `${reference.namespace}/${reference.name}`)
      .flatMap(({ row }) => selectWorkloads(world, gatewayScope(world, reference.namespace), row.selector))
      .filter(({ row }) => row.origin !== 'builtin')
      .map(({ row }) => row.namespace);
  });
  return [...new Set([...own, ...ofGateways])].filter(
    (client) => virtualServiceReach(world, exported, client) !== undefined,
  );
}

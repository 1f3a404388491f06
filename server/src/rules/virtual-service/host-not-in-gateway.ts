/** A Gateway that a VirtualService binds to admits none of its hosts. */

import { nameList } from '../../base/name-list.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { MOST_OTHERS } from '../../workspace/crowd.ts';
import type { RelatedPlace } from '../../workspace/finding.ts';
import { gatewayReference, servesAny } from '../../workspace/resolve/gateway-binding.ts';
import { qualifiedHost } from '../../workspace/resolve/hosts.ts';
import type { Entry } from '../../workspace/table.ts';
import { type GatewayRow, gatewaysByName } from '../../workspace/tables/gateways.ts';
import { append } from '../../yaml/plan/operation.ts';
import { defineRule, type Fix, type FixContext } from '../define-rule.ts';
import { removing, suggestion } from '../fixes/forms.ts';

interface Data {
  readonly gateway: string;
  readonly hosts: readonly string[];
}

export const hostNotInGateway = defineRule({
  id: 'virtual-service/host-not-in-gateway',
  title: 'Gateway admits none of the VirtualService hosts',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  fields: ['spec.gateways'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0132', analyzer: 'virtualservice.GatewayAnalyzer' }],
  docs: {
    why: 'A Gateway only serves hosts that its own `servers[].hosts` admit, with the namespace in front of the slash as a further condition. When none of the VirtualService hosts is admitted, the gateway never uses its routes and answers 404.',
    fix: 'Add the host to a server of the Gateway, correct the host, or remove the gateway from the list.',
  },
  messages: {
    noneAdmitted: ({ gateway, hosts }: Data) =>
      `Gateway "${gateway}" admits none of the hosts ${nameList(hosts)}`,
  },
  effect: 'The gateway answers 404 for them',
  check(ctx) {
    const { hosts, gateways } = ctx.resource.facts(virtualService);
    const first = hosts[0];
    if (first === undefined) return;
    const bindable = { namespace: ctx.resource.namespace, hosts: hosts.map((host) => host.value) };
    const bound = gateways.flatMap(({ value, path }) => {
      const reference = gatewayReference(value, ctx.resource.namespace);
      if (reference === 'mesh') return [];
      const found = ctx.world.read(gatewaysByName, `${reference.namespace}/${reference.name}`);
      return found.map((gateway) => ({
        value,
        path,
        gateway,
        isUseful: gateway.row.isOpen === true || servesAny(ctx.world, gateway.row, bindable),
      }));
    });
    const useless = bound.filter(({ isUseful }) => !isUseful);
    // When no gateway takes any of the hosts, it is the hosts that are wrong: one mistake, one finding.
    const isHostWrong = useless.length > 0 && useless.length === bound.length;
    const reported = isHostWrong ? useless.slice(0, 1) : useless;
    for (const { value, path } of reported) {
      ctx.report({
        message: 'noneAdmitted',
        at: isHostWrong ? first.path : path,
        data: { gateway: value, hosts: hosts.map((host) => host.value) },
        fixes: isHostWrong ? ['admitHosts'] : ['admitHosts', 'removeGateway'],
        ...admittedPlaces(useless.map(({ gateway }) => gateway)),
      });
    }
  },
  fixes: {
    admitHosts: suggestion(({ data }, ctx) => admittingHosts(ctx, data as unknown as Data)),
    removeGateway: removing(({ gateway }) => `Remove gateway "${gateway}" from the list`),
  },
});

/** In each server that could serve them: one with a certificate for other hosts is a choice, too. */
function admittingHosts({ world, resource }: FixContext, data: Data): readonly Fix[] {
  const { gateway } = data;
  // A Gateway knows no short names.
  const hosts = data.hosts.map((host) => qualifiedHost(world, host, resource.namespace));
  const reference = gatewayReference(gateway, resource.namespace);
  if (reference === 'mesh') return [];
  return world
    .read(gatewaysByName, `${reference.namespace}/${reference.name}`)
    .flatMap(({ row, resource: of }) =>
      row.servers.map(({ path, port, protocol }) => ({
        choice: path,
        title: `Let port ${port} (${protocol}) of Gateway "${row.name}" serve ${hosts.map((host) => `"${host}"`).join(' and ')}`,
        operations: hosts.map((host) => ({ ...append(`${path}.hosts`, host), of })),
      })),
    );
}

/** The first ones: a Gateway may have thousands of hosts, and each VirtualService names its places. */
function admittedPlaces(gateways: readonly Entry<GatewayRow>[]): {
  readonly related: readonly RelatedPlace[];
  readonly relatedCount: number;
} {
  const related: RelatedPlace[] = [];
  let relatedCount = 0;
  for (const { row, resource } of gateways) {
    for (const { hosts } of row.servers) {
      relatedCount += hosts.length;
      for (const { path } of hosts.slice(0, Math.max(0, MOST_OTHERS - related.length))) {
        related.push({ resource, path, text: 'the gateway admits this host' });
      }
    }
  }
  return { related, relatedCount };
}

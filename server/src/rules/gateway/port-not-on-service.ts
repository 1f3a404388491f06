/** A Gateway listens on a port that no Service of its workloads forwards. */

import { gateway } from '../../model/gateway.ts';
import { service } from '../../model/service.ts';
import { isPort } from '../../primitives/port.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { selectWorkloads, servicesSelecting } from '../../workspace/resolve/workloads.ts';
import type { ServiceSelectorRow, WorkloadRow } from '../../workspace/tables/workloads.ts';
import { append } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use, way } from '../fixes/forms.ts';
import { selectorText } from '../unmatched-selector.ts';

export const portNotOnService = defineRule({
  id: 'gateway/port-not-on-service',
  title: 'Gateway port is not exposed by the Service of its workload',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0162', analyzer: 'gateway.IngressGatewayPortAnalyzer' }],
  docs: {
    why: 'Clients reach a gateway through a Service. The proxy opens the port of the Gateway, but traffic to it never arrives when no Service of the selected pods forwards it.',
    fix: 'Use a port of the Service, or add this one to the Service.',
    differs:
      'A port without `protocol` counts as TCP, as the API server defaults it, and target ports that are names are looked up in the containers. Of the built-in ingress gateway nothing is said unless the files are the whole cluster: its ports are chosen at installation.',
  },
  messages: {
    notExposed: ({ port, selector }: { port: number; selector: string; ports: readonly number[] }) =>
      `Port "${port}" is not exposed by any Service of the workloads that "${selector}" selects`,
  },
  effect: 'Traffic to it does not reach the gateway',
  check(ctx) {
    const { selector, servers } = ctx.resource.facts(gateway);
    const scope = gatewayScope(ctx.world, ctx.resource.namespace);
    const workloads = selectWorkloads(ctx.world, scope, selector);
    const isComplete = ctx.world.config('completeness') === 'complete';
    const isAssumed = !isComplete && workloads.every(({ row }) => row.origin === 'builtin');
    if (workloads.length === 0 || isAssumed) return;
    const { allowed, services } = exposed(
      ctx.world,
      workloads.map(({ row }) => row),
    );
    if (!isComplete && services.length === 0) return;
    for (const { port } of servers) {
      if (port === undefined || allowed.has(port.value)) continue;
      ctx.report({
        message: 'notExposed',
        at: port.path,
        data: { port: port.value, selector: selectorText(selector), ports: [...allowed] },
        related: services.map(({ resource }) => ({
          resource,
          path: 'spec.ports',
          part: 'key',
          text: 'the Service forwards these ports',
        })),
        fixes: ['useServicePort', 'addServicePort'],
      });
    }
  },
  fixes: {
    useServicePort: suggestion((finding) =>
      (finding.data as { readonly ports: readonly number[] }).ports
        .slice(0, 5)
        .map((port) => use(finding, port, 'port')),
    ),
    addServicePort: suggestion(({ data, at }, ctx) => {
      const port = Number((data as { readonly port: number }).port);
      const { selector, servers } = ctx.resource.facts(gateway);
      const workloads = selectWorkloads(ctx.world, gatewayScope(ctx.world, ctx.resource.namespace), selector);
      const { services } = exposed(
        ctx.world,
        workloads.map(({ row }) => row),
      );
      const server = servers.find((each) => each.port?.path === at.path);
      const protocol = (server?.protocol?.value ?? 'TCP').toLowerCase();
      return services.flatMap(({ row, resource: of }) => {
        const owner = ctx.resolve(of);
        const names = new Set(owner?.facts(service).ports.map(({ name }) => name?.value));
        const name = names.has(protocol) ? `${protocol}-${port}` : protocol;
        // Of several ports each must have a name.
        return owner === undefined || !isPort(port) || names.has(undefined)
          ? []
          : [
              way(of.key, `Forward port ${port} in Service "${row.namespace}/${owner.name}"`, {
                ...append('spec.ports', { name, port, targetPort: port }),
                of,
              }),
            ];
      });
    }),
  },
});

/** Ports that reach some of the workloads: of their Services, and the container ports behind those. */
function exposed(world: WorldReader, workloads: readonly WorkloadRow[]) {
  const allowed = new Set<number>();
  const services = new Map<string, ReturnType<typeof servicesSelecting>[number]>();
  for (const workload of workloads) {
    for (const service of servicesSelecting(world, workload)) {
      services.set(service.resource.key, service);
      for (const port of reachable(service.row, workload)) allowed.add(port);
    }
  }
  return { allowed, services: [...services.values()] };
}

function reachable({ ports }: ServiceSelectorRow, workload: WorkloadRow): readonly number[] {
  return ports
    .filter(({ protocol }) => protocol === 'TCP')
    .flatMap(({ number, targetPort }) => {
      if (typeof targetPort === 'number' && targetPort !== 0) return [number, targetPort];
      const named = workload.namedPorts.filter(({ name }) => name === targetPort);
      return [number, ...named.map((port) => port.number)];
    });
}

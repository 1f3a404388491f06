/** A VirtualService for a public name binds to no gateway, and a Gateway for exactly this name is in the files. */
import { nameList } from '../../base/name-list.ts';
import { appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { defineCrowds } from '../../workspace/crowd.ts';
import { clusterHost, lookupHost } from '../../workspace/resolve/hosts.ts';
import { boundHosts, gatewaysByHost } from '../../workspace/tables/gateway-hosts.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  /** The first of them. */
  readonly gateways: readonly string[];
  readonly count: number;
  readonly hasList: boolean;
}

export const gatewayForgotten = defineRule({
  id: 'virtual-service/gateway-forgotten',
  title: 'VirtualService for the host of a Gateway does not bind to it',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A VirtualService without `gateways` is for sidecars. A host that no Service and no ServiceEntry has is called by nobody inside the mesh, so its routes are used nowhere, and the Gateway that serves the name answers 404.',
    fix: 'Name the Gateway in `spec.gateways`.',
  },
  messages: {
    forgotten: ({ host, gateways, count }: Data) =>
      `Host "${host}" is no service of the mesh, and Gateway ${nameList(gateways, count)}, which serves it, is not in "gateways"`,
  },
  effect: 'The routes are used nowhere',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    const { namespace } = ctx.resource;
    if (facts.gateways.some(({ value }) => value !== 'mesh') || !appliesToMesh(facts)) return;
    for (const { value: host, path } of facts.hosts) {
      if (host.startsWith('*') || clusterHost(ctx.world, host, namespace) !== undefined) continue;
      if (lookupHost(ctx.world, host, { namespace, exportTo: [] }).status !== 'missing') continue;
      if (ctx.world.has(boundHosts, host)) continue;
      const crowd = serving.of(ctx.world, host);
      const { objectCount, firstObjects, count, nearest } = crowd.others(
        ctx.self,
        crowd.sorts.filter(({ sample: { row } }) => row.scope === '*' || row.scope === namespace),
      );
      if (count === 0) continue;
      const gateways = firstObjects.map(({ resource }) => nameFor(resource, namespace));
      ctx.report({
        message: 'forgotten',
        at: path,
        data: { host, gateways, count: objectCount, hasList: facts.gateways.length > 0 },
        related: nearest.map(({ resource, row }) => ({ resource, path: row.path, text: 'serves the host' })),
        relatedCount: count,
        fixes: facts.gateways.length > 0 ? [] : ['bind'],
      });
    }
  },
  fixes: {
    bind: suggestion(({ data }) => {
      const { gateways } = data as unknown as Data;
      return gateways.map((name) => way(name, `Bind to Gateway "${name}"`, set('spec.gateways', [name])));
    }),
  },
});

/** Servers with one host are asked for together: there may be as many as VirtualServices for it. */
const serving = defineCrowds(gatewaysByHost, ({ row }) => row.scope);

function nameFor(gateway: { readonly namespace: string; readonly name: string }, namespace: string): string {
  return gateway.namespace === namespace ? gateway.name : `${gateway.namespace}/${gateway.name}`;
}

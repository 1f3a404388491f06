/** A rule asks for mutual TLS of the mesh with workloads that have no proxy. */

import { destinationRule } from '../../model/destination-rule.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { meshMembership } from '../../workspace/resolve/mesh-membership.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, POLICIES } from '../field-table.ts';
import { suggestion } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly namespace: string;
}

export const mutualWithoutProxy = defineRule({
  id: 'destination-rule/mutual-without-proxy',
  title: 'Mutual TLS of the mesh with workloads that have no proxy',
  severity: 'error',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  fields: inSpec(POLICIES.map((place) => `${place}.tls.mode`)),
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Mode `ISTIO_MUTUAL` makes clients speak TLS with certificates of the mesh. Pods without a proxy do not understand it: every connection fails. Without the setting the mesh decides by itself, for each pod.',
    fix: 'Leave the mode out (automatic mutual TLS), or inject the proxy into the pods.',
  },
  messages: {
    noProxy: ({ host, namespace }: Data) =>
      `The pods of "${host}" in namespace "${namespace}" have no proxy, so they cannot answer mode ISTIO_MUTUAL`,
  },
  effect: 'Every connection fails',
  check(ctx) {
    const { host, trafficPolicies } = ctx.resource.facts(destinationRule);
    if (host === undefined || host.value.startsWith('*')) return;
    const modes = trafficPolicies.flatMap(({ path }) => {
      const mode = ctx.resource.cursor.at(path).get('tls').get('mode').sourcedString();
      return mode?.value === 'ISTIO_MUTUAL' ? [mode] : [];
    });
    if (modes.length === 0) return;
    const { namespace } = ctx.resource;
    const found = lookupHost(ctx.world, host.value, { namespace, exportTo: [] });
    if (found.status !== 'found') return;
    const workloads = found.entries.flatMap(({ row }) =>
      row.source === 'Service' && row.selector !== undefined && Object.keys(row.selector).length > 0
        ? selectWorkloads(ctx.world, row.namespace, row.selector)
        : [],
    );
    const [first] = workloads;
    if (first === undefined || workloads.some(({ row }) => meshMembership(ctx.world, row) !== 'out')) return;
    for (const { path } of modes) {
      ctx.report({
        message: 'noProxy',
        at: path,
        data: { host: host.value, namespace: first.row.namespace },
        related: workloads.map(({ resource }) => ({
          resource,
          path: 'metadata.name',
          text: 'has no proxy',
        })),
        fixes: ['leaveToMesh'],
      });
    }
  },
  fixes: {
    leaveToMesh: suggestion(({ at }) => [
      { title: 'Leave TLS to the mesh, which knows each pod', operations: [remove(at.path, 'remove')] },
    ]),
  },
});

/** A ListenerSet adds to a Gateway that does not take listeners of others. */

import { gatewayApiListeners, LISTENER_KINDS } from '../../model/gateway-api-listeners.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { mayAdmit } from '../../workspace/resolve/waypoints.ts';
import { kubernetesGateways } from '../../workspace/tables/kubernetes-gateways.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

interface Data {
  readonly gateway: string;
  readonly namespace: string;
  readonly from: string;
}

export const notAdmitted = defineRule({
  id: 'listener-set/not-admitted',
  title: 'Gateway does not take the listeners of a ListenerSet',
  severity: 'error',
  preset: 'recommended',
  kinds: LISTENER_KINDS.filter((kind) => kind !== 'gateway.networking.k8s.io/Gateway'),
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A Gateway takes listeners of ListenerSets only from the namespaces that `allowedListeners.namespaces` names; when it says nothing, from none, not even its own.',
    fix: 'Open the Gateway: `allowedListeners: { namespaces: { from: Same } }`, `All`, or a selector.',
  },
  messages: {
    closed: ({ gateway }: Data) => `Gateway "${gateway}" takes no ListenerSets: it has no "allowedListeners"`,
    other: ({ gateway, namespace, from }: Data) =>
      `Gateway "${gateway}" takes no ListenerSets of namespace "${namespace}" ("allowedListeners" from ${from})`,
  },
  effect: 'None of its listeners is served',
  check(ctx) {
    const { parent } = ctx.resource.facts(gatewayApiListeners);
    if (parent?.name === undefined || parent.kindId !== 'gateway.networking.k8s.io/Gateway') return;
    const { namespace } = ctx.resource;
    const owner = parent.namespace?.value ?? namespace;
    const gateways = ctx.world.read(kubernetesGateways, `${owner}/${parent.name.value}`);
    const [first] = gateways;
    if (first === undefined || !gateways.every(({ resource }) => isDefinedOnce(ctx.world, resource))) return;
    if (gateways.some(({ row }) => mayAdmit(ctx.world, row.allowedListeners, owner, namespace))) return;
    const { from } = first.row.allowedListeners;
    ctx.report({
      message: from === 'None' ? 'closed' : 'other',
      at: parent.name.path,
      data: { gateway: `${owner}/${parent.name.value}`, namespace, from },
      related: gateways.map(({ resource }) => ({ resource, path: 'metadata.name', text: 'the Gateway' })),
      fixes: ['admit'],
    });
  },
  fixes: {
    admit: suggestion(({ data }, { world }) => {
      const [owner = ''] = String(data['gateway']).split('/');
      const from = owner === data['namespace'] ? 'Same' : 'All';
      return world.read(kubernetesGateways, String(data['gateway'])).map(({ resource: of }) => ({
        title: `Let the Gateway admit ListenerSets of ${from === 'Same' ? 'its namespace' : 'all namespaces'}`,
        operations: [{ ...set('spec.allowedListeners.namespaces.from', from), of }],
      }));
    }),
  },
});

/** Mutual TLS is off for servers whose clients are told to use it. */
import { peerAuthentication } from '../../model/peer-authentication.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { arePeersCertain } from '../../workspace/resolve/peer-modes.ts';
import { rulesOfMesh, rulesOfNamespace, wideRuleFor } from '../../workspace/resolve/wide-rules.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const OF_NAMESPACE = { tool: 'kiali', code: 'KIA0505' } as const;
const OF_MESH = { tool: 'kiali', code: 'KIA0506' } as const;

export const offForMutualClients = defineRule({
  id: 'peer-authentication/off-for-mutual-clients',
  title: 'Mutual TLS is off where clients are told to use it',
  severity: 'error',
  preset: 'recommended',
  kinds: peerAuthentication.kinds,
  scope: 'workspace',
  needsAll: true,
  equivalents: [OF_NAMESPACE, OF_MESH],
  docs: {
    why: 'A DestinationRule for all services of a namespace or of the mesh makes clients begin mutual TLS, which workloads in mode DISABLE do not take.',
    fix: 'Set the policy to PERMISSIVE, or the rule to DISABLE as well.',
    differs:
      'Kiali also counts rules in mode MUTUAL; what servers make of certificates of another authority is not known from the files.',
  },
  messages: {
    off: ({ rule, host }: { rule: string; host: string }) =>
      `Mutual TLS is off here, but "${rule}" tells the clients of "${host}" to use it`,
  },
  effect: 'Their connections are refused',
  check(ctx) {
    const { mode } = ctx.resource.facts(peerAuthentication);
    const { selector = {} } = ctx.resource.facts(policyTarget);
    const { namespace } = ctx.resource;
    if (mode?.value !== 'DISABLE' || Object.keys(selector).length > 0) return;
    const isMesh = namespace === ctx.world.config('rootNamespace');
    const rule = isMesh ? rulesOfMesh(ctx.world)[0] : wideRuleFor(ctx.world, namespace);
    if (rule?.row.tlsMode !== 'ISTIO_MUTUAL' || isAmbient(ctx.world, namespace)) return;
    if (!arePeersCertain(ctx.world, namespace, ctx.self)) return;
    ctx.report({
      message: 'off',
      at: mode.path,
      data: { rule: `${rule.row.namespace}/${rule.row.name}`, host: rule.row.host },
      equivalents: [isMesh ? OF_MESH : OF_NAMESPACE],
      related: [
        { resource: rule.resource, path: 'spec.trafficPolicy.tls.mode', text: 'clients go by this mode' },
      ],
      fixes: ['accept', 'letClientsSendPlainText'],
    });
  },
  fixes: {
    accept: suggestion((finding) => [use(finding, 'PERMISSIVE', 'mode')]),
    letClientsSendPlainText: suggestion(({ data }, { resource, world }) => {
      const { namespace } = resource;
      const isMesh = namespace === world.config('rootNamespace');
      const rule = isMesh ? rulesOfMesh(world)[0] : wideRuleFor(world, namespace);
      // The rule of the mesh is for other namespaces as well.
      if (rule === undefined || (!isMesh && rulesOfNamespace(world, namespace)[0] === undefined)) return [];
      return [
        {
          title: `Set mode DISABLE in "${String(data['rule'])}"`,
          operations: [{ ...set('spec.trafficPolicy.tls.mode', 'DISABLE'), of: rule.resource }],
        },
      ];
    }),
  },
});

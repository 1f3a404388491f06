/** Servers insist on mutual TLS in a mesh whose clients do not begin it by themselves. */
import { peerAuthentication } from '../../model/peer-authentication.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import {
  isMutualTlsAutomatic,
  meshWideHosts,
  namespaceWideHost,
  wideRuleFor,
} from '../../workspace/resolve/wide-rules.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const OF_MESH = { tool: 'kiali', code: 'KIA0401' } as const;
const OF_NAMESPACE = { tool: 'kiali', code: 'KIA0501' } as const;

export const strictWithoutClients = defineRule({
  id: 'peer-authentication/strict-without-clients',
  title: 'Mutual TLS is demanded, and clients do not use it',
  severity: 'warning',
  preset: 'recommended',
  kinds: peerAuthentication.kinds,
  scope: 'workspace',
  equivalents: [OF_MESH, OF_NAMESPACE],
  docs: {
    why: 'The mesh has automatic mutual TLS off (`enableAutoMtls: false`): clients send plain text unless a DestinationRule tells them otherwise, and servers in mode STRICT refuse it.',
    fix: 'Add a DestinationRule with `tls.mode: ISTIO_MUTUAL` for the services of the namespace or of the mesh, or turn automatic mutual TLS on.',
    differs:
      'Kiali reports an error; services may have rules of their own, so it is a warning here. Nothing is said where the mesh configuration does not turn automatic mutual TLS off.',
  },
  messages: {
    plain: ({ namespace }: { namespace: string }) =>
      `Mode STRICT needs mutual TLS, which clients of namespace "${namespace}" do not use: it is not automatic in this mesh, and no DestinationRule turns it on`,
  },
  effect: 'Their calls are refused, but for hosts with a rule of their own',
  check(ctx) {
    const { mode } = ctx.resource.facts(peerAuthentication);
    const { selector = {} } = ctx.resource.facts(policyTarget);
    const { namespace } = ctx.resource;
    if (mode?.value !== 'STRICT' || Object.keys(selector).length > 0) return;
    if (isMutualTlsAutomatic(ctx.world) || isAmbient(ctx.world, namespace)) return;
    if (wideRuleFor(ctx.world, namespace)?.row.tlsMode === 'ISTIO_MUTUAL') return;
    const isMesh = namespace === ctx.world.config('rootNamespace');
    ctx.report({
      message: 'plain',
      at: mode.path,
      data: { namespace },
      equivalents: [isMesh ? OF_MESH : OF_NAMESPACE],
      fixes: ['createRule', 'accept'],
    });
  },
  fixes: {
    createRule: suggestion((_finding, ctx) => {
      const { namespace } = ctx.resource;
      const isMesh = namespace === ctx.world.config('rootNamespace');
      const host = isMesh ? (meshWideHosts(ctx.world)[0] ?? '') : namespaceWideHost(ctx.world, namespace);
      const wanted = {
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        name: 'default',
        namespace,
      };
      if (ctx.isTaken(wanted) || wideRuleFor(ctx.world, namespace) !== undefined) return [];
      const body = { spec: { host, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } } };
      return [
        {
          title: `Create DestinationRule "default": mode ISTIO_MUTUAL for "${host}"`,
          operations: [ctx.create(ctx.self, { ...wanted, body })],
        },
      ];
    }),
    accept: suggestion((finding) => [use(finding, 'PERMISSIVE', 'mode')]),
  },
});

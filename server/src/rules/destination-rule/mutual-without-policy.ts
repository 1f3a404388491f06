/** Clients are told to use mutual TLS for a whole namespace or mesh, and no server is told to ask for it. */
import { destinationRule } from '../../model/destination-rule.ts';
import { modeOfNamespace } from '../../workspace/resolve/peer-modes.ts';
import { meshWideHosts, namespaceWideHost } from '../../workspace/resolve/wide-rules.ts';
import { defineRule } from '../define-rule.ts';
import { createPeerAuthentication } from '../fixes/create-peer-authentication.ts';
import { suggestion } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly namespace: string;
}

const OF_MESH = { tool: 'kiali', code: 'KIA0205' } as const;
const OF_NAMESPACE = { tool: 'kiali', code: 'KIA0206' } as const;

export const mutualWithoutPolicy = defineRule({
  id: 'destination-rule/mutual-without-policy',
  title: 'Mutual TLS is asked of clients only',
  severity: 'info',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  scope: 'workspace',
  equivalents: [OF_MESH, OF_NAMESPACE],
  docs: {
    why: 'The rule makes clients with a proxy use mutual TLS. Whether servers insist on it is decided by a PeerAuthentication; without any they take plain text from everybody else, so that nothing is protected by the rule.',
    fix: 'Add a PeerAuthentication for the same namespace or mesh: STRICT to refuse plain text, PERMISSIVE to say that it is meant so.',
    differs:
      'Kiali reports an error. Nothing is refused, since servers without a PeerAuthentication take both, so it is information here. Where the servers have mutual TLS off, `destination-rule/contradicts-peers` says so.',
  },
  messages: {
    clientsOnly: ({ host, namespace }: Data) =>
      `Clients of "${host}" are told to use mutual TLS, but no PeerAuthentication of namespace "${namespace}" or of the mesh says what its servers take`,
  },
  effect: 'Plain text is accepted as well',
  check(ctx) {
    const { host } = ctx.resource.facts(destinationRule);
    const { namespace } = ctx.resource;
    const mode = ctx.spec.get('trafficPolicy').get('tls').get('mode').sourcedString();
    if (host === undefined || mode?.value !== 'ISTIO_MUTUAL') return;
    const isMesh = meshWideHosts(ctx.world).includes(host.value);
    if (!isMesh && host.value !== namespaceWideHost(ctx.world, namespace)) return;
    const served = isMesh ? ctx.world.config('rootNamespace') : namespace;
    if (modeOfNamespace(ctx.world, served) !== undefined) return;
    ctx.report({
      message: 'clientsOnly',
      at: mode.path,
      data: { host: host.value, namespace: served },
      equivalents: [isMesh ? OF_MESH : OF_NAMESPACE],
      fixes: ['createPolicy'],
    });
  },
  fixes: {
    createPolicy: suggestion(({ data }, ctx) =>
      (['STRICT', 'PERMISSIVE'] as const).flatMap((mode) =>
        createPeerAuthentication(ctx, {
          namespace: String(data['namespace']),
          selector: {},
          name: 'default',
          mode,
        }).map((fix) => ({ ...fix, choice: mode })),
      ),
    ),
  },
});

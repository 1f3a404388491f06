/** STRICT for workloads of a namespace whose own mode is DISABLE: clients look at the namespace. */
import { peerAuthentication } from '../../model/peer-authentication.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { rulesForHost } from '../../workspace/resolve/destination-rules.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { arePeersCertain, modeOfNamespace } from '../../workspace/resolve/peer-modes.ts';
import { selectWorkloads, servicesSelecting } from '../../workspace/resolve/workloads.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

interface Data {
  readonly namespace: string;
  readonly policy: string;
}

export const strictUnderDisable = defineRule({
  id: 'peer-authentication/strict-under-disable',
  title: 'Workloads demand mutual TLS in a namespace that has it off',
  severity: 'warning',
  preset: 'recommended',
  kinds: peerAuthentication.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Clients decide by the mode of the namespace (or mesh) of a service whether they use mutual TLS at all; modes of single workloads and ports they do not see. Where the namespace says DISABLE they send plain text, which workloads in mode STRICT refuse.',
    fix: 'Set the namespace to PERMISSIVE, or add a DestinationRule with `tls.mode: ISTIO_MUTUAL` for the services of these workloads.',
  },
  messages: {
    refused: ({ namespace, policy }: Data) =>
      `Clients send plain text to namespace "${namespace}", since "${policy}" sets mode DISABLE; these workloads take mutual TLS only`,
  },
  effect: 'Their calls are refused',
  check(ctx) {
    const { resource, world } = ctx;
    const { selector = {} } = resource.facts(policyTarget);
    const { namespace } = resource;
    if (Object.keys(selector).length === 0) return;
    const { mode, ports } = resource.facts(peerAuthentication);
    const strict = [mode, ...ports.map((port) => port.mode)].find((each) => each?.value === 'STRICT');
    if (strict === undefined || isAmbient(world, namespace)) return;
    const around = modeOfNamespace(world, namespace);
    if (around?.mode !== 'DISABLE' || !arePeersCertain(world, namespace, ctx.self)) return;
    const services = selectWorkloads(world, namespace, selector).flatMap(({ row }) =>
      servicesSelecting(world, row),
    );
    const hosts = new Set(services.map(({ row }) => `${row.name}.${row.namespace}.svc`));
    const isChosen = (host: string) =>
      rulesForHost(world, `${host}.${world.config('clusterDomain')}`, namespace).some(
        ({ row }) => row.setsTls,
      );
    if ([...hosts].some(isChosen)) return;
    const { from } = around;
    ctx.report({
      message: 'refused',
      at: strict.path,
      data: { namespace, policy: `${from.row.namespace}/${from.row.name}` },
      related: [{ resource: from.resource, path: 'spec.mtls.mode', text: 'clients go by this mode' }],
      fixes: ['letClientsEncrypt'],
    });
  },
  fixes: {
    letClientsEncrypt: suggestion(({ data }, { world, resource }) => {
      const around = modeOfNamespace(world, resource.namespace);
      if (around === undefined) return [];
      const change = { ...set('spec.mtls.mode', 'PERMISSIVE'), of: around.from.resource };
      return [{ title: `Set mode PERMISSIVE in "${String(data['policy'])}"`, operations: [change] }];
    }),
  },
});

/** A mode for a port names the port of the Service instead of that of the pods. */
import { peerAuthentication } from '../../model/peer-authentication.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { servicePortMeant } from '../../workspace/resolve/service-port-meant.ts';
import { rename } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly port: number;
  readonly target: number;
  readonly service: string;
}

export const servicePort = defineRule({
  id: 'peer-authentication/service-port',
  title: 'Port is one of the Service, not of the workload',
  severity: 'warning',
  preset: 'recommended',
  kinds: peerAuthentication.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: '`portLevelMtls` is about ports on which the pods listen. A Service may show them under other numbers; a mode for the number of the Service is for a port that nobody uses, and the port that was meant keeps its mode.',
    fix: 'Write the `targetPort` of the Service.',
  },
  messages: {
    ofService: ({ port, target, service }: Data) =>
      `Port ${port} is a port of Service "${service}"; its pods listen on ${target}`,
  },
  effect: 'The mode holds for a port that nobody uses',
  check(ctx) {
    const { selector = {} } = ctx.resource.facts(policyTarget);
    if (Object.keys(selector).length === 0) return;
    const { namespace } = ctx.resource;
    for (const { port, path } of ctx.resource.facts(peerAuthentication).ports) {
      const meant = servicePortMeant(ctx.world, namespace, selector, port);
      if (meant === undefined) continue;
      const { service, target } = meant;
      ctx.report({
        message: 'ofService',
        at: { path, part: 'key' },
        data: { port, target, service: service.row.name },
        related: [{ resource: service.resource, path: 'spec.ports', text: 'its ports' }],
        fixes: ['useTarget'],
      });
    }
  },
  fixes: {
    useTarget: suggestion(({ data, at }) => {
      const target = String(data['target']);
      return [way(target, `Use port ${target}`, rename(at.path, target))];
    }),
  },
});

/** A policy names the port of the Service instead of that of the pods. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { servicePortMeant } from '../../workspace/resolve/service-port-meant.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface Data {
  readonly port: number;
  readonly target: number;
  readonly service: string;
}

export const servicePort = defineRule({
  id: 'authorization-policy/service-port',
  title: 'Port is one of the Service, not of the workload',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  fields: ['spec.rules[].to[].operation.ports', 'spec.rules[].to[].operation.notPorts', 'spec.rules[].when'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A policy is enforced at the pods, so `ports` are those on which the pods listen. The number under which a Service shows them matches nothing: an ALLOW policy allows nothing by it, a DENY policy denies nothing.',
    fix: 'Write the `targetPort` of the Service.',
  },
  messages: {
    ofService: ({ port, target, service }: Data) =>
      `Port ${port} is a port of Service "${service}"; its pods listen on ${target}`,
  },
  effect: 'The condition matches no request',
  check(ctx) {
    const { selector = {}, targetRefs } = ctx.resource.facts(policyTarget);
    if (Object.keys(selector).length === 0 || targetRefs.length > 0) return;
    const { namespace } = ctx.resource;
    const written = ctx.resource
      .facts(authorizationPolicy)
      .rules.flatMap(({ operations, conditions }) => [
        ...operations.flatMap(({ ports, notPorts }) => [...ports, ...notPorts]),
        ...conditions
          .filter(({ key }) => key?.value === 'destination.port')
          .flatMap(({ values, notValues }) => [...values, ...notValues]),
      ]);
    for (const { value, path } of written) {
      const meant = servicePortMeant(ctx.world, namespace, selector, Number(value));
      if (meant === undefined) continue;
      const { service, target } = meant;
      ctx.report({
        message: 'ofService',
        at: path,
        data: { port: Number(value), target, service: service.row.name },
        related: [{ resource: service.resource, path: 'spec.ports', text: 'its ports' }],
        fixes: ['useTarget'],
      });
    }
  },
  fixes: {
    useTarget: suggestion((finding) => [use(finding, String(finding.data['target']), 'port')]),
  },
});

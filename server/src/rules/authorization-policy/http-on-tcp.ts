/** A DENY policy by properties of HTTP is for workloads that also have ports without HTTP. */
import { authorizationPolicy, type PolicyRule } from '../../model/authorization-policy.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { servedPorts } from '../../workspace/resolve/served-ports.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly action: string;
  readonly service: string;
  readonly port: number;
}

export const httpOnTcp = defineRule({
  id: 'authorization-policy/http-on-tcp',
  title: 'Conditions of HTTP apply to ports that do not speak it',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Paths, methods, hosts, headers and tokens exist in HTTP only. On a port for plain connections they cannot be judged. To be safe, a DENY rule leaves them out there and denies what is left of it: without other conditions every connection to a database of the namespace. An ALLOW rule with them matches nothing there.',
    fix: 'Limit the rule to the ports for HTTP (`to[].operation.ports`), or select the workloads that speak HTTP.',
    noFix: 'Whether the port speaks HTTP after all is not written.',
  },
  messages: {
    deny: ({ service, port }: Data) =>
      `The rule is about HTTP, and also denies connections to port ${port} of "${service}", which speaks plain TCP`,
    allow: ({ service, port }: Data) =>
      `The rule is about HTTP and matches nothing on port ${port} of "${service}", the only one of its workloads, which speaks plain TCP`,
  },
  effect: ({ action }) =>
    action === 'DENY' ? 'Connections to that port are denied' : 'No connection is allowed by the rule',
  check(ctx) {
    const { action, rules } = ctx.resource.facts(authorizationPolicy);
    const { selector = {}, targetRefs } = ctx.resource.facts(policyTarget);
    if ((action !== 'DENY' && action !== 'ALLOW') || targetRefs.length > 0) return;
    // For the whole mesh a policy would be judged by what little of the mesh the files show.
    if (ctx.resource.namespace === ctx.world.config('rootNamespace')) return;
    const relevant = rules.filter(isAboutHttp);
    if (relevant.length === 0) return;
    const ports = servedPorts(ctx.world, ctx.resource.namespace, selector);
    const plain = ports.filter(({ speaks }) => speaks === 'tcp');
    if (plain.length === 0 || (action === 'ALLOW' && plain.length < ports.length)) return;
    for (const rule of relevant) {
      const hit = plain.find(({ target }) => !excludes(rule, target));
      if (hit === undefined) continue;
      ctx.report({
        message: action === 'DENY' ? 'deny' : 'allow',
        at: rule.path,
        data: { action, service: hit.service.row.name, port: hit.number },
        related: [{ resource: hit.service.resource, path: 'spec.ports', text: 'its ports' }],
      });
    }
  },
});

const OPERATIONS = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'] as const;

function isAboutHttp({ sources, operations, conditions }: PolicyRule): boolean {
  return (
    operations.some((operation) => OPERATIONS.some((field) => operation[field].length > 0)) ||
    sources.some(({ requestPrincipals, notRequestPrincipals }) =>
      [requestPrincipals, notRequestPrincipals].some((list) => list.length > 0),
    ) ||
    conditions.some(({ key }) => /^request\./.test(key?.value ?? ''))
  );
}

/** Whether `ports` keep the rule away from a port. */
function excludes({ operations, conditions }: PolicyRule, port: number): boolean {
  const text = String(port);
  const isOther = ({ ports, notPorts }: PolicyRule['operations'][number]) =>
    (ports.length > 0 && !ports.some(({ value }) => value === text)) ||
    notPorts.some(({ value }) => value === text);
  if (operations.length > 0 && operations.every(isOther)) return true;
  return conditions.some(
    ({ key, values }) =>
      key?.value === 'destination.port' && values.length > 0 && !values.some(({ value }) => value === text),
  );
}

/** A request that a policy is about: to a service that it holds for, as its rule at the cursor describes it. */
import type { Fields } from '../../semantics/fields.ts';
import type { Mesh, MeshObject } from '../../semantics/mesh.ts';
import { expandHost } from '../../semantics/names.ts';
import { attachedPolicies, type PolicyWorkload } from '../../semantics/policy-attachment.ts';
import { services } from '../../semantics/registry.ts';
import { gatewayClient } from '../../semantics/trace.ts';
import { virtualServices } from '../../semantics/virtual-services.ts';
import { type Workload, workloads, workloadsBehind } from '../../semantics/workloads.ts';
import { boundForm, gatewaysOn, istioGatewayForm, meshForm } from './callers.ts';
import type { RequestForm } from './request-data.ts';
import { PLAIN_SAMPLE, type SampleRequest, sampleOfBlock, textOfForm } from './sample-request.ts';

/** Undefined for other kinds, and for policies that hold for nothing in these files. */
export function policyForm(mesh: Mesh, policy: MeshObject, path: string): RequestForm | undefined {
  if (!policy.kind.startsWith('security.istio.io/')) return undefined;
  const rules = policy.spec.get('rules').items();
  const rule = rules.find((each) => path.startsWith(`${each.path}.`) || path === each.path) ?? rules[0];
  const sample = rule === undefined ? PLAIN_SAMPLE : sampleOfRule(rule);
  const atGateway = gatewayOfPolicy(mesh, policy, sample);
  if (atGateway !== undefined && policy.namespace !== mesh.settings.rootNamespace) return atGateway;
  const service = services(mesh).find((each) =>
    workloadsBehind(mesh, each).some((workload) => holdsFor(mesh, policy, workload)),
  );
  if (service !== undefined) {
    const caller = rule && callerOfRule(mesh, rule, policy.namespace);
    const [gateway] = caller === undefined ? [] : gatewaysOn(mesh, caller);
    const through = gateway === undefined ? undefined : throughGateway(mesh, gateway, service.host, sample);
    if (through !== undefined) return through;
    const from = caller && `workload ${caller.id}`;
    const port = rule && portOfRule(rule, service.ports);
    return meshForm(mesh, service.host, policy.namespace, sample, { from, port });
  }
  return atGateway;
}

function gatewayOfPolicy(mesh: Mesh, policy: MeshObject, sample: SampleRequest): RequestForm | undefined {
  const gateway = mesh
    .objects('networking.istio.io/Gateway')
    .find(({ id }) => isAttached(mesh, policy, { type: 'gateway', ...gatewayClient(mesh, id) }));
  return gateway && istioGatewayForm(mesh, gateway, sample);
}

/** By a route of the gateway that leads to the service. */
function throughGateway(
  mesh: Mesh,
  gateway: string,
  host: string,
  sample: SampleRequest,
): RequestForm | undefined {
  for (const owner of virtualServices(mesh)) {
    if (!owner.gateways.includes(gateway)) continue;
    for (const { fields, writtenIn } of owner.http) {
      const leads = fields
        .get('route')
        .items()
        .some((route) => destinationHost(mesh, route, writtenIn.namespace) === host);
      if (!leads) continue;
      const [block] = fields.get('match').items();
      const own = block === undefined ? PLAIN_SAMPLE : sampleOfBlock(block);
      const path = sample.path === '/' ? own.path : sample.path;
      const headers = [...own.headers, ...sample.headers];
      const form = boundForm(mesh, owner, gateway, {
        ...own,
        path,
        headers,
        method: sample.method,
        claims: sample.claims,
      });
      if (form !== undefined) return form;
    }
  }
  return undefined;
}

function destinationHost(mesh: Mesh, route: Fields, namespace: string): string {
  const host = route.get('destination').get('host').string() ?? '';
  return expandHost(host, namespace, mesh.settings.clusterDomain);
}

function holdsFor(mesh: Mesh, policy: MeshObject, workload: Workload): boolean {
  const type = workload.mesh === 'ambient' ? 'ztunnel' : 'sidecar';
  return isAttached(mesh, policy, { type, namespace: workload.namespace, labels: workload.labels });
}

function isAttached(mesh: Mesh, policy: MeshObject, workload: PolicyWorkload): boolean {
  return attachedPolicies(mesh, policy.kind, workload).includes(policy);
}

/** Service port of the pod's port that the rule names, where the two are told. */
function portOfRule(
  rule: Fields,
  ports: readonly { readonly number: number; readonly targetPort: number | string }[],
): number | undefined {
  const wanted = firstOf(rule.get('to'), 'operation', 'ports');
  return ports.find(({ targetPort }) => String(targetPort) === wanted)?.number;
}

function firstOf(list: Fields, block: string, field: string): string | undefined {
  for (const item of list.items()) {
    const [first] = item.get(block).get(field).items();
    const text = first?.string() ?? first?.number()?.toString();
    if (text !== undefined) return text;
  }
  return undefined;
}

function callerOfRule(mesh: Mesh, rule: Fields, namespace: string): Workload | undefined {
  const principal = firstOf(rule.get('from'), 'source', 'principals')?.split('/');
  const account = firstOf(rule.get('from'), 'source', 'serviceAccounts')?.split('/');
  const home = principal?.[2] ?? (account?.length === 2 ? account[0] : undefined);
  const name = principal?.[4] ?? account?.at(-1);
  const wanted = home ?? firstOf(rule.get('from'), 'source', 'namespaces') ?? undefined;
  if (wanted === undefined && name === undefined) return undefined;
  return workloads(mesh).find(
    (each) =>
      each.namespace === (wanted ?? namespace) && (name === undefined || each.serviceAccount === name),
  );
}

/** What a rule of an AuthorizationPolicy is about. */
export function sampleOfRule(rule: Fields): SampleRequest {
  const to = rule.get('to');
  const path = firstOf(to, 'operation', 'paths');
  const method = firstOf(to, 'operation', 'methods');
  const claims = new Map<string, string>();
  const [issuer, subject] = requestPrincipal(rule);
  if (issuer !== undefined) claims.set('iss', issuer).set('sub', subject ?? 'x');
  const headers: string[] = [];
  for (const condition of rule.get('when').items()) {
    const key = condition.get('key').string() ?? '';
    const [value] = condition.get('values').strings();
    if (value === undefined) continue;
    const name = /^request\.(headers|auth\.claims)\[([^\]]+)\]$/.exec(key);
    if (name?.[1] === 'headers') headers.push(`${name[2]}: ${textOfForm(value)}`);
    else if (name?.[2] !== undefined) claims.set(name[2], textOfForm(value));
  }
  const text = path === undefined ? '/' : textOfForm(path);
  return {
    ...PLAIN_SAMPLE,
    path: text.startsWith('/') ? text : `/${text}`,
    method: method === undefined || method.includes('*') ? 'GET' : method,
    headers,
    claims,
  };
}

/** Issuer and subject. */
function requestPrincipal(rule: Fields): readonly [issuer?: string, subject?: string] {
  const form = firstOf(rule.get('from'), 'source', 'requestPrincipals');
  if (form === undefined) return [];
  const slash = form.lastIndexOf('/');
  if (slash < 0) return [textOfForm(form)];
  return [textOfForm(form.slice(0, slash)), textOfForm(form.slice(slash + 1))];
}

/** The callers that policies can tell apart by identity: named accounts, the rest of each namespace, gateways, nobody. */
import { sameData } from '../base/same-data.ts';
import type { Fields } from './fields.ts';
import type { Identity } from './identity-rule.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { gatewayClient } from './trace.ts';
import { principalOf, type Workload, workloads } from './workloads.ts';

export interface Caller {
  /** `account shop/web`, `namespace shop`, `gateway edge/public`, `nobody`. */
  readonly id: string;
  readonly sort: 'account' | 'namespace' | 'gateway' | 'nobody';
  /** Empty for nobody. */
  readonly namespace: string;
  readonly text: string;
  readonly identity: Identity;
}

/** An account that no policy of people is about. */
const OTHER = 'some-other-account';

/** By namespace and name; gateways and nobody last. */
export function callers(mesh: Mesh): readonly Caller[] {
  return mesh.kept('callers', callersOf, sameData);
}

function callersOf(mesh: Mesh): readonly Caller[] {
  const accounts = [...namedAccounts(mesh)].toSorted().map((id): Caller => {
    const [namespace = '', serviceAccount = ''] = id.split('/');
    return {
      id: `account ${id}`,
      sort: 'account',
      namespace,
      text: id,
      identity: { principal: principalOf(mesh, { namespace, serviceAccount }) },
    };
  });
  const names = new Set([
    ...workloads(mesh).map(({ namespace }) => namespace),
    ...accounts.map(({ namespace }) => namespace),
    ...mesh.objects('core/Namespace').map(({ name }) => name),
  ]);
  const namespaces = [...names].toSorted().map(
    (namespace): Caller => ({
      id: `namespace ${namespace}`,
      sort: 'namespace',
      namespace,
      text: `${namespace}/*`,
      identity: { principal: principalOf(mesh, { namespace, serviceAccount: OTHER }) },
    }),
  );
  return [
    ...accounts,
    ...namespaces,
    ...gateways(mesh),
    {
      id: 'nobody',
      sort: 'nobody',
      namespace: '',
      text: 'no identity',
      identity: { principal: undefined },
    },
  ];
}

function gateways(mesh: Mesh): readonly Caller[] {
  const istio = mesh
    .objects('networking.istio.io/Gateway')
    .map(({ id }) => ({ id, client: gatewayClient(mesh, id) }));
  const kubernetes = mesh.objects('gateway.networking.k8s.io/Gateway').map((gateway) => ({
    id: gateway.id,
    client: { namespace: gateway.namespace, serviceAccount: accountOfGateway(gateway) },
  }));
  return [...istio, ...kubernetes].map(({ id, client }) => ({
    id: `gateway ${id}`,
    sort: 'gateway',
    namespace: client.namespace,
    text: `outside, by ${id}`,
    identity: { principal: principalOf(mesh, client) },
  }));
}

/** Gateways that the control plane deploys run under `<name>-<class>`. */
function accountOfGateway({ name, spec }: MeshObject): string {
  return `${name}-${spec.get('gatewayClassName').string() ?? 'istio'}`;
}

/** `namespace/account` of all that a policy names in full. */
function namedAccounts(mesh: Mesh): ReadonlySet<string> {
  const found = new Set<string>();
  for (const policy of mesh.objects('security.istio.io/AuthorizationPolicy')) {
    for (const rule of policy.spec.get('rules').items()) {
      for (const item of rule.get('from').items()) addAccounts(found, policy, item.get('source'));
    }
  }
  return found;
}

function addAccounts(found: Set<string>, { namespace }: MeshObject, source: Fields): void {
  for (const list of ['principals', 'notPrincipals']) {
    for (const value of source.get(list).strings()) {
      const parts = value.split('/');
      if (parts.length === 5 && !value.slice(value.indexOf('/')).includes('*'))
        found.add(`${parts[2]}/${parts[4]}`);
    }
  }
  for (const list of ['serviceAccounts', 'notServiceAccounts']) {
    for (const value of source.get(list).strings()) {
      found.add(value.includes('/') ? value : `${namespace}/${value}`);
    }
  }
}

/** Who runs under an account, or in a namespace, or carries a gateway. */
export function workloadOf(mesh: Mesh, { sort, id, namespace }: Caller): Workload | undefined {
  const account = sort === 'account' ? id.slice(id.indexOf('/') + 1) : undefined;
  return workloads(mesh).find(
    (each) => each.namespace === namespace && (account === undefined || each.serviceAccount === account),
  );
}

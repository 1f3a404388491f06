/** A route of the Gateway API in words: where it is attached, what each rule takes, and where that goes. */
import type { Fields } from '../fields.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { isGranted } from '../reference-grants.ts';
import { GRPC_ROUTE, HTTP_ROUTE, rankedRules } from '../route-rules.ts';
import type { Explanation, Sentence } from './explanation.ts';
import { listed } from './words.ts';

const EVERYTHING = 'path starts with "/"';

export function explainGatewayRoute(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const isRequests = object.kind === HTTP_ROUTE || object.kind === GRPC_ROUTE;
  const rules = object.spec.get('rules').items();
  const conditions = isRequests ? conditionsOf(object) : new Map<number, readonly string[]>();
  const hosts = object.spec.get('hostnames').strings();
  const parents = object.spec.get('parentRefs').items();
  const said = rules.map((rule, index) => ({
    text: `${subject(isRequests, conditions.get(index) ?? [])} ${action(mesh, object, rule)}`,
    place: { resource: object.ref, path: rule.path },
  }));
  return {
    does: [
      ...(hosts.length === 0
        ? []
        : [{ text: `Is for ${listed(hosts)}`, place: { resource: object.ref, path: 'spec.hostnames' } }]),
      ...said,
      ...(isRequests && rules.length > 1
        ? [{ text: 'Of several matches the most specific counts, whatever their order' }]
        : []),
    ],
    concerns:
      parents.length === 0
        ? [{ text: 'It names no parent, so nothing takes it' }]
        : parents.map((parent) => parentSentence(mesh, object, parent)),
    conflicts: [],
    verify: verification(object, parents[0]),
  };
}

/** By rule: its matches, in words. */
function conditionsOf(route: MeshObject): ReadonlyMap<number, readonly string[]> {
  const byRule = new Map<number, string[]>();
  for (const { index, blocks } of rankedRules([{ route, port: undefined }])) {
    const words = blocks.map((block) => {
      const texts = block.conditions.map(({ text }) => text).filter((text) => text !== EVERYTHING);
      return texts.length === 0 ? 'anything' : listed(texts);
    });
    byRule.set(index, [...(byRule.get(index) ?? []), ...words]);
  }
  return byRule;
}

function subject(isRequests: boolean, matches: readonly string[]): string {
  if (!isRequests) return 'Connections';
  if (matches.length === 0 || matches.includes('anything')) return 'All requests';
  return `Requests with ${matches.join(', or with ')}`;
}

function action(mesh: Mesh, route: MeshObject, rule: Fields): string {
  const filters = rule.get('filters').items();
  const redirect = filters.map((filter) => filter.get('requestRedirect')).find(({ exists }) => exists);
  if (redirect !== undefined) {
    const path = redirect.get('path');
    const parts = [
      redirect.get('scheme').string(),
      redirect.get('hostname').string(),
      path.get('replaceFullPath').string() ?? path.get('replacePrefixMatch').string(),
    ].filter((part) => part !== undefined);
    const where = parts.length === 0 ? '' : ` to ${parts.join(' ')}`;
    return `are redirected${where} (${redirect.get('statusCode').number() ?? 302})`;
  }
  return `${backends(mesh, route, rule.get('backendRefs').items())}${extras(rule, filters)}`;
}

function backends(mesh: Mesh, route: MeshObject, written: readonly Fields[]): string {
  const weighed = written
    .map((backend) => ({ backend, weight: backend.get('weight').number() ?? 1 }))
    .filter(({ weight }) => weight > 0);
  const sum = weighed.reduce((total, { weight }) => total + weight, 0);
  const names = weighed.map(({ backend, weight }) => {
    const share = weighed.length === 1 ? [] : [`${Math.round((1000 * weight) / sum) / 10} %`];
    const notes = [...share, ...grantNote(mesh, route, backend)];
    const name = backendName(route, backend);
    return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
  });
  if (names.length > 0) return `go to ${listed(names)}`;
  const isRequests = route.kind === HTTP_ROUTE || route.kind === GRPC_ROUTE;
  return `go nowhere: no backend has a weight${isRequests ? ', and they are answered with 500' : ''}`;
}

/** `carts`, `carts.shop` of another namespace, `Hostname api.example.com`; with its port. */
function backendName(route: MeshObject, backend: Fields): string {
  const kind = backend.get('kind').string() ?? 'Service';
  const name = backend.get('name').string() ?? '?';
  const namespace = backend.get('namespace').string() ?? route.namespace;
  const port = backend.get('port').number();
  const whole = namespace === route.namespace ? name : `${name}.${namespace}`;
  return `${kind === 'Service' ? '' : `${kind} `}${whole}${port === undefined ? '' : `, port ${port}`}`;
}

/** Routes of gateways need one for another namespace; those of the mesh do not. */
function grantNote(mesh: Mesh, route: MeshObject, backend: Fields): readonly string[] {
  const namespace = backend.get('namespace').string() ?? route.namespace;
  if (namespace === route.namespace || !route.spec.get('parentRefs').items().some(isOfGateway)) return [];
  const target = {
    group: backend.get('group').string() ?? '',
    kind: backend.get('kind').string() ?? 'Service',
    namespace,
    name: backend.get('name').string() ?? '',
  };
  return isGranted(mesh, route, target)
    ? []
    : [`no ReferenceGrant of namespace ${namespace} is in these files`];
}

function isOfGateway(parent: Fields): boolean {
  return (parent.get('kind').string() ?? 'Gateway') === 'Gateway';
}

function extras(rule: Fields, filters: readonly Fields[]): string {
  const said: string[] = [];
  const timeout = rule.get('timeouts').get('request').string();
  if (timeout !== undefined && timeout !== '0s') said.push(`given up after ${timeout}`);
  const has = (name: string) => filters.some((filter) => filter.get(name).exists);
  const rewrite = filters.map((filter) => filter.get('urlRewrite')).find(({ exists }) => exists);
  if (rewrite?.get('path').exists === true) said.push('with another path');
  const host = rewrite?.get('hostname').string();
  if (host !== undefined) said.push(`with host ${host}`);
  if (has('requestHeaderModifier')) said.push('with other headers');
  if (has('responseHeaderModifier')) said.push('answered with other headers');
  if (has('requestMirror')) said.push('copied to a mirror');
  return said.length === 0 ? '' : `, ${said.join(', ')}`;
}

function parentSentence(mesh: Mesh, route: MeshObject, parent: Fields): Sentence {
  const kind = parent.get('kind').string() ?? 'Gateway';
  const name = parent.get('name').string() ?? '';
  const namespace = parent.get('namespace').string() ?? route.namespace;
  const section = parent.get('sectionName').string();
  const port = parent.get('port').number();
  const part = section !== undefined ? `, listener ${section}` : port !== undefined ? `, port ${port}` : '';
  const place = { resource: route.ref, path: parent.path };
  if (kind === 'Gateway') {
    const isThere = mesh
      .inNamespace('gateway.networking.k8s.io/Gateway', namespace)
      .some((object) => object.name === name);
    const note = isThere ? '' : ', which is in none of these files';
    return { text: `What arrives at Gateway ${namespace}/${name}${part}${note}`, place };
  }
  const isProducer = kind === 'Service' && namespace === route.namespace;
  const who = isProducer ? 'every namespace' : `namespace ${route.namespace}`;
  return { text: `Clients of ${who} that call ${kind} ${namespace}/${name}${part}`, place };
}

function verification(object: MeshObject, parent: Fields | undefined): Explanation['verify'] {
  const resource = `${(object.kind.split('/')[1] ?? '').toLowerCase()} ${object.name} -n ${object.namespace}`;
  const status = {
    command: `kubectl get ${resource} -o jsonpath='{.status.parents}'`,
    expect: 'conditions Accepted and ResolvedRefs with status True for each parent',
  };
  if (parent === undefined || !isOfGateway(parent)) return [status];
  const namespace = parent.get('namespace').string() ?? object.namespace;
  return [
    status,
    {
      command: `istioctl proxy-config routes GATEWAY_POD.${namespace}`,
      expect: 'a virtual host for each of its host names',
    },
  ];
}

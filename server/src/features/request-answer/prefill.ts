/** The request that a resource at the cursor is about: one that meets the rule there, when one can be made. */
import type { Fields } from '../../semantics/fields.ts';
import type { Mesh, MeshObject } from '../../semantics/mesh.ts';
import { services } from '../../semantics/registry.ts';
import { traceRequest } from '../../semantics/trace.ts';
import { type VirtualService, virtualServices } from '../../semantics/virtual-services.ts';
import { workloads, workloadsBehind } from '../../semantics/workloads.ts';
import type { Slot } from '../../workspace/slot.ts';
import { hostsOf } from '../routes-table/route-subject.ts';
import { boundForm, callerOf, istioGatewayForm, listenerForm, meshForm } from './callers.ts';
import { policyForm } from './policy-request.ts';
import type { RequestForm } from './request-data.ts';
import { askedOf } from './request-form.ts';
import { PLAIN_SAMPLE, type SampleRequest, sampleOfBlock, sampleOfMatch } from './sample-request.ts';

/** More ways to ask are not tried. */
const MAX_TRIES = 24;

/** Undefined when nothing of these files can be asked for. */
export function formAtCursor(mesh: Mesh, slot: Slot, path: string): RequestForm | undefined {
  const object = mesh.objects(slot.kindId).find(({ ref }) => ref === slot);
  const own = object === undefined ? workloadForm(mesh, slot) : formOf(mesh, slot, object, path);
  return own ?? anyForm(mesh, slot.namespace);
}

function formOf(mesh: Mesh, slot: Slot, object: MeshObject, path: string): RequestForm | undefined {
  switch (object.kind) {
    case 'networking.istio.io/VirtualService':
      return virtualServiceForm(mesh, object, path);
    case 'networking.istio.io/Gateway':
      return istioGatewayForm(mesh, object);
    case 'gateway.networking.k8s.io/Gateway':
      return listenerForm(mesh, object.id, () => true);
    case 'gateway.networking.k8s.io/HTTPRoute':
    case 'gateway.networking.k8s.io/GRPCRoute':
      return routeForm(mesh, slot, object, path);
    case 'core/Service':
    case 'networking.istio.io/ServiceEntry':
    case 'networking.istio.io/DestinationRule': {
      const [host] = hostsOf(mesh, slot);
      return host === undefined ? undefined : meshForm(mesh, host, object.namespace, PLAIN_SAMPLE);
    }
    default:
      return policyForm(mesh, object, path) ?? workloadForm(mesh, slot);
  }
}

function anyForm(mesh: Mesh, namespace: string): RequestForm | undefined {
  const all = services(mesh);
  const service = all.find(({ owner }) => owner.namespace === namespace) ?? all[0];
  if (service !== undefined) return meshForm(mesh, service.host, namespace, PLAIN_SAMPLE);
  const [gateway] = mesh.objects('networking.istio.io/Gateway');
  return gateway && istioGatewayForm(mesh, gateway);
}

/** Requests to what runs there; of something that nobody can call, its own. */
function workloadForm(mesh: Mesh, slot: Slot): RequestForm | undefined {
  const workload = workloads(mesh).find(({ ref }) => ref === slot);
  if (workload === undefined) return undefined;
  const behind = services(mesh).find((service) => workloadsBehind(mesh, service).includes(workload));
  if (behind !== undefined) return meshForm(mesh, behind.host, workload.namespace, PLAIN_SAMPLE);
  const form = anyForm(mesh, workload.namespace);
  return form && { ...form, from: `workload ${workload.id}` };
}

interface WantedRule {
  readonly index: number;
  readonly samples: readonly SampleRequest[];
  readonly ports: readonly (number | undefined)[];
}

function virtualServiceForm(mesh: Mesh, object: MeshObject, path: string): RequestForm | undefined {
  const owner = virtualServices(mesh).find(
    (each) => each.object === object || each.http.some(({ writtenIn }) => writtenIn === object),
  );
  if (owner === undefined) return undefined;
  const rule = wantedRule(owner, object, path);
  const tries = rule.samples.flatMap((sample, at) =>
    owner.gateways.flatMap(
      (gateway) => virtualServiceTry(mesh, owner, gateway, sample, rule.ports[at]) ?? [],
    ),
  );
  const fitting = tries.slice(0, MAX_TRIES).find((form) => meets(mesh, form, owner.object.id, rule.index));
  return fitting ?? tries[0];
}

/** The block at the cursor comes first. */
function wantedRule(owner: VirtualService, object: MeshObject, path: string): WantedRule {
  const rules = owner.http.filter(({ writtenIn }) => writtenIn === object);
  const rule = rules.find(({ fields }) => isWithin(path, fields.path)) ?? rules[0];
  const blocks = (rule?.fields.get('match').items() ?? []).toSorted(
    (a, b) => Number(isWithin(path, b.path)) - Number(isWithin(path, a.path)),
  );
  return {
    index: rule?.index ?? 0,
    samples: blocks.length === 0 ? [PLAIN_SAMPLE] : blocks.map(sampleOfBlock),
    ports: blocks.map((block) => block.get('port').number()),
  };
}

function virtualServiceTry(
  mesh: Mesh,
  owner: VirtualService,
  gateway: string,
  sample: SampleRequest,
  port: number | undefined,
): RequestForm | undefined {
  const { object, hosts } = owner;
  if (gateway === 'mesh') {
    const [host] = hosts;
    return host && meshForm(mesh, host.name, object.namespace, sample, { port });
  }
  return boundForm(mesh, owner, gateway, sample);
}

function meets(mesh: Mesh, form: RequestForm, id: string, index: number): boolean {
  const asked = askedOf(mesh, form);
  if (!asked.ok) return false;
  const { route } = traceRequest(mesh, asked.question);
  return (route.virtualService === id || route.httpRoute === id) && route.route?.index === index;
}

function routeForm(mesh: Mesh, slot: Slot, route: MeshObject, path: string): RequestForm | undefined {
  const rules = route.spec.get('rules').items();
  const index = Math.max(
    0,
    rules.findIndex((rule) => isWithin(path, rule.path)),
  );
  const matches = rules[index]?.get('matches').items() ?? [];
  const samples = matches.length === 0 ? [PLAIN_SAMPLE] : matches.map(sampleOfMatch);
  const hosts = new Set(hostsOf(mesh, slot));
  const tries = samples.flatMap((sample) =>
    route.spec
      .get('parentRefs')
      .items()
      .flatMap((parent) => parentForm(mesh, route, parent, hosts, sample) ?? []),
  );
  return tries.slice(0, MAX_TRIES).find((form) => meets(mesh, form, route.id, index)) ?? tries[0];
}

function parentForm(
  mesh: Mesh,
  route: MeshObject,
  parent: Fields,
  hosts: ReadonlySet<string>,
  sample: SampleRequest,
): RequestForm | undefined {
  const namespace = parent.get('namespace').string() ?? route.namespace;
  const name = parent.get('name').string() ?? '';
  if (parent.get('kind').string() !== 'Service')
    return listenerForm(mesh, `${namespace}/${name}`, (each) => hosts.has(each), sample);
  const host = `${name}.${namespace}.svc.${mesh.settings.clusterDomain}`;
  const from = callerOf(mesh, host, route.namespace);
  return meshForm(mesh, host, namespace, sample, { port: parent.get('port').number(), from });
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || (path.startsWith(outer) && /[.[]/.test(path.charAt(outer.length)));
}

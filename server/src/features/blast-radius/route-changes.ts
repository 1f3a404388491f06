/** Requests that meet another rule, destination or answer: one is made up for each match of the routes concerned. */
import type { Mesh, MeshObject } from '../../semantics/mesh.ts';
import { expandHost } from '../../semantics/names.ts';
import { servicesOfHost } from '../../semantics/registry.ts';
import { type Trace, type TraceQuestion, traceRequest } from '../../semantics/trace.ts';
import { type VirtualService, virtualServices } from '../../semantics/virtual-services.ts';
import { workloads, workloadsBehind } from '../../semantics/workloads.ts';
import { clusterText, shareOf } from '../request-answer/answer-steps.ts';
import { boundForm, listenerForm, meshForm } from '../request-answer/callers.ts';
import type { RequestForm } from '../request-answer/request-data.ts';
import { askedOf } from '../request-answer/request-form.ts';
import {
  PLAIN_SAMPLE,
  type SampleRequest,
  sampleOfBlock,
  sampleOfMatch,
} from '../request-answer/sample-request.ts';
import { hostsOfObject } from '../routes-table/route-subject.ts';
import type { BlastItem } from './blast-data.ts';
import type { ChangedObject } from './changed-objects.ts';

/** More requests are not compared; how many is told. */
const MAX_PROBES = 400;
const MAX_NAMESPACES = 6;

export interface RouteChanges {
  readonly items: readonly BlastItem[];
  readonly left: number;
}

export function routeChanges(before: Mesh, after: Mesh, changed: readonly ChangedObject[]): RouteChanges {
  const hosts = concernedHosts(before, after, changed);
  const probes = new Map<string, RequestForm>();
  for (const mesh of [after, before]) {
    for (const host of hosts) {
      for (const form of probesOf(mesh, host)) probes.set(JSON.stringify(form), form);
    }
  }
  const all = [...probes.values()];
  const found = new Map<string, { item: BlastItem; from: string[] }>();
  for (const form of all.slice(0, MAX_PROBES)) {
    const item = compared(before, after, form, changed);
    if (item === undefined) continue;
    const known = found.get(item.text);
    if (known === undefined) found.set(item.text, { item, from: [sourceText(form)] });
    else known.from.push(sourceText(form));
  }
  const items = [...found.values()].map(({ item, from }) => ({ ...item, detail: `from ${from.join(', ')}` }));
  return { items, left: Math.max(0, all.length - MAX_PROBES) };
}

function sourceText({ from }: RequestForm): string {
  return from.startsWith('workload ') ? from.slice('workload '.length) : from;
}

/** Of the changed objects, and of the routes that lead to what they are about. */
function concernedHosts(before: Mesh, after: Mesh, changed: readonly ChangedObject[]): ReadonlySet<string> {
  const own = new Set<string>();
  for (const { before: old, after: now } of changed) {
    for (const host of old === undefined ? [] : hostsOfObject(before, old)) own.add(host);
    for (const host of now === undefined ? [] : hostsOfObject(after, now)) own.add(host);
  }
  const all = new Set(own);
  for (const mesh of [before, after]) {
    for (const each of virtualServices(mesh)) {
      const leads = destinationsOf(mesh, each).some((host) => own.has(host));
      if (leads) for (const { name } of each.hosts) all.add(name);
    }
  }
  return all;
}

function destinationsOf({ settings }: Mesh, { http, tls, tcp, object }: VirtualService): readonly string[] {
  const routes = [
    ...http.map(({ fields, writtenIn }) => ({ fields, namespace: writtenIn.namespace })),
    ...[...tls, ...tcp].map((fields) => ({ fields, namespace: object.namespace })),
  ];
  return routes.flatMap(({ fields, namespace }) =>
    fields
      .get('route')
      .items()
      .map((route) =>
        expandHost(route.get('destination').get('host').string() ?? '', namespace, settings.clusterDomain),
      ),
  );
}

/** A request for each match of each route of a host, from each sort of client. */
function probesOf(mesh: Mesh, host: string): readonly RequestForm[] {
  const owners = virtualServices(mesh).filter(({ hosts }) => hosts.some(({ name }) => name === host));
  const routes = routesOfHost(mesh, host);
  const samples = [
    PLAIN_SAMPLE,
    ...owners.flatMap(({ http }) =>
      http.flatMap(({ fields }) => fields.get('match').items().map(sampleOfBlock)),
    ),
    ...routes.flatMap(({ spec }) =>
      spec
        .get('rules')
        .items()
        .flatMap((rule) => rule.get('matches').items().map(sampleOfMatch)),
    ),
  ];
  return samples.flatMap((sample) => [
    ...clientsOf(mesh, host).map((from) => meshForm(mesh, host, '', sample, { from })),
    ...owners.flatMap((owner) =>
      owner.gateways.flatMap((gateway) =>
        gateway === 'mesh' ? [] : (boundForm(mesh, owner, gateway, sample) ?? []),
      ),
    ),
    ...routes.flatMap((route) => listenersOf(mesh, route, host, sample)),
  ]);
}

function routesOfHost(mesh: Mesh, host: string): readonly MeshObject[] {
  return (['gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/GRPCRoute'] as const).flatMap(
    (kind) => mesh.objects(kind).filter((route) => hostsOfObject(mesh, route).includes(host)),
  );
}

function listenersOf(
  mesh: Mesh,
  route: MeshObject,
  host: string,
  sample: SampleRequest,
): readonly RequestForm[] {
  return route.spec
    .get('parentRefs')
    .items()
    .flatMap((parent) => {
      if (parent.get('kind').string() === 'Service') return [];
      const id = `${parent.get('namespace').string() ?? route.namespace}/${parent.get('name').string() ?? ''}`;
      return listenerForm(mesh, id, (name) => name === host, sample) ?? [];
    });
}

/** One workload of each namespace, none of them behind the host. */
function clientsOf(mesh: Mesh, host: string): readonly string[] {
  const behind = new Set(servicesOfHost(mesh, host).flatMap((service) => workloadsBehind(mesh, service)));
  const first = new Map<string, string>();
  for (const workload of workloads(mesh)) {
    if (!behind.has(workload) && workload.mesh !== 'none' && !first.has(workload.namespace))
      first.set(workload.namespace, `workload ${workload.id}`);
  }
  return [...first.values()].slice(0, MAX_NAMESPACES);
}

function compared(
  before: Mesh,
  after: Mesh,
  form: RequestForm,
  changed: readonly ChangedObject[],
): BlastItem | undefined {
  const old = answered(before, form);
  const now = answered(after, form);
  if (old === undefined || now === undefined || old.text === now.text) return undefined;
  const what = form.url.startsWith('tcp://')
    ? form.url
    : `${form.method} ${form.url.replace(/^\w+:\/\//, '')}`;
  const headers = form.headers.length === 0 ? '' : ` with ${form.headers.join(', ')}`;
  return {
    group: 'elsewhere',
    text: `${what}${headers}: ${old.text} → ${now.text}`,
    detail: '',
    place: placeOf(now.trace, changed),
    attempt: form,
    count: 1,
  };
}

function answered(
  mesh: Mesh,
  form: RequestForm,
): { readonly text: string; readonly trace: Trace } | undefined {
  const asked = askedOf(mesh, form);
  if (!asked.ok) return undefined;
  const trace = traceRequest(mesh, asked.question);
  return { text: answerText(mesh, trace, asked.question), trace };
}

function answerText(mesh: Mesh, { route }: Trace, question: TraceQuestion): string {
  const { outcome, destinations = [], missingClusters = [], status, location, rewrite } = route;
  if (outcome !== 'routed') return [status ?? outcome, location ?? ''].join(' ').trim();
  const missing = new Set(missingClusters);
  const parts = destinations.map(({ cluster, weight }) => {
    const share = destinations.length === 1 ? '' : ` ${shareOf(destinations, weight)} %`;
    return `${destinationText(clusterText(mesh, cluster), question)}${share}${missing.has(cluster) ? ' (does not exist)' : ''}`;
  });
  const rewritten = rewrite === undefined ? '' : ` as ${rewrite.authority}${rewrite.path}`;
  return `${parts.join(', ')}${rewritten}`;
}

/** Of the host that was asked for only its subset: what is another would stand behind the edge of the list. */
function destinationText(text: string, { host, port }: TraceQuestion): string {
  const [start, end] = [`${host} `, ` :${port}`];
  const isOwn = text.startsWith(start) && text.endsWith(end) && text.length > start.length + end.length;
  return isOwn ? text.slice(start.length, -end.length) : text;
}

/** A step that stands in something that has changed; else what has changed. */
function placeOf({ route }: Trace, changed: readonly ChangedObject[]): BlastItem['place'] {
  const refs = new Set(changed.flatMap(({ after }) => (after === undefined ? [] : [after.ref])));
  const step = route.steps.findLast(({ place }) => place !== undefined && refs.has(place.resource));
  if (step?.place !== undefined) return step.place;
  const [first] = refs;
  return first && { resource: first, path: 'metadata.name' };
}

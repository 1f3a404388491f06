/** A Sidecar in words: which workloads take it, and what their proxies know because of it. */
import { groupBy } from '../../base/group-by.ts';
import { carries, type Fields } from '../fields.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { outboundMode, sidecarFor, sidecarScope } from '../sidecar-scope.ts';
import { type Workload, workloads } from '../workloads.ts';
import type { Explanation, Sentence } from './explanation.ts';
import { listed, namedFew } from './words.ts';

export function explainSidecar(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const meant = meantBy(mesh, object);
  const takers = meant.filter((each) => takenBy(mesh, each) === object);
  return {
    does: [
      ...egressSentences(mesh, object, takers[0]),
      outboundSentence(mesh, object),
      ...ingressSentences(object),
    ],
    concerns: [concern(object, takers)],
    conflicts: conflicts(mesh, object, meant),
    verify: verification(object, takers[0]),
  };
}

function selectorOf({ spec }: MeshObject): ReadonlyMap<string, string> {
  return spec.get('workloadSelector').get('labels').stringMap();
}

/** Those with a sidecar that it would hold for if it were alone: a selector counts in its own namespace only. */
function meantBy(mesh: Mesh, object: MeshObject): readonly Workload[] {
  const selector = selectorOf(object);
  const isForAll = object.namespace === mesh.settings.rootNamespace && selector.size === 0;
  return workloads(mesh).filter(
    (each) =>
      each.mesh === 'sidecar' &&
      (isForAll || each.namespace === object.namespace) &&
      carries(each.labels, selector),
  );
}

function takenBy(mesh: Mesh, { namespace, labels }: Workload): MeshObject | undefined {
  return sidecarFor(mesh, namespace, labels);
}

function egressSentences(mesh: Mesh, object: MeshObject, taker: Workload | undefined): readonly Sentence[] {
  const egress = object.spec.get('egress').items();
  if (egress.length === 0)
    return [{ text: 'It has no egress listener, so its proxies know every service that they may see' }];
  const listeners = taker && sidecarScope(mesh, taker.namespace, taker.labels).listeners;
  return egress.map((listener, index) => {
    const port = listener.get('port').get('number').number();
    const where = port === undefined ? 'On ports that no other egress listener is for' : `On port ${port}`;
    const hosts = listener.get('hosts').strings();
    const count = listeners?.[index]?.services.length;
    const known =
      count === undefined ? '' : `: ${count} ${count === 1 ? 'service' : 'services'} of these files`;
    const text =
      hosts.length === 0
        ? `${where} its proxies know nothing`
        : `${where} its proxies know ${listed(hosts)}${known}`;
    return { text, place: { resource: object.ref, path: listener.path } };
  });
}

const OUTBOUND: ReadonlyMap<string, string> = new Map([
  ['REGISTRY_ONLY', 'Other hosts cannot be called: HTTP is answered with 502, other connections are closed'],
  ['ALLOW_ANY', 'Other hosts are passed on to wherever the client has resolved the name'],
]);

function outboundSentence(mesh: Mesh, object: MeshObject): Sentence {
  const mode = outboundMode(mesh, object);
  const text = OUTBOUND.get(mode) ?? `Other hosts are treated as ${mode} says`;
  const path = 'spec.outboundTrafficPolicy';
  return object.spec.get('outboundTrafficPolicy').exists
    ? { text, place: { resource: object.ref, path } }
    : { text: `${text} (a setting of the mesh)` };
}

function ingressSentences(object: MeshObject): readonly Sentence[] {
  return object.spec
    .get('ingress')
    .items()
    .map((listener) => ({
      text: ingressWords(listener),
      place: { resource: object.ref, path: listener.path },
    }));
}

function ingressWords(listener: Fields): string {
  const port = listener.get('port').get('number').number() ?? '?';
  const to = listener.get('defaultEndpoint').string();
  return `Port ${port} of its pods is served by this listener${to === undefined || to === '' ? '' : `, which hands requests to ${to}`}`;
}

function concern({ ref, spec }: MeshObject, takers: readonly Workload[]): Sentence {
  const path = spec.get('workloadSelector').exists ? 'spec.workloadSelector' : 'metadata.namespace';
  const text =
    takers.length === 0
      ? 'No workload of these files takes it'
      : `The proxies of ${namedFew(takers.map(({ id }) => id))}, as clients`;
  return { text, place: { resource: ref, path } };
}

/** One only, never merged. */
function conflicts(mesh: Mesh, own: MeshObject, meant: readonly Workload[]): readonly Sentence[] {
  return [...groupBy(meant, (each) => takenBy(mesh, each))].flatMap(([winner, group]) =>
    winner === undefined || winner === own
      ? []
      : [
          {
            text: `Sidecar ${winner.id} takes its place for ${namedFew(group.map(({ id }) => id))}: a workload has one only`,
            place: { resource: winner.ref, path: 'metadata.name' },
          },
        ],
  );
}

function verification(object: MeshObject, taker: Workload | undefined): Explanation['verify'] {
  const pod = taker === undefined ? `POD.${object.namespace}` : `${taker.name}-POD.${taker.namespace}`;
  return [
    {
      command: `istioctl proxy-config clusters ${pod} --direction outbound`,
      expect: 'clusters for what it lets them know, and for what their routes lead to',
    },
  ];
}

/** Labels and annotations that Istio reads on this kind, in its own metadata or in that of its pods. */

import { type KindId, kindName } from '../../../../base/kind-id.ts';
import { lookUp } from '../../../../base/look-up.ts';
import { ISTIO_ANNOTATIONS } from '../../../../model/istio-annotations.ts';
import { ISTIO_LABELS } from '../../../../model/istio-labels.ts';
import { POD_KINDS, podTemplatePath } from '../../../../model/workload.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';

export interface MetadataMap {
  readonly field: 'labels' | 'annotations';
  /** As the registries of labels and annotations name kinds. */
  readonly kind: string;
}

/** Where objects that are no controllers say what their pods carry. */
const PODS_ELSEWHERE: Readonly<Partial<Record<KindId, readonly string[]>>> = {
  'networking.istio.io/WorkloadGroup': [
    'spec.metadata.labels',
    'spec.metadata.annotations',
    'spec.template.labels',
  ],
  'gateway.networking.k8s.io/Gateway': ['spec.infrastructure.labels', 'spec.infrastructure.annotations'],
};

/** Undefined where the map at a path is neither labels nor annotations of metadata. */
export function metadataMap({ kindId }: MeshPlace, path: string): MetadataMap | undefined {
  const dot = path.lastIndexOf('.');
  const owner = path.slice(0, dot);
  const field = path.slice(dot + 1);
  if (field !== 'labels' && field !== 'annotations') return undefined;
  const isTemplate = POD_KINDS.includes(kindId) && owner === podTemplatePath(kindId, 'metadata');
  if (isTemplate || lookUp(PODS_ELSEWHERE, kindId)?.includes(path) === true) return { field, kind: 'Pod' };
  if (owner !== 'metadata') return undefined;
  return { field, kind: kindId === 'networking.istio.io/Gateway' ? 'Istio Gateway' : kindName(kindId) };
}

export function metadataKeys(place: MeshPlace): readonly Choice[] {
  const map = metadataMap(place, place.path);
  if (map === undefined) return [];
  return map.field === 'labels' ? labelKeysOf(map.kind) : annotationKeysOf(map.kind);
}

/** Those that tools write are not for people. */
const WRITTEN_BY_SYSTEM =
  /^(?:operator\.istio\.io\/|gateway\.istio\.io\/managed|gateway\.networking\.k8s\.io\/|topology\.istio\.io\/subzone)/;

/** Labels of workloads and namespaces by which everything else finds them. */
const KUBERNETES: readonly (readonly [string, string])[] = [
  ['app', 'application'],
  ['version', 'version of the workload'],
  ['app.kubernetes.io/name', 'recommended name label'],
  ['app.kubernetes.io/version', 'recommended version label'],
];

function labelKeysOf(kind: string): readonly Choice[] {
  const istio = [...ISTIO_LABELS]
    .filter(([name, kinds]) => kinds.includes(kind) && !WRITTEN_BY_SYSTEM.test(name))
    .map(([name]) => labelChoice(name, kind));
  const isOfPods = kind === 'Pod' || kind === 'WorkloadEntry';
  const usual = KUBERNETES.map(([name, detail]) => word(name, detail, isOfPods ? RANK.first : RANK.ordinary));
  return [...istio, ...usual];
}

function labelChoice(name: string, kind: string): Choice {
  const meaning = lookUp(LABEL_MEANINGS, name);
  return meaning === undefined
    ? word(name, `Istio reads it on a ${kind}`, RANK.ordinary)
    : word(name, meaning, RANK.common);
}

function annotationKeysOf(kind: string): readonly Choice[] {
  const known = [...ISTIO_ANNOTATIONS].filter(
    ([, { on, isWrittenBySystem, isHidden }]) =>
      (on.includes(kind) || on.includes('Any')) && isWrittenBySystem !== true && isHidden !== true,
  );
  const kiali = word('kiali.io/ignore-validations', 'codes that Kiali keeps quiet about', RANK.ordinary);
  return [
    ...known.map(([name, { stage, isDeprecated, on }]): Choice => {
      const detail =
        name === SUPPRESS ? 'codes that istioctl analyze keeps quiet about' : `${stage}, on a ${kind}`;
      const rank = isDeprecated === true ? RANK.deprecated : on.includes('Any') ? RANK.ordinary : RANK.common;
      return { ...word(name, detail, rank), isDeprecated: isDeprecated === true };
    }),
    kiali,
  ];
}

const SUPPRESS = 'galley.istio.io/analyze-suppress';

const LABEL_MEANINGS: Readonly<Record<string, string>> = {
  'istio-injection': 'whether pods get a sidecar of the default revision',
  'istio.io/rev': 'control plane revision in charge',
  'istio.io/dataplane-mode': 'ambient, or none',
  'istio.io/use-waypoint': 'waypoint that handles the traffic',
  'istio.io/use-waypoint-namespace': 'namespace of the waypoint',
  'istio.io/ingress-use-waypoint': 'traffic from gateways takes the waypoint, too',
  'istio.io/waypoint-for': 'what the waypoint handles: service, workload, all, none',
  'sidecar.istio.io/inject': 'whether this pod gets a sidecar',
  'topology.istio.io/network': 'network of the pods',
  'service.istio.io/canonical-name': 'service that telemetry shows',
  'service.istio.io/canonical-revision': 'version that telemetry shows',
  'networking.istio.io/enable-autoallocate-ip': 'whether the hosts get addresses by themselves',
};

/** Where an object carries annotations that Istio reads: its own metadata, and that of its pod template. */
import { type KindId, kindName } from '../base/kind-id.ts';
import type { Cursor } from './cursor.ts';
import { OWN_GROUPS } from './known-kinds.ts';
import type { Resource } from './resource.ts';
import { isInIgnoredNamespace } from './system-objects.ts';
import { POD_KINDS, podTemplate, podTemplatePath } from './workload.ts';

export interface AnnotatedPlace {
  /** As the registry of annotations names kinds. */
  readonly kind: string;
  readonly metadata: Cursor;
  /** Upstream looks here too. */
  readonly isKnownUpstream: boolean;
}

/** An annotation of Istio at its place. */
export interface PlacedAnnotation {
  readonly name: string;
  readonly value: Cursor;
  readonly place: AnnotatedPlace;
}

const UPSTREAM: readonly KindId[] = ['core/Namespace', 'core/Service', 'core/Pod', 'apps/Deployment'];
const POD: KindId = 'core/Pod';

/** Kinds whose annotations are looked at. */
export const ANNOTATED_KINDS: readonly KindId[] = [
  'core/Namespace',
  'core/Service',
  'networking.k8s.io/Ingress',
  // Knative moves some of its own annotations around, and is in nobody's registry.
  ...POD_KINDS.filter((kind) => kind !== 'serving.knative.dev/Service'),
  ...OWN_GROUPS.map((group): KindId => `${group}/*`),
];

/** Where those of an object may stand, as `fieldsAt` reads fields. */
export const ANNOTATION_FIELDS: readonly string[] = [
  'metadata.annotations',
  ...new Set(POD_KINDS.map((kind) => `${podTemplatePath(kind, 'metadata')}.annotations`)),
];

/** Written by tools and the control plane itself, or read by the injection template; in no registry. */
const TOLERATED =
  /^(?:internal\.istio\.io\/|install\.operator\.istio\.io\/|sidecar\.istio\.io\/capNetBindService$)/;
/** Known, and of no interest wherever they stand. */
const IGNORED: readonly string[] = [
  'sidecar.istio.io/status',
  'gateway.istio.io/controller-version',
  'istio.io/rev',
];

/** Annotations whose names belong to Istio, in order. */
export function istioAnnotations(resource: Resource): readonly PlacedAnnotation[] {
  if (isInIgnoredNamespace(resource)) return [];
  return placesOf(resource).flatMap((place) =>
    place.metadata
      .get('annotations')
      .entries()
      .filter(({ key }) => isOfIstio(key, place))
      .map(({ key, value }) => ({ name: key, value, place })),
  );
}

function placesOf(resource: Resource): readonly AnnotatedPlace[] {
  const { kindId } = resource;
  const own: AnnotatedPlace = {
    kind: registryKind(kindId),
    metadata: resource.cursor.get('metadata'),
    isKnownUpstream: UPSTREAM.includes(kindId),
  };
  if (kindId === POD || !POD_KINDS.includes(kindId)) return [own];
  return [own, { kind: 'Pod', metadata: podTemplate(resource).get('metadata'), isKnownUpstream: false }];
}

/** Gateway in the registry is that of the Gateway API. */
function registryKind(kindId: KindId): string {
  return kindId === 'networking.istio.io/Gateway' ? 'Istio Gateway' : kindName(kindId);
}

function isOfIstio(name: string, { kind, isKnownUpstream }: AnnotatedPlace): boolean {
  if (name === 'kubernetes.io/ingress.class') return isKnownUpstream || kind === 'Ingress';
  if (IGNORED.includes(name) || TOLERATED.test(name)) return false;
  const slash = name.indexOf('/');
  return slash > 0 && /(?:^|\.)istio\.io$/.test(name.slice(0, slash));
}

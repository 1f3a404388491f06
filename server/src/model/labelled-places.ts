/** Where an object carries labels that Istio reads: its own metadata, and that of its pod template. */
import type { KindId } from '../base/kind-id.ts';
import { kindName } from '../base/kind-id.ts';
import type { Cursor } from './cursor.ts';
import type { Resource } from './resource.ts';
import { POD_KINDS, podTemplate, podTemplatePath } from './workload.ts';

export interface LabelledPlace {
  /** Kind of the object that ends up with the labels: `Pod` for those of a template. */
  readonly kind: string;
  readonly labels: Cursor;
}

/** Kinds that Istio's labels are for. */
export const LABELLED_KINDS: readonly KindId[] = [
  'core/Namespace',
  'core/Service',
  'core/ServiceAccount',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/WorkloadEntry',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/GatewayClass',
  ...POD_KINDS.filter((kind) => kind !== 'serving.knative.dev/Service'),
];

/** Where those of an object may stand, as `fieldsAt` reads fields. */
export const LABEL_FIELDS: readonly string[] = [
  'metadata.labels',
  ...new Set(POD_KINDS.map((kind) => `${podTemplatePath(kind, 'metadata')}.labels`)),
];

export function labelledPlaces(resource: Resource): readonly LabelledPlace[] {
  const own = {
    kind: kindName(resource.kindId),
    labels: resource.cursor.get('metadata').get('labels'),
  };
  if (!isTemplated(resource)) return [own];
  return [own, { kind: 'Pod', labels: podTemplate(resource).get('metadata').get('labels') }];
}

/** Makes pods from a template. */
export function isTemplated({ kindId }: Resource): boolean {
  return kindId !== 'core/Pod' && POD_KINDS.includes(kindId);
}

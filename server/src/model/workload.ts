/**
 * Workload facts: what would run as pods. A controller's pods are derived from its template (§10.1 of the analysis
 * specification); VM workloads count with their own labels.
 */

import type { KindId } from '../base/kind-id.ts';
import { lookUp } from '../base/look-up.ts';
import type { Cursor } from './cursor.ts';
import type { Model, Resource } from './resource.ts';

export interface Container {
  readonly path: string;
  readonly name: string;
  readonly image: string | undefined;
  readonly ports: readonly { readonly name: string | undefined; readonly number: number }[];
}

export interface WorkloadFacts {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Path of the labels that pods get. */
  readonly labelsPath: string;
  readonly serviceAccount: string;
  readonly containers: readonly Container[];
  /** `template`: pods come from a template; `pod`: a bare Pod; `vm`: WorkloadEntry or WorkloadGroup. */
  readonly origin: 'template' | 'pod' | 'vm';
}

/** Stands for the kinds that `meshwright.json` declares to be workloads; no object is of this kind. */
export const DECLARED_WORKLOAD: KindId = 'meshwright.json/Workload';

const TEMPLATE = ['spec', 'template'];

/** Where each kind keeps the pod (or its stand-in): the map that holds `metadata` and `spec`. */
const POD_PATHS: Readonly<Record<KindId, readonly string[]>> = {
  'apps/Deployment': TEMPLATE,
  'apps/StatefulSet': TEMPLATE,
  'apps/DaemonSet': TEMPLATE,
  'apps/ReplicaSet': TEMPLATE,
  'batch/Job': TEMPLATE,
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'argoproj.io/Rollout': TEMPLATE,
  'serving.knative.dev/Service': TEMPLATE,
  'core/Pod': [],
  [DECLARED_WORKLOAD]: TEMPLATE,
};

export const POD_KINDS: readonly KindId[] = Object.keys(POD_PATHS) as KindId[];

export const WORKLOAD_KINDS: readonly KindId[] = [
  ...POD_KINDS,
  'networking.istio.io/WorkloadEntry',
  'networking.istio.io/WorkloadGroup',
];

export const workload: Model<WorkloadFacts> = {
  kinds: WORKLOAD_KINDS,
  build(resource) {
    if (resource.kindId === 'networking.istio.io/WorkloadEntry')
      return vmFacts(resource.spec.get('labels'), resource.spec);
    if (resource.kindId === 'networking.istio.io/WorkloadGroup') {
      return vmFacts(resource.spec.get('metadata').get('labels'), resource.spec.get('template'));
    }
    return podFacts(resource);
  },
};

/** Path of a part of the pod that objects of a kind make: `spec.template.metadata`. */
export function podTemplatePath(kind: KindId, part: 'metadata' | 'spec'): string {
  return [...(lookUp(POD_PATHS, kind) ?? []), part].join('.');
}

/** Cursor at the map that holds the pod's `metadata` and `spec`. */
export function podTemplate(resource: Resource): Cursor {
  return (lookUp(POD_PATHS, resource.kindId) ?? TEMPLATE).reduce(
    (cursor, key) => cursor.get(key),
    resource.cursor,
  );
}

function podFacts(resource: Resource): WorkloadFacts {
  const pod = podTemplate(resource);
  const labels = pod.get('metadata').get('labels');
  const spec = pod.get('spec');
  return {
    labels: labels.stringMap(),
    annotations: pod.get('metadata').get('annotations').stringMap(),
    labelsPath: labels.path,
    serviceAccount:
      spec.get('serviceAccountName').string() ?? spec.get('serviceAccount').string() ?? 'default',
    containers: spec.get('containers').items().map(container),
    origin: resource.kindId === 'core/Pod' ? 'pod' : 'template',
  };
}

function vmFacts(labels: Cursor, template: Cursor): WorkloadFacts {
  return {
    // A WorkloadGroup's entries carry the labels of its metadata and of its template.
    labels: { ...template.get('labels').stringMap(), ...labels.stringMap() },
    annotations: {},
    labelsPath: labels.path,
    serviceAccount: template.get('serviceAccount').string() ?? 'default',
    containers: [],
    origin: 'vm',
  };
}

function container(item: Cursor): Container {
  return {
    path: item.path,
    name: item.get('name').string() ?? '',
    image: item.get('image').string(),
    ports: item
      .get('ports')
      .items()
      .flatMap((port) => {
        const number = port.get('containerPort').number();
        return number === undefined ? [] : [{ name: port.get('name').string(), number }];
      }),
  };
}

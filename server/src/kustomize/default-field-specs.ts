/** Where the fields of a kustomization work unless `configurations` say more. */
import type { FieldSpec } from './field-spec.ts';

function spec(path: string, kind = '', options: Omit<Partial<FieldSpec>, 'path' | 'kind'> = {}): FieldSpec {
  return { path: path.split('.'), kind, ...options };
}

function made(path: string, kind = '', options: Omit<Partial<FieldSpec>, 'path' | 'kind'> = {}): FieldSpec {
  return spec(path, kind, { ...options, create: true });
}

const APPS = { group: 'apps' };
const BATCH = { group: 'batch' };

/** Pod templates of workloads, with the group that a kind must have. */
function templates(field: 'labels' | 'annotations'): readonly FieldSpec[] {
  const template = `spec.template.metadata.${field}`;
  return [
    made(template, 'ReplicationController', { version: 'v1' }),
    made(template, 'Deployment'),
    made(template, 'ReplicaSet'),
    made(template, 'DaemonSet'),
    made(template, 'StatefulSet', field === 'labels' ? APPS : {}),
    made(template, 'Job', BATCH),
    made(`spec.jobTemplate.metadata.${field}`, 'CronJob', BATCH),
    made(`spec.jobTemplate.spec.template.metadata.${field}`, 'CronJob', BATCH),
  ];
}

export const TEMPLATE_LABELS: readonly FieldSpec[] = [made('metadata.labels'), ...templates('labels')];

export const VOLUME_CLAIM_TEMPLATE_LABELS: readonly FieldSpec[] = [
  made('spec.volumeClaimTemplates[].metadata.labels', 'StatefulSet', APPS),
];

const AFFINITY_SELECTORS: readonly string[] = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  `${affinity}.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm`,
  `${affinity}.requiredDuringSchedulingIgnoredDuringExecution`,
]);

const SCHEDULING_SELECTORS: readonly FieldSpec[] = ['Deployment', 'StatefulSet'].flatMap((kind) =>
  [...AFFINITY_SELECTORS.map((path) => `affinity.${path}`), 'topologySpreadConstraints'].map((path) =>
    spec(`spec.template.spec.${path}.labelSelector.matchLabels`, kind, APPS),
  ),
);

export const COMMON_LABELS: readonly FieldSpec[] = [
  made('spec.selector', 'Service', { version: 'v1' }),
  made('spec.selector', 'ReplicationController', { version: 'v1' }),
  made('spec.selector.matchLabels', 'Deployment'),
  made('spec.selector.matchLabels', 'ReplicaSet'),
  made('spec.selector.matchLabels', 'DaemonSet'),
  made('spec.selector.matchLabels', 'StatefulSet', APPS),
  ...VOLUME_CLAIM_TEMPLATE_LABELS,
  ...SCHEDULING_SELECTORS,
  spec('spec.selector.matchLabels', 'Job', BATCH),
  spec('spec.jobTemplate.spec.selector.matchLabels', 'CronJob', BATCH),
  spec('spec.selector.matchLabels', 'PodDisruptionBudget', { group: 'policy' }),
  ...['spec.podSelector', 'spec.ingress.from.podSelector', 'spec.egress.to.podSelector'].map((path) =>
    spec(`${path}.matchLabels`, 'NetworkPolicy', { group: 'networking.k8s.io' }),
  ),
  ...TEMPLATE_LABELS,
];

export const METADATA_LABELS: readonly FieldSpec[] = [made('metadata.labels')];

export const COMMON_ANNOTATIONS: readonly FieldSpec[] = [
  made('metadata.annotations'),
  ...templates('annotations'),
];

export const NAME: readonly FieldSpec[] = [spec('metadata.name')];

export const NAMESPACE: readonly FieldSpec[] = [
  made('metadata.name', 'Namespace'),
  made('spec.service.namespace', 'APIService', { group: 'apiregistration.k8s.io' }),
  spec('spec.conversion.webhook.clientConfig.service.namespace', 'CustomResourceDefinition', {
    group: 'apiextensions.k8s.io',
  }),
];

export const IMAGES: readonly FieldSpec[] = [
  'spec.containers[].image',
  'spec.initContainers[].image',
  'spec.volumes[].image.reference',
  'spec.template.spec.containers[].image',
  'spec.template.spec.initContainers[].image',
  'spec.template.spec.volumes[].image.reference',
  'spec.jobTemplate.spec.template.spec.volumes[].image.reference',
].map((path) => spec(path));

export const REPLICAS: readonly FieldSpec[] = [
  'Deployment',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
].map((kind) => made('spec.replicas', kind));

/** References by name that follow a renamed object, and places where `$(VAR)` is read, unless configured otherwise. */
import type { FieldSpec } from './field-spec.ts';
import type { GvkSelector } from './resource-id.ts';

export interface NameReference {
  /** What is named. */
  readonly of: GvkSelector;
  readonly fields: readonly FieldSpec[];
}

/** Where the pod spec of a kind stands. */
const POD_SPECS: ReadonlyMap<string, string> = new Map([
  ['Pod', 'spec'],
  ['PodTemplate', 'template.spec'],
  ['Deployment', 'spec.template.spec'],
  ['ReplicaSet', 'spec.template.spec'],
  ['DaemonSet', 'spec.template.spec'],
  ['StatefulSet', 'spec.template.spec'],
  ['Job', 'spec.template.spec'],
  ['CronJob', 'spec.jobTemplate.spec.template.spec'],
]);

/** Workloads whose service account, claims and priority follow, too. */
const RUNNING_KINDS = [
  'Pod',
  'StatefulSet',
  'Deployment',
  'ReplicationController',
  'CronJob',
  'Job',
  'DaemonSet',
];

function at(kind: string, path: string, group?: string, version?: string): FieldSpec {
  const options = {
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
  };
  return { kind, path: path.split('.'), ...options };
}

function inPods(paths: readonly string[]): readonly FieldSpec[] {
  return [...POD_SPECS].flatMap(([kind, root]) =>
    paths.map((path) => at(kind, `${root}.${path}`, undefined, kind === 'Pod' ? 'v1' : undefined)),
  );
}

function inRunningKinds(path: string): readonly FieldSpec[] {
  return RUNNING_KINDS.map((kind) => at(kind, `${POD_SPECS.get(kind) ?? 'spec.template.spec'}.${path}`));
}

function annotation(name: string): FieldSpec {
  return { kind: 'Ingress', path: ['metadata', 'annotations', name] };
}

function configReferences(kind: 'configMap' | 'secret', volumeName: string): readonly string[] {
  return [
    `volumes.${kind}.${volumeName}`,
    `volumes.projected.sources.${kind}.name`,
    ...['containers', 'initContainers'].flatMap((list) => [
      `${list}.env.valueFrom.${kind}KeyRef.name`,
      `${list}.envFrom.${kind}Ref.name`,
    ]),
  ];
}

const ROLE_NAMES = [at('Role', 'rules.resourceNames'), at('ClusterRole', 'rules.resourceNames')];
const RBAC = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';

const SCALED: readonly NameReference[] = [
  'Deployment',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
].map((kind) => ({ of: { kind }, fields: [at('HorizontalPodAutoscaler', 'spec.scaleTargetRef.name')] }));

const CONFIG_MAP: NameReference = {
  of: { kind: 'ConfigMap', version: 'v1' },
  fields: [
    ...inPods(configReferences('configMap', 'name')),
    at('Node', 'spec.configSource.configMap'),
    ...ROLE_NAMES,
    annotation('nginx.ingress.kubernetes.io/fastcgi-params-configmap'),
  ],
};

const SECRET: NameReference = {
  of: { kind: 'Secret', version: 'v1' },
  fields: [
    ...inPods([...configReferences('secret', 'secretName'), 'imagePullSecrets.name']),
    at('Ingress', 'spec.tls.secretName'),
    annotation('ingress.kubernetes.io/auth-secret'),
    annotation('nginx.ingress.kubernetes.io/auth-secret'),
    annotation('nginx.ingress.kubernetes.io/auth-tls-secret'),
    at('ServiceAccount', 'imagePullSecrets.name'),
    ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((name) =>
      at('StorageClass', `parameters.${name}`),
    ),
    ...ROLE_NAMES,
    at(
      'Service',
      'spec.template.spec.containers.env.valueFrom.secretKeyRef.name',
      'serving.knative.dev',
      'v1',
    ),
    at('PersistentVolume', 'spec.azureFile.secretName'),
  ],
};

const SERVICE: NameReference = {
  of: { kind: 'Service', version: 'v1' },
  fields: [
    at('StatefulSet', 'spec.serviceName', 'apps'),
    ...[
      'spec.rules.http.paths.backend.serviceName',
      'spec.backend.serviceName',
      'spec.rules.http.paths.backend.service.name',
      'spec.defaultBackend.service.name',
    ].map((path) => at('Ingress', path)),
    at('APIService', 'spec.service.name', 'apiregistration.k8s.io'),
    at('ValidatingWebhookConfiguration', 'webhooks.clientConfig.service', ADMISSION),
    at('MutatingWebhookConfiguration', 'webhooks.clientConfig.service', ADMISSION),
  ],
};

export const NAME_REFERENCES: readonly NameReference[] = [
  ...SCALED,
  CONFIG_MAP,
  SECRET,
  SERVICE,
  { of: { kind: 'Role', group: RBAC }, fields: [at('RoleBinding', 'roleRef.name', RBAC)] },
  {
    of: { kind: 'ClusterRole', group: RBAC },
    fields: ['RoleBinding', 'ClusterRoleBinding'].map((kind) => at(kind, 'roleRef.name', RBAC)),
  },
  {
    of: { kind: 'ServiceAccount', version: 'v1' },
    fields: [
      ...['RoleBinding', 'ClusterRoleBinding'].map((kind) => at(kind, 'subjects', RBAC)),
      ...inRunningKinds('serviceAccountName'),
    ],
  },
  {
    of: { kind: 'PersistentVolumeClaim', version: 'v1' },
    fields: inRunningKinds('volumes.persistentVolumeClaim.claimName'),
  },
  {
    of: { kind: 'PersistentVolume', version: 'v1' },
    fields: [at('PersistentVolumeClaim', 'spec.volumeName'), at('ClusterRole', 'rules.resourceNames')],
  },
  {
    of: { kind: 'StorageClass', version: 'v1', group: 'storage.k8s.io' },
    fields: [
      at('PersistentVolume', 'spec.storageClassName'),
      at('PersistentVolumeClaim', 'spec.storageClassName'),
      at('StatefulSet', 'spec.volumeClaimTemplates.spec.storageClassName'),
    ],
  },
  {
    of: { kind: 'PriorityClass', version: 'v1', group: 'scheduling.k8s.io' },
    fields: inRunningKinds('priorityClassName'),
  },
  {
    of: { kind: 'ValidatingAdmissionPolicy', group: ADMISSION },
    fields: [at('ValidatingAdmissionPolicyBinding', 'spec.policyName', ADMISSION)],
  },
];

const VAR_PATHS: readonly string[] = [
  ...['containers', 'initContainers'].flatMap((list) =>
    ['args', 'command', 'env.value', 'volumeMounts.mountPath'].map((path) => `${list}.${path}`),
  ),
  'volumes.nfs.server',
];

export const VAR_REFERENCES: readonly FieldSpec[] = [
  ...[...POD_SPECS]
    .filter(([kind]) => kind !== 'PodTemplate')
    .flatMap(([kind, root]) => VAR_PATHS.map((path) => at(kind, `${root}.${path}`))),
  at('Deployment', 'spec.template.metadata.annotations'),
  at('Ingress', 'spec.rules.host'),
  at('Ingress', 'spec.tls.hosts'),
  at('Ingress', 'spec.tls.secretName'),
  at('Service', 'spec.ports.port'),
  at('Service', 'spec.ports.targetPort'),
  at('StatefulSet', 'spec.volumeClaimTemplates.spec.nfs.server'),
  at('PersistentVolume', 'spec.nfs.server'),
  { path: ['metadata', 'labels'] },
  { path: ['metadata', 'annotations'] },
];

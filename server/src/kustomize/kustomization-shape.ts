/** The fields of a kustomization file and of the configuration it points to. */
import { fields, type Shape } from './shape.ts';

const TEXTS: Shape = { list: 'string' };
const PAIRS: Shape = { mapOf: 'string' };

const GVK = { group: 'string', version: 'string', kind: 'string' } as const;
const ID = { ...GVK, name: 'string', namespace: 'string' } as const;

const SELECTOR = fields({ ...ID, annotationSelector: 'string', labelSelector: 'string' });
const FIELD_OPTIONS = fields({
  delimiter: 'string',
  index: 'number',
  encoding: 'string',
  create: 'boolean',
});
const PATCH_OPTIONS = fields({ allowNameChange: 'boolean', allowKindChange: 'boolean' });
const PATCH = fields({ path: 'string', patch: 'string', target: SELECTOR, options: PATCH_OPTIONS });

export const FIELD_SPECS: Shape = { list: fields({ ...GVK, path: 'string', create: 'boolean' }) };

const LABEL = fields({
  pairs: PAIRS,
  includeSelectors: 'boolean',
  includeTemplates: 'boolean',
  includeVolumeClaimTemplates: 'boolean',
  fields: FIELD_SPECS,
});

const IMAGE = fields({
  name: 'string',
  newName: 'string',
  tagSuffix: 'string',
  newTag: 'string',
  digest: 'string',
});

const REPLACEMENT = {
  source: fields({ ...ID, fieldPath: 'string', options: FIELD_OPTIONS }),
  sourceValue: 'string',
  targets: {
    list: fields({ select: SELECTOR, reject: { list: SELECTOR }, fieldPaths: TEXTS, options: FIELD_OPTIONS }),
  },
} as const;

const REPLICA = fields({ name: 'string', count: 'number' });

const GENERATOR_OPTIONS = fields({
  labels: PAIRS,
  annotations: PAIRS,
  disableNameSuffixHash: 'boolean',
  immutable: 'boolean',
});

const GENERATOR = {
  namespace: 'string',
  name: 'string',
  behavior: 'string',
  literals: TEXTS,
  files: TEXTS,
  envs: TEXTS,
  env: 'string',
  options: GENERATOR_OPTIONS,
} as const;

const VAR = fields({
  name: 'string',
  objref: fields({ apiVersion: 'string', ...ID }),
  fieldref: fields({ fieldPath: 'string' }),
});

const HELM_CHART = fields({
  name: 'string',
  version: 'string',
  repo: 'string',
  releaseName: 'string',
  namespace: 'string',
  additionalValuesFiles: TEXTS,
  valuesFile: 'string',
  valuesInline: { mapOf: 'any' },
  valuesMerge: 'string',
  includeCRDs: 'boolean',
  skipHooks: 'boolean',
  apiVersions: TEXTS,
  kubeVersion: 'string',
  nameTemplate: 'string',
  skipTests: 'boolean',
  debug: 'boolean',
  devel: 'boolean',
});

const OLD_HELM_CHART = fields({
  chartName: 'string',
  chartVersion: 'string',
  chartRepoUrl: 'string',
  chartHome: 'string',
  chartRepoName: 'string',
  helmBin: 'string',
  helmHome: 'string',
  values: 'string',
  valuesLocal: { mapOf: 'any' },
  valuesMerge: 'string',
  releaseName: 'string',
  releaseNamespace: 'string',
  extraArgs: TEXTS,
});

export const REPLACEMENTS: Shape = { list: fields(REPLACEMENT) };

export const KUSTOMIZATION: Shape = fields({
  apiVersion: 'string',
  kind: 'string',
  metadata: fields({ name: 'string', namespace: 'string', labels: PAIRS, annotations: PAIRS }),
  openapi: PAIRS,
  namePrefix: 'string',
  nameSuffix: 'string',
  namespace: 'string',
  commonLabels: PAIRS,
  labels: { list: LABEL },
  commonAnnotations: PAIRS,
  patchesStrategicMerge: TEXTS,
  patchesJson6902: { list: PATCH },
  patches: { list: PATCH },
  images: { list: IMAGE },
  imageTags: { list: IMAGE },
  replacements: { list: fields({ ...REPLACEMENT, path: 'string' }) },
  replicas: { list: REPLICA },
  vars: { list: VAR },
  sortOptions: fields({
    order: 'string',
    legacySortOptions: fields({ orderFirst: TEXTS, orderLast: TEXTS }),
  }),
  resources: TEXTS,
  components: TEXTS,
  crds: TEXTS,
  bases: TEXTS,
  configMapGenerator: { list: fields(GENERATOR) },
  secretGenerator: { list: fields({ ...GENERATOR, type: 'string' }) },
  helmGlobals: fields({ chartHome: 'string', configHome: 'string' }),
  helmCharts: { list: HELM_CHART },
  helmChartInflationGenerator: { list: OLD_HELM_CHART },
  generatorOptions: GENERATOR_OPTIONS,
  configurations: TEXTS,
  generators: TEXTS,
  transformers: TEXTS,
  validators: TEXTS,
  buildMetadata: TEXTS,
});

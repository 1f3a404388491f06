/** What transformers and references go by: the defaults with what `configurations` and `crds` add. */
import { crdReferences } from './crd-references.ts';
import {
  COMMON_ANNOTATIONS,
  COMMON_LABELS,
  IMAGES,
  NAME,
  NAMESPACE,
  REPLICAS,
  TEMPLATE_LABELS,
  VOLUME_CLAIM_TEMPLATE_LABELS,
} from './default-field-specs.ts';
import { NAME_REFERENCES, type NameReference, VAR_REFERENCES } from './default-references.ts';
import { wholeFile } from './embedded-text.ts';
import { type FieldSpec, mergeSpecs, readFieldSpecs } from './field-spec.ts';
import type { Loader } from './loader.ts';
import type { Problems } from './problems.ts';
import { type Kustomization, textItems } from './read-kustomization.ts';
import { readTrees } from './read-resources.ts';
import { child, mapItems, type Tree, textOf } from './tree.ts';

const SPEC_LISTS = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'volumeClaimTemplateLabels',
  'commonAnnotations',
  'images',
  'replicas',
  'varReference',
] as const;

export type TransformerConfig = Readonly<Record<(typeof SPEC_LISTS)[number], readonly FieldSpec[]>> & {
  readonly nameReference: readonly NameReference[];
};

export const DEFAULT_CONFIG: TransformerConfig = {
  namePrefix: NAME,
  nameSuffix: NAME,
  namespace: NAMESPACE,
  commonLabels: COMMON_LABELS,
  labels: [],
  templateLabels: TEMPLATE_LABELS,
  volumeClaimTemplateLabels: VOLUME_CLAIM_TEMPLATE_LABELS,
  commonAnnotations: COMMON_ANNOTATIONS,
  images: IMAGES,
  replicas: REPLICAS,
  varReference: VAR_REFERENCES,
  nameReference: NAME_REFERENCES,
};

export function mergeConfigs(a: TransformerConfig, b: TransformerConfig): TransformerConfig {
  if (a === b || b === DEFAULT_CONFIG) return a;
  const merged = { ...a };
  for (const list of SPEC_LISTS) merged[list] = mergeSpecs(a[list], b[list]);
  return { ...merged, nameReference: mergeReferences(a.nameReference, b.nameReference) };
}

/** The defaults with what the kustomization's own files say. */
export function ownConfig(
  kustomization: Kustomization,
  loader: Loader,
  problems: Problems,
): TransformerConfig {
  let config = DEFAULT_CONFIG;
  for (const entry of textItems(kustomization, 'configurations')) {
    const file = loader.namedFile(kustomization.folder, entry.text, entry.origin);
    const trees = file && readTrees(wholeFile(file), problems, 'kustomization-malformed');
    for (const tree of trees ?? []) config = mergeConfigs(config, readConfig(tree));
  }
  for (const entry of textItems(kustomization, 'crds')) {
    const file = loader.namedFile(kustomization.folder, entry.text, entry.origin);
    const [tree] = (file && readTrees(wholeFile(file), problems, 'kustomization-malformed')) ?? [];
    if (tree !== undefined) config = mergeConfigs(config, { ...EMPTY, ...crdReferences(tree) });
  }
  return config;
}

const EMPTY: TransformerConfig = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  volumeClaimTemplateLabels: [],
  commonAnnotations: [],
  images: [],
  replicas: [],
  varReference: [],
  nameReference: [],
};

function readConfig(tree: Tree): TransformerConfig {
  const config = { ...EMPTY };
  for (const list of SPEC_LISTS) config[list] = readFieldSpecs(child(tree, list));
  const nameReference = mapItems(child(tree, 'nameReference')).map(
    (map): NameReference => ({
      of: {
        group: textOf(child(map, 'group')) ?? '',
        version: textOf(child(map, 'version')) ?? '',
        kind: textOf(child(map, 'kind')) ?? '',
      },
      fields: readFieldSpecs(child(map, 'fieldSpecs')),
    }),
  );
  return { ...config, nameReference };
}

function mergeReferences(a: readonly NameReference[], b: readonly NameReference[]): readonly NameReference[] {
  const merged = new Map<string, NameReference>();
  for (const reference of [...a, ...b]) {
    const { group = '', version = '', kind = '' } = reference.of;
    const key = JSON.stringify([group, version, kind]);
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined ? reference : { ...known, fields: mergeSpecs(known.fields, reference.fields) },
    );
  }
  return [...merged.values()];
}

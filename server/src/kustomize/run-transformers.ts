/** The transformers of one kustomization, in the order of the tool whatever the order of the file. */
import type { Accumulation, BuildContext, Step } from './context.ts';
import { METADATA_LABELS } from './default-field-specs.ts';
import { type FieldSpec, mergeSpecs, readFieldSpecs } from './field-spec.ts';
import { builtinSchemas } from './merge-keys.ts';
import { builtinPlugins } from './plugins.ts';
import { oldStrategicPatch, patchOf, replacementsIn } from './read-changes.ts';
import { type Kustomization, textItems } from './read-kustomization.ts';
import { pluginStep } from './transformer-plugins.ts';
import { setImages } from './transformers/images.ts';
import { addAffix } from './transformers/name-affix.ts';
import { setNamespaces } from './transformers/namespace.ts';
import { addPairs } from './transformers/pairs.ts';
import { applyPatch, type Patch } from './transformers/patches.ts';
import { applyReplacement } from './transformers/replacements.ts';
import { setReplicas } from './transformers/replicas.ts';
import { child, isTrue, mapItems, type Tree, type TreeScalar } from './tree.ts';

export function runTransformers(
  kustomization: Kustomization,
  into: Accumulation,
  context: BuildContext,
  stack: readonly string[],
): void {
  const steps = [
    ...patchSteps(kustomization, into, context),
    ...fieldSteps(kustomization, into, context),
    ...builtinPlugins('transformers', kustomization, context, stack).map((plugin) =>
      pluginStep(plugin, kustomization, into, context),
    ),
  ];
  for (const step of steps) step();
  builtinPlugins('validators', kustomization, context, stack);
}

function patchSteps(
  kustomization: Kustomization,
  into: Accumulation,
  context: BuildContext,
): readonly Step[] {
  const { fields } = kustomization;
  const old = textItems(kustomization, 'patchesStrategicMerge').map((entry) =>
    oldStrategicPatch(entry, kustomization, context),
  );
  const patches = mapItems(child(fields, 'patches')).map((entry) => patchOf(entry, kustomization, context));
  return [...old, ...patches].flatMap((patch) =>
    patch === undefined ? [] : [patchStep(patch, into, context)],
  );
}

function patchStep(patch: Patch, { set }: Accumulation, { problems, schemas }: BuildContext): Step {
  return () => applyPatch(set, patch, { problems, schemas: schemas ?? builtinSchemas });
}

function fieldSteps(
  kustomization: Kustomization,
  into: Accumulation,
  context: BuildContext,
): readonly Step[] {
  const { fields } = kustomization;
  const { set, config } = into;
  const { problems } = context;
  const scalar = (name: string): TreeScalar | undefined => {
    const value = child(fields, name);
    return value?.kind === 'scalar' ? value : undefined;
  };
  const namespace = scalar('namespace');
  const affix = (side: 'prefix' | 'suffix', value: TreeScalar | undefined, specs: readonly FieldSpec[]) =>
    value === undefined ? [] : [() => addAffix(set, { side, text: value.text, origin: value.origin, specs })];
  const oldJson = mapItems(child(fields, 'patchesJson6902')).map((entry) =>
    patchOf(entry, kustomization, context, { isOldJson: true, textField: 'patch' }),
  );
  return [
    ...(namespace === undefined
      ? []
      : [
          () =>
            setNamespaces(
              set,
              {
                namespace: namespace.text,
                origin: namespace.origin,
                specs: config.namespace,
                unsetOnly: false,
                subjects: 'default',
              },
              problems,
            ),
        ]),
    ...affix('prefix', scalar('namePrefix'), config.namePrefix),
    ...affix('suffix', scalar('nameSuffix'), config.nameSuffix),
    ...mapItems(child(fields, 'labels')).map(
      (label) => () => addPairs(set, child(label, 'pairs'), labelSpecs(label, into)),
    ),
    () => addPairs(set, child(fields, 'commonLabels'), config.commonLabels),
    () => addPairs(set, child(fields, 'commonAnnotations'), config.commonAnnotations),
    ...oldJson.flatMap((patch) => (patch === undefined ? [] : [patchStep(patch, into, context)])),
    ...mapItems(child(fields, 'replicas')).map(
      (entry) => () => setReplicas(set, entry, config.replicas, problems),
    ),
    ...['imageTags', 'images'].flatMap((name) =>
      mapItems(child(fields, name)).map((entry) => () => setImages(set, entry, config.images)),
    ),
    ...replacementsIn(child(fields, 'replacements'), kustomization, context).map(
      (entry) => () => applyReplacement(set, entry, problems),
    ),
  ];
}

function labelSpecs(label: Tree, { config }: Accumulation): readonly FieldSpec[] {
  const own = mergeSpecs(readFieldSpecs(child(label, 'fields')), config.labels);
  if (isTrue(child(label, 'includeSelectors'))) return mergeSpecs(own, config.commonLabels);
  const templates = isTrue(child(label, 'includeTemplates')) ? config.templateLabels : [];
  const claims = isTrue(child(label, 'includeVolumeClaimTemplates')) ? config.volumeClaimTemplateLabels : [];
  return mergeSpecs(mergeSpecs(mergeSpecs(own, templates), claims), METADATA_LABELS);
}

/** Builtin transformers as configuration files: the same code with their own field specs. */
import type { Accumulation, BuildContext, Step } from './context.ts';
import { embeddedYaml, wholeFile } from './embedded-text.ts';
import { readFieldSpecs } from './field-spec.ts';
import { builtinSchemas } from './merge-keys.ts';
import type { PluginConfig } from './plugins.ts';
import { patchOf, replacementsIn } from './read-changes.ts';
import type { Kustomization } from './read-kustomization.ts';
import { setImages } from './transformers/images.ts';
import { addAffix } from './transformers/name-affix.ts';
import { setNamespaces } from './transformers/namespace.ts';
import { addPairs } from './transformers/pairs.ts';
import { applyPatch, type Patch, readStrategic } from './transformers/patches.ts';
import { applyReplacement } from './transformers/replacements.ts';
import { setReplicas } from './transformers/replicas.ts';
import { child, descendant, isTrue, itemsOf, type TreeMap, type TreeScalar, textOf } from './tree.ts';

interface PluginWork {
  readonly root: TreeMap;
  readonly kustomization: Kustomization;
  readonly into: Accumulation;
  readonly context: BuildContext;
}

export function pluginStep(
  { config, entry }: PluginConfig,
  kustomization: Kustomization,
  into: Accumulation,
  context: BuildContext,
): Step {
  const make = STEPS.get(config.gvk.kind);
  if (make !== undefined) return make({ root: config.root, kustomization, into, context });
  return () => {
    context.problems.leaveOut({ kind: 'plugin', effect: 'changes', value: entry.text }, entry.origin);
  };
}

const STEPS: ReadonlyMap<string, (work: PluginWork) => Step> = new Map([
  ['PrefixTransformer', (work: PluginWork) => affixStep(work, 'prefix')],
  ['SuffixTransformer', (work: PluginWork) => affixStep(work, 'suffix')],
  ['NamespaceTransformer', namespaceStep],
  ['LabelTransformer', (work: PluginWork) => pairsStep(work, 'labels')],
  ['AnnotationsTransformer', (work: PluginWork) => pairsStep(work, 'annotations')],
  ['ImageTagTransformer', imageStep],
  ['ReplicaCountTransformer', replicaStep],
  ['ReplacementTransformer', replacementStep],
  ['PatchTransformer', (work: PluginWork) => patchStep(work, 'patch', false)],
  ['PatchJson6902Transformer', (work: PluginWork) => patchStep(work, 'jsonOp', true)],
  ['PatchStrategicMergeTransformer', strategicStep],
]);

function specsOf({ root }: PluginWork) {
  return readFieldSpecs(child(root, 'fieldSpecs'));
}

function affixStep(work: PluginWork, side: 'prefix' | 'suffix'): Step {
  const value = child(work.root, side);
  const specs = specsOf(work);
  return () => {
    if (value?.kind === 'scalar')
      addAffix(work.into.set, { side, text: value.text, origin: value.origin, specs });
  };
}

function namespaceStep(work: PluginWork): Step {
  const { root, into, context } = work;
  const value = descendant(root, 'metadata', 'namespace');
  const subjects = textOf(child(root, 'setRoleBindingSubjects'));
  return () => {
    if (value?.kind !== 'scalar') return;
    setNamespaces(
      into.set,
      {
        namespace: value.text,
        origin: value.origin,
        specs: specsOf(work),
        unsetOnly: isTrue(child(root, 'unsetOnly')),
        subjects:
          subjects === 'allServiceAccounts' ? 'service-accounts' : subjects === 'none' ? 'none' : 'default',
      },
      context.problems,
    );
  };
}

function pairsStep(work: PluginWork, field: string): Step {
  return () => addPairs(work.into.set, child(work.root, field), specsOf(work));
}

function imageStep(work: PluginWork): Step {
  const image = child(work.root, 'imageTag');
  return () => {
    if (image?.kind === 'map') setImages(work.into.set, image, specsOf(work));
  };
}

function replicaStep(work: PluginWork): Step {
  const replica = child(work.root, 'replica');
  return () => {
    if (replica?.kind === 'map') setReplicas(work.into.set, replica, specsOf(work), work.context.problems);
  };
}

function replacementStep({ root, kustomization, into, context }: PluginWork): Step {
  const entries = replacementsIn(child(root, 'replacements'), kustomization, context);
  return () => {
    for (const entry of entries) applyReplacement(into.set, entry, context.problems);
  };
}

function patchStep(work: PluginWork, textField: string, isOldJson: boolean): Step {
  return stepOf([patchOf(work.root, work.kustomization, work.context, { isOldJson, textField })], work);
}

function strategicStep(work: PluginWork): Step {
  const { root, kustomization, context } = work;
  const { loader, problems } = context;
  const settings = {
    target: undefined,
    options: undefined,
    origin: root.origin,
    isCopied: true,
    isOldJson: false,
  };
  const paths = itemsOf(child(root, 'paths')).filter((path): path is TreeScalar => path.kind === 'scalar');
  const patches = paths.map((path) => {
    const file = loader.namedFile(kustomization.folder, path.text, path.origin);
    return file && readStrategic(wholeFile(file), settings, problems);
  });
  const inline = child(root, 'patches');
  if (inline?.kind === 'scalar')
    patches.push(readStrategic(embeddedYaml(loader.file(inline.origin.file), inline), settings, problems));
  return stepOf(patches, work);
}

function stepOf(patches: readonly (Patch | undefined)[], { into, context }: PluginWork): Step {
  const { problems } = context;
  return () => {
    for (const patch of patches)
      if (patch !== undefined)
        applyPatch(into.set, patch, { problems, schemas: context.schemas ?? builtinSchemas });
  };
}

/** `generators`, `transformers` and `validators`: the builtin ones are ours, all others nobody can run here. */
import type { BuildContext } from './context.ts';
import { embeddedYaml } from './embedded-text.ts';
import { generate } from './generate.ts';
import type { Unresolved } from './problems.ts';
import { type Kustomization, textItems } from './read-kustomization.ts';
import { readResources } from './read-resources.ts';
import { isRemote } from './remote.ts';
import type { BuildResource } from './resource.ts';
import { child, descendant, type TreeScalar, textOf } from './tree.ts';

/** A plugin's configuration and the entry that names it. */
export interface PluginConfig {
  readonly config: BuildResource;
  readonly entry: TreeScalar;
}

/** The builtin plugins of a field; the others are noted as unresolved. */
export function builtinPlugins(
  field: 'generators' | 'transformers' | 'validators',
  kustomization: Kustomization,
  context: BuildContext,
  stack: readonly string[],
): readonly PluginConfig[] {
  const effects = { generators: 'adds', transformers: 'changes', validators: 'checks' } as const;
  const effect: Unresolved['effect'] = effects[field];
  const { problems } = context;
  const found: PluginConfig[] = [];
  for (const entry of textItems(kustomization, field)) {
    if (isRemote(entry.text)) {
      problems.leaveOut({ kind: 'remote', effect, value: entry.text }, entry.origin);
      continue;
    }
    for (const config of readConfigs(entry, kustomization, context, stack)) {
      const apiVersion = textOf(child(config.root, 'apiVersion')) ?? '';
      const isFunction = config.strings('annotations').has('config.kubernetes.io/function');
      if (apiVersion === 'builtin' && !isFunction) found.push({ config, entry });
      else {
        const value = isInline(entry) ? config.gvk.kind : entry.text;
        problems.leaveOut({ kind: 'plugin', effect, value }, entry.origin);
      }
    }
  }
  return found;
}

function isInline({ text }: TreeScalar): boolean {
  return text.includes('\n') || /^\s*\{/.test(text);
}

function readConfigs(
  entry: TreeScalar,
  kustomization: Kustomization,
  context: BuildContext,
  stack: readonly string[],
): readonly BuildResource[] {
  if (isInline(entry)) {
    const file = context.loader.file(entry.origin.file);
    return readResources(embeddedYaml(file, entry), context.problems, 'kustomization-malformed') ?? [];
  }
  return context.gather(entry, kustomization, stack);
}

/** What builtin generators under `generators` make. */
export function generatorPlugins(
  kustomization: Kustomization,
  context: BuildContext,
  stack: readonly string[],
): readonly BuildResource[] {
  const { loader, problems } = context;
  const { folder } = kustomization;
  return builtinPlugins('generators', kustomization, context, stack).flatMap(({ config, entry }) => {
    const { kind } = config.gvk;
    if (kind === 'ConfigMapGenerator' || kind === 'SecretGenerator') {
      const made = kind === 'SecretGenerator' ? 'Secret' : 'ConfigMap';
      return generate(made, config.root, undefined, { folder, loader, problems }) ?? [];
    }
    const isChart = kind === 'HelmChartInflationGenerator';
    const name =
      textOf(child(config.root, 'name')) ?? textOf(descendant(config.root, 'metadata', 'name')) ?? kind;
    problems.leaveOut(
      { kind: isChart ? 'helm' : 'plugin', effect: 'adds', value: isChart ? name : entry.text },
      entry.origin,
    );
    return [];
  });
}

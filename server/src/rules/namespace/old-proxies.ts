/** Pods, as exported from a cluster, whose proxy is another than the injector would add now. */

import { isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import { selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { injectorConfigs } from '../../workspace/tables/injector-configs.ts';
import { type PodProxyRow, podProxies } from '../../workspace/tables/pod-proxies.ts';
import { proxyImageTypes } from '../../workspace/tables/proxy-image-types.ts';
import { meshConfigField } from '../../workspace/world-configuration.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { defineRule } from '../define-rule.ts';

export const oldProxies = defineRule({
  id: 'namespace/old-proxies',
  title: 'Pods run another proxy than the injector adds',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['core/Namespace'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0158', analyzer: 'injection.ImageAnalyzer' }],
  docs: {
    why: 'Pods keep the proxy with which they were created. After an upgrade of the control plane they run the old one until they are created anew.',
    fix: 'Restart the workloads of the namespace.',
    differs: 'A hint: Pods in files show how the cluster stood when they were exported.',
    noFix: 'Proxies are renewed by restarting the workloads, not by a text.',
  },
  messages: {
    differs: ({ pods, image }: { pods: readonly string[]; image: string }) =>
      `The proxy is not "${image}" in ${pods.map((pod) => `"${pod}"`).join(', ')}`,
  },
  effect: 'These pods still run the proxy with which they were created',
  check(ctx) {
    const { name } = ctx.resource;
    const revision = revisionOf(labelsOf(ctx.resource));
    if (revision === undefined || isInIgnoredNamespace(ctx.resource)) return;
    const image = ctx.world.read(injectorConfigs, revision).at(-1)?.row.image;
    if (image === undefined) return;
    const old = ctx.world
      .read(podProxies, name)
      .filter(({ row }) => row.image !== image && row.image !== variant(ctx.world, image, name, row));
    if (old.length === 0) return;
    ctx.report({
      message: 'differs',
      at: 'metadata.name',
      data: { pods: old.map(({ row }) => row.name), image },
      related: old.map(({ resource, row }) => ({ resource, path: row.path, text: 'another image' })),
    });
  },
});

function revisionOf(labels: Readonly<Record<string, string>>): string | undefined {
  if (labels['istio-injection'] === 'enabled') return 'default';
  return labels['istio.io/rev'];
}

/** The most specific choice of an image type counts: pod, selector, namespace, root namespace, mesh. */
function variant(world: WorldReader, image: string, namespace: string, pod: PodProxyRow): string | undefined {
  const own = world.read(proxyImageTypes, namespace).map(({ row }) => row);
  const root = world.read(proxyImageTypes, world.config('rootNamespace')).map(({ row }) => row);
  const selected = own.find(
    ({ selector }) => selector !== undefined && selectorMatches(selector, pod.labels),
  );
  const type =
    pod.imageType ??
    selected?.imageType ??
    own.find(({ selector }) => selector === undefined)?.imageType ??
    root.find(({ selector }) => selector === undefined)?.imageType ??
    meshImageType(world);
  return type === undefined ? undefined : `${image}-${type}`;
}

function meshImageType(world: WorldReader): string | undefined {
  const defaults = meshConfigField(world, 'defaultConfig');
  const image = isRecord(defaults) ? defaults['image'] : undefined;
  const type = isRecord(image) ? image['imageType'] : undefined;
  return typeof type === 'string' ? type : undefined;
}

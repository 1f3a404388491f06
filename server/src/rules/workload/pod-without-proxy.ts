/** A pod, as exported from a cluster, that should have a proxy and has none. */
import { isInIgnoredNamespace } from '../../model/system-objects.ts';
import { namespaces } from '../../workspace/tables/namespaces.ts';
import { defineRule } from '../define-rule.ts';

const INJECT = 'sidecar.istio.io/inject';

export const podWithoutProxy = defineRule({
  id: 'workload/pod-without-proxy',
  title: 'Pod of an injected namespace has no proxy',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['core/Pod'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0103', analyzer: 'injection.Analyzer' }],
  docs: {
    why: 'Pods that existed before their namespace was labelled keep running without a proxy: policies do nothing for them, and their traffic is not encrypted.',
    fix: 'Create the pod anew. A manifest that has not been applied yet needs nothing: the proxy is added when it is.',
    differs:
      'A hint: only the cluster knows whether the pod runs so. Pods that come from templates are left out.',
    noFix: 'Proxies are injected when pods are made again, not by a text.',
  },
  messages: {
    noProxy: ({ pod }: { pod: string; namespace: string }) => `Pod "${pod}" has no proxy container`,
  },
  effect: 'If it runs like this, it is outside the mesh',
  check(ctx) {
    const { resource, world } = ctx;
    if (isInIgnoredNamespace(resource) || ctx.spec.get('hostNetwork').boolean() === true) return;
    if (world.read(namespaces, resource.namespace).at(-1)?.row.labels['istio-injection'] !== 'enabled')
      return;
    const metadata = resource.cursor.get('metadata');
    const wish =
      metadata.get('labels').get(INJECT).string() ?? metadata.get('annotations').get(INJECT).string();
    if (wish?.toLowerCase() === 'false') return;
    const containers = [...ctx.spec.get('containers').items(), ...ctx.spec.get('initContainers').items()];
    const hasProxy = containers.some(
      (item) => item.get('name').string() === 'istio-proxy' && (item.get('image').string() ?? '') !== '',
    );
    if (hasProxy) return;
    ctx.report({
      message: 'noProxy',
      at: 'metadata.name',
      data: { pod: resource.name, namespace: resource.namespace },
    });
  },
});

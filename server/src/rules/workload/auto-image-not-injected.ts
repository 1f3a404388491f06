/** A proxy container that waits for an injector which is not called. */

import type { KindId } from '../../base/kind-id.ts';
import { childPath } from '../../base/node-path.ts';
import { isInIgnoredNamespace } from '../../model/system-objects.ts';
import { POD_KINDS, podTemplate, workload } from '../../model/workload.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { injectionOf } from '../../workspace/resolve/injection.ts';
import { defineRule } from '../define-rule.ts';
import { setMetadata, suggestion } from '../fixes/forms.ts';

const ANALYZER = 'injection.ImageAutoAnalyzer';
const OF_TEMPLATE: Equivalent = { tool: 'istioctl', code: 'IST0146', analyzer: ANALYZER };
const OF_POD: Equivalent = { tool: 'istioctl', code: 'IST0147', analyzer: ANALYZER };
const POD: KindId = 'core/Pod';
const LABEL = 'sidecar.istio.io/inject';

export const autoImageNotInjected = defineRule({
  id: 'workload/auto-image-not-injected',
  title: 'Image "auto" stays as it is, since no injector is called',
  severity: 'warning',
  preset: 'recommended',
  kinds: POD_KINDS,
  scope: 'workspace',
  equivalents: [OF_TEMPLATE, OF_POD],
  docs: {
    why: 'The image `auto` is a placeholder that the injector replaces. Without injection Kubernetes looks for an image of that name, and the pods never start.',
    fix: 'Label the pod template `sidecar.istio.io/inject: "true"`, or the namespace for injection.',
    differs:
      'Where the files hold no webhooks, those of a default installation are assumed; upstream reports every such Deployment then. A Pod in a file has not met the injector yet, so it is judged like a template, and is a hint where it will be injected and the files are the whole cluster.',
  },
  messages: {
    notInjected: ({ name }: { name: string }) => `No injector replaces the image "auto" of "${name}"`,
    pod: ({ name }: { name: string }) =>
      `A running Pod has the image "auto" only when injection has failed: "${name}"`,
  },
  effect: 'The pods do not start',
  check(ctx) {
    const { labels, containers } = ctx.resource.facts(workload);
    const proxy = containers.find(({ name, image }) => name === 'istio-proxy' && image === 'auto');
    if (proxy === undefined || isInIgnoredNamespace(ctx.resource)) return;
    const isPod = ctx.resource.kindId === POD;
    const injection = injectionOf(ctx.world, ctx.resource.namespace, labels);
    const isComplete = ctx.world.config('completeness') === 'complete';
    if (injection === 'unknown' || (injection === 'injected' && !(isPod && isComplete))) return;
    const asking = { ...labels, [LABEL]: 'true' };
    const canBeAsked =
      injection !== 'injected' && injectionOf(ctx.world, ctx.resource.namespace, asking) === 'injected';
    ctx.report({
      message: injection === 'injected' ? 'pod' : 'notInjected',
      at: `${proxy.path}.image`,
      severity: injection === 'injected' ? 'hint' : 'warning',
      data: { name: ctx.resource.name },
      equivalents: [isPod ? OF_POD : OF_TEMPLATE],
      fixes: canBeAsked ? ['inject'] : [],
    });
  },
  fixes: {
    inject: suggestion((_, { resource }) => {
      const metadata = childPath(podTemplate(resource).path, 'metadata');
      return [{ title: 'Inject these pods', operations: [setMetadata(metadata, 'labels', LABEL, 'true')] }];
    }),
  },
});

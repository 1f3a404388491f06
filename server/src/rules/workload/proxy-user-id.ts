/** An application that runs as the proxy's user. */

import type { Cursor } from '../../model/cursor.ts';
import { isControlPlane, isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import { POD_KINDS, podTemplate, workload } from '../../model/workload.ts';
import { remove, set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

const PROXY_USER = 1337;
const PROXY_CONTAINERS: readonly string[] = ['istio-proxy', 'istio-operator'];

export const proxyUserId = defineRule({
  id: 'workload/proxy-user-id',
  title: 'Application runs as the user of the proxy',
  severity: 'warning',
  preset: 'recommended',
  kinds: POD_KINDS,
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0144', analyzer: 'applicationUID.Analyzer' }],
  docs: {
    why: 'Traffic of user 1337 is taken for traffic of the sidecar and not redirected to it. An application that runs as that user bypasses the mesh: no mutual TLS, no routing, no telemetry for what it sends.',
    fix: 'Run the application as another user.',
    differs: 'Pod templates of every workload kind are looked at; upstream knows Pods and Deployments.',
  },
  messages: {
    reserved: ({ user }: { user: number }) => `User ID "${user}" is reserved for the proxy`,
  },
  effect: 'What the application sends bypasses the sidecar',
  check(ctx) {
    const pod = podTemplate(ctx.resource);
    if (isInIgnoredNamespace(ctx.resource)) return;
    if (isControlPlane(labelsOf(ctx.resource)) || isControlPlane(ctx.resource.facts(workload).labels)) return;
    if (isWithoutSidecar(pod)) return;
    const spec = pod.get('spec');
    const containers = spec
      .get('containers')
      .items()
      .filter((container) => !PROXY_CONTAINERS.includes(container.get('name').string() ?? ''));
    const own = containers.map(userOf).filter((user) => user.number() === PROXY_USER);
    // The pod is nothing but a proxy: a gateway.
    if (containers.length === 0 && spec.get('containers').items().length > 0) return;
    const shared = userOf(spec);
    for (const user of shared.number() === PROXY_USER ? [shared, ...own] : own) {
      ctx.report({ message: 'reserved', at: user.path, data: { user: PROXY_USER }, fixes: ['chooseUser'] });
    }
  },
  fixes: {
    chooseUser: suggestion(({ at }) => [
      way('1000', 'Run as user 1000', set(at.path, 1000)),
      way('none', 'Remove "runAsUser"', remove(at.path)),
    ]),
  },
});

/** Nothing is bypassed where there is no sidecar. */
function isWithoutSidecar(pod: Cursor): boolean {
  return ['labels', 'annotations'].some(
    (field) => pod.get('metadata').get(field).stringMap()['sidecar.istio.io/inject'] === 'false',
  );
}

function userOf(place: Cursor): Cursor {
  return place.get('securityContext').get('runAsUser');
}

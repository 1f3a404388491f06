/** Where a sidecar sends what no service and no route is for (§8.3). */
import type { RouteAnswer } from './route-answer.ts';
import type { SidecarScope } from './sidecar-scope.ts';
import type { Trail } from './steps.ts';

/** `http`: an HTTP listener took the request; `tcp`: nobody looks into it. */
export function unknownDestination(
  scope: SidecarScope,
  host: string,
  port: number,
  listener: 'http' | 'tcp',
  trail: Trail,
): RouteAnswer {
  const { outboundMode, sidecar } = scope;
  const place = sidecar?.spec.get('outboundTrafficPolicy').exists === true ? sidecar : undefined;
  const path = 'spec.outboundTrafficPolicy';
  const who = `Nothing that the client knows is called "${host}" on port ${port}`;
  if (outboundMode === 'REGISTRY_ONLY') {
    const consequence = listener === 'http' ? 'answered with 502' : 'the connection is closed';
    trail.add(
      'decided',
      `${who}, and only known hosts may be called (REGISTRY_ONLY): ${consequence}`,
      place?.ref,
      path,
    );
    return {
      outcome: 'blackhole',
      ...(listener === 'http' && { status: 502 }),
      destinations: [{ cluster: 'BlackHoleCluster', weight: 100 }],
      steps: trail.steps,
    };
  }
  const isDynamic = outboundMode === 'ALLOW_ANY_DYNAMIC_DNS' && listener === 'http';
  trail.add(
    'decided',
    `${who}: the proxy passes it on to wherever the client resolved the name (${outboundMode})`,
    place?.ref,
    path,
  );
  return {
    outcome: 'passthrough',
    destinations: [{ cluster: isDynamic ? 'AllowAnyDynamicDNSCluster' : 'PassthroughCluster', weight: 100 }],
    steps: trail.steps,
  };
}

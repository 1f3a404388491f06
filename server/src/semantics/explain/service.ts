/** A Service in words: who routes it, how it is called, who may call it. */
import type { Mesh, MeshObject } from '../mesh.ts';
import { peerAuthentications } from '../mtls.ts';
import { attachedPolicies } from '../policy-attachment.ts';
import { services } from '../registry.ts';
import { virtualServices } from '../virtual-services.ts';
import { workloadsBehind } from '../workloads.ts';
import type { Explanation, Sentence } from './explanation.ts';
import { destinationRulesOf } from './rules-of-host.ts';
import { listed } from './words.ts';

export function explainService(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const service = services(mesh).find(({ owner }) => owner === object);
  if (service === undefined) return { does: [], concerns: [], conflicts: [], verify: [] };
  const pods = workloadsBehind(mesh, service);
  const ports = service.ports.map(({ number, protocol }) => `${number} (${protocol ?? 'detected'})`);
  const routed = virtualServices(mesh).filter(({ hosts }) => hosts.some(({ name }) => name === service.host));
  const said: Sentence[] = [
    {
      text: `Called ${service.host} on port ${listed(ports)}`,
      place: { resource: object.ref, path: 'spec.ports' },
    },
    {
      text:
        pods.length === 0
          ? 'No workload of these files is behind it'
          : `Served by ${listed(pods.map(({ id }) => id))}`,
      place: { resource: object.ref, path: 'spec.selector' },
    },
  ];
  for (const each of routed)
    said.push({
      text: `VirtualService ${each.object.id} routes it`,
      place: { resource: each.object.ref, path: 'spec.hosts' },
    });
  for (const rule of destinationRulesOf(mesh, service.host))
    said.push({
      text: `DestinationRule ${rule.id} says how it is called`,
      place: { resource: rule.ref, path: 'spec.host' },
    });
  return {
    does: said,
    concerns: pods[0] === undefined ? [] : protection(mesh, pods[0]),
    conflicts: [],
    verify: [
      {
        command: `istioctl x describe service ${object.name}.${object.namespace}`,
        expect: 'the same rules and policies',
      },
      {
        command: `istioctl proxy-config endpoints CLIENT_POD.NAMESPACE --cluster "outbound|${service.ports[0]?.number ?? 80}||${service.host}"`,
        expect: `${pods.length === 0 ? 'the' : 'healthy'} endpoints`,
      },
    ],
  };
}

function protection(
  mesh: Mesh,
  pod: { readonly namespace: string; readonly labels: ReadonlyMap<string, string> },
): readonly Sentence[] {
  const levels = peerAuthentications(mesh, pod);
  const said: Sentence[] = [];
  for (const policy of [levels.workload, levels.namespace, levels.mesh]) {
    const mode = policy?.spec.get('mtls').get('mode').string();
    if (policy === undefined || mode === undefined) continue;
    said.push({
      text: `PeerAuthentication ${policy.id}: ${mode}`,
      place: { resource: policy.ref, path: 'spec.mtls' },
    });
    break;
  }
  const policies = attachedPolicies(mesh, 'security.istio.io/AuthorizationPolicy', {
    type: 'sidecar',
    ...pod,
  });
  for (const policy of policies) {
    said.push({
      text: `AuthorizationPolicy ${policy.id}: ${policy.spec.get('action').string() ?? 'ALLOW'}`,
      place: { resource: policy.ref, path: 'spec.rules' },
    });
  }
  if (policies.length === 0) said.push({ text: 'No AuthorizationPolicy: whoever reaches it is let in' });
  return said;
}

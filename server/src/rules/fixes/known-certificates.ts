/** Certificates that the pods of a Gateway can read, as `credentialName` would name them. */
import { gateway } from '../../model/gateway.ts';
import type { Resource } from '../../model/resource.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { holdsCertificate, isSystemSecret } from '../../workspace/resolve/certificates.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { secrets } from '../../workspace/tables/secrets.ts';

/** More are no choice any more. */
const MOST_CERTIFICATES = 3;

/** Of an Istio Gateway: where its pods run. */
export function certificatesForPods(world: WorldReader, resource: Resource): readonly string[] {
  const { selector } = resource.facts(gateway);
  const running = selectWorkloads(world, gatewayScope(world, resource.namespace), selector);
  const namespaces = new Set(running.map(({ row }) => row.namespace));
  // Pods in two places need the Secret in both.
  if (namespaces.size > 1) return [];
  return certificatesIn(world, [...namespaces][0] ?? resource.namespace);
}

export function certificatesIn(world: WorldReader, namespace: string): readonly string[] {
  const rows = world.read(secrets, namespace).map(({ row }) => row);
  const fitting = rows.filter((row) => holdsCertificate(row) && !isSystemSecret(row.name));
  return [...new Set(fitting.map(({ name }) => name))].sort().slice(0, MOST_CERTIFICATES);
}

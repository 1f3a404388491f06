/** Which workloads carry Istio's data plane. */
import type { WorldReader } from '../check.ts';
import { type NamespaceRow, namespaces } from '../tables/namespaces.ts';
import type { WorkloadRow } from '../tables/workloads.ts';

/** `unknown`: nothing in the files decides it (a label may be set by hand). */
export type Membership = 'in' | 'out' | 'unknown';

export function meshMembership(world: WorldReader, workload: WorkloadRow): Membership {
  if (workload.mesh !== 'namespace') return workload.mesh === 'none' ? 'out' : 'in';
  const written = world.read(namespaces, workload.namespace).at(-1)?.row;
  if (written === undefined) return 'unknown';
  const { labels } = written;
  if (labels['istio-injection'] === 'disabled') return 'out';
  const isIn =
    labels['istio-injection'] === 'enabled' ||
    (labels['istio.io/rev'] ?? '') !== '' ||
    isAmbientNamespace(written);
  if (isIn) return 'in';
  return world.config('completeness') === 'complete' ? 'out' : 'unknown';
}

/** What the labels of a namespace say. */
export function membershipOf(written: NamespaceRow): Membership {
  const { labels } = written;
  if (labels['istio-injection'] === 'disabled' || labels['istio.io/dataplane-mode'] === 'none') return 'out';
  const isIn =
    labels['istio-injection'] === 'enabled' ||
    (labels['istio.io/rev'] ?? '') !== '' ||
    isAmbientNamespace(written);
  return isIn ? 'in' : 'unknown';
}

/** Whether the files say that a namespace is in ambient mode. */
export function isAmbient(world: WorldReader, namespace: string): boolean {
  const written = world.read(namespaces, namespace).at(-1)?.row;
  return written !== undefined && isAmbientNamespace(written);
}

/** Analysis specification §6: ambient unless injection is on in one of its two forms. */
function isAmbientNamespace({ labels }: NamespaceRow): boolean {
  return (
    labels['istio-injection'] !== 'enabled' &&
    (labels['istio.io/rev'] ?? '') === '' &&
    labels['istio.io/dataplane-mode'] === 'ambient'
  );
}

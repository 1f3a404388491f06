/** Whether the files give a reason to believe that a Service is in the mesh: advice about others is nobody's wish. */
import type { ServiceFacts } from '../../model/service.ts';
import type { WorldReader } from '../check.ts';
import { namespaces } from '../tables/namespaces.ts';
import { labelUses, namedUses, useKey } from '../tables/uses.ts';
import { labelKey } from '../tables/workloads.ts';
import { membershipOf } from './mesh-membership.ts';
import { selectWorkloads } from './workloads.ts';

export function isServiceInMesh(
  world: WorldReader,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  { selector }: Pick<ServiceFacts, 'selector'>,
): boolean {
  if (world.config('completeness') === 'complete') return true;
  if (namespace === world.config('rootNamespace')) return false;
  const workloads =
    selector === undefined || Object.keys(selector).length === 0
      ? []
      : selectWorkloads(world, namespace, selector).filter(({ row }) => row.origin !== 'builtin');
  const said = workloads.map(({ row }) => row.mesh).filter((mesh) => mesh !== 'namespace');
  if (said.length > 0) return said.some((mesh) => mesh !== 'none');
  const files = world.repository() ?? world;
  const memberships = files.read(namespaces, namespace).map(({ row }) => membershipOf(row));
  if (memberships.includes('out')) return false;
  if (memberships.includes('in')) return true;
  return isReferredTo(
    world,
    { name, namespace },
    workloads.map(({ row }) => row.labels),
  );
}

/** An object of the mesh names it, or selects its pods. */
function isReferredTo(
  world: WorldReader,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  labels: readonly Readonly<Record<string, string>>[],
): boolean {
  if (world.has(namedUses, useKey('core/Service', namespace, name))) return true;
  return labels
    .flatMap((each) => Object.entries(each))
    .some(([label, value]) => world.has(labelUses, labelKey(namespace, label, value)));
}

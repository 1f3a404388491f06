/** Whether the files give a reason to believe that a Service is in the mesh: advice about others is nobody's wish. */
import type { ServiceFacts } from '../../model/service.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
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
  const hasPods = selector !== undefined && Object.keys(selector).length > 0;
  const pods = hasPods ? world.derive(podsInMesh, JSON.stringify([namespace, selector])) : 'unsaid';
  if (pods === 'in' || pods === 'out') return pods === 'in';
  const files = world.repository() ?? world;
  const memberships = files.read(namespaces, namespace).map(({ row }) => membershipOf(row));
  if (memberships.includes('out')) return false;
  if (memberships.includes('in')) return true;
  // An object of the mesh names it, or selects its pods.
  return pods === 'selected' || world.has(namedUses, useKey('core/Service', namespace, name));
}

/** What pods say of themselves; `selected`: nothing, but an object of the mesh selects some of them. */
type Said = 'in' | 'out' | 'selected' | 'unsaid';

/** Once for all Services of the same pods. Key: namespace and selector, as JSON. */
const podsInMesh = defineDerived<Said>({
  name: 'podsInMesh',
  derive(key, world) {
    const [namespace, selector] = JSON.parse(key) as readonly [string, Readonly<Record<string, string>>];
    const written = selectWorkloads(world, namespace, selector).filter(({ row }) => row.origin !== 'builtin');
    const said = written.map(({ row }) => row.mesh).filter((mesh) => mesh !== 'namespace');
    if (said.length > 0) return said.some((mesh) => mesh !== 'none') ? 'in' : 'out';
    const labels = new Map(
      written.flatMap(({ row }) =>
        Object.entries(row.labels).map(([label, value]) => [`${label}=${value}`, { label, value }] as const),
      ),
    );
    const isSelected = [...labels.values()].some(({ label, value }) =>
      world.has(labelUses, labelKey(namespace, label, value)),
    );
    return isSelected ? 'selected' : 'unsaid';
  },
});

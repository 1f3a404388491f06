/** Whether a route may name an object of another namespace (§2.9). */
import type { Mesh, MeshObject } from './mesh.ts';

export interface GrantTarget {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export function isGranted(mesh: Mesh, from: MeshObject, to: GrantTarget): boolean {
  const [group = '', kind = ''] = from.kind.split('/');
  return mesh.inNamespace('gateway.networking.k8s.io/ReferenceGrant', to.namespace).some(({ spec }) => {
    const isFrom = spec
      .get('from')
      .items()
      .some(
        (each) =>
          each.get('group').string() === group &&
          each.get('kind').string() === kind &&
          each.get('namespace').string() === from.namespace,
      );
    const isTo = spec
      .get('to')
      .items()
      .some((each) => {
        const name = each.get('name').string();
        return (
          (each.get('group').string() ?? '') === to.group &&
          each.get('kind').string() === to.kind &&
          (name === undefined || name === to.name)
        );
      });
    return isFrom && isTo;
  });
}

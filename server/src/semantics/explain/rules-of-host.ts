/** Every DestinationRule that speaks about a host, whoever may use it. */
import { isHostSubset } from '../../primitives/host-match.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { expandHost } from '../names.ts';

export function destinationRulesOf(mesh: Mesh, host: string): readonly MeshObject[] {
  return mesh.objects('networking.istio.io/DestinationRule').filter((object) => {
    const written = object.spec.get('host').string();
    return (
      written !== undefined &&
      isHostSubset(host, expandHost(written, object.namespace, mesh.settings.clusterDomain))
    );
  });
}

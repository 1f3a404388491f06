/** Every DestinationRule that speaks about a host, whoever may use it. */
import { isHostSubset } from '../../primitives/host-match.ts';
import { compareAge, type Mesh, type MeshObject } from '../mesh.ts';
import { expandHost } from '../names.ts';

interface RulesByHost {
  readonly exact: ReadonlyMap<string, readonly MeshObject[]>;
  readonly wildcards: readonly { readonly host: string; readonly object: MeshObject }[];
}

/** Oldest first. */
export function destinationRulesOf(mesh: Mesh, host: string): readonly MeshObject[] {
  return mesh.keptList(`destination rules of ${host}`, (each) => {
    const { exact, wildcards } = each.kept('destination rules by host', rulesByHost);
    const named = exact.get(host) ?? [];
    const covering = wildcards.filter((rule) => isHostSubset(host, rule.host)).map(({ object }) => object);
    return covering.length === 0 ? named : [...named, ...covering].toSorted(compareAge);
  });
}

function rulesByHost(mesh: Mesh): RulesByHost {
  const exact = new Map<string, MeshObject[]>();
  const wildcards: { host: string; object: MeshObject }[] = [];
  for (const object of mesh.objects('networking.istio.io/DestinationRule')) {
    const written = object.spec.get('host').string();
    if (written === undefined) continue;
    const host = expandHost(written, object.namespace, mesh.settings.clusterDomain);
    const group = exact.get(host);
    if (host.startsWith('*')) wildcards.push({ host, object });
    else if (group === undefined) exact.set(host, [object]);
    else group.push(object);
  }
  return { exact, wildcards };
}

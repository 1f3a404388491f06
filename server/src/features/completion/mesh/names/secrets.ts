/** Secrets, and what makes them, where the proxy that needs one looks it up. */
import { holdsCertificate, isSystemSecret } from '../../../../workspace/resolve/certificates.ts';
import { gatewayScope } from '../../../../workspace/resolve/gateway-scope.ts';
import { selectWorkloads } from '../../../../workspace/resolve/workloads.ts';
import { secrets as secretTable } from '../../../../workspace/tables/secrets.ts';
import { RANK } from '../../suggestion.ts';
import { aboutObject, type Choice } from '../choice.ts';
import { beside, isKind, type MeshPlace, nodeAt, siblingItems, stringsOf } from '../mesh-place.ts';

export function secrets(place: MeshPlace): readonly Choice[] {
  const written = place.pattern.endsWith('[]') ? siblingItems(place) : new Set<string>();
  if (place.pattern.endsWith('certificateRefs[].name') && (beside(place, 'kind') ?? 'Secret') !== 'Secret')
    return [];
  return namespacesOf(place)
    .flatMap((namespace) => place.reader.read(secretTable, namespace))
    .filter(({ row }) => !isSystemSecret(row.name) && !written.has(row.name))
    .map(({ row, resource }) => ({
      name: row.name,
      rank: holdsCertificate(row) ? RANK.first : RANK.rare,
      about: () => aboutObject(place, resource, row.keys === undefined ? [] : [row.keys.join(', ')]),
    }));
}

/** A Gateway's credentials are read where its pods run: without pods in the files, its own namespace is the best guess. */
function namespacesOf(place: MeshPlace): readonly string[] {
  const { reader, namespace } = place;
  if (!isKind(place, 'Gateway') || place.kindId.startsWith('gateway.')) {
    return [beside(place, 'namespace') ?? namespace];
  }
  const selector = stringsOf(nodeAt(place, ['spec', 'selector']));
  const workloads =
    Object.keys(selector).length === 0
      ? []
      : selectWorkloads(reader, gatewayScope(reader, namespace), selector);
  const running = [...new Set(workloads.map(({ row }) => row.namespace))];
  return running.length === 0 ? [namespace] : running;
}

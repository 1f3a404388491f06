/** Listeners of the Gateway or ListenerSet that is written beside. */

import { kindName } from '../../../../base/kind-id.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { beside, type MeshPlace } from '../mesh-place.ts';
import { targetsOfKind } from '../targets.ts';

export function listeners(place: MeshPlace): readonly Choice[] {
  const parent = beside(place, 'name');
  const kind = beside(place, 'kind') ?? 'Gateway';
  const namespace = beside(place, 'namespace') ?? place.namespace;
  if (parent === undefined) return [];
  return targetsOfKind(place, 'listener')
    .filter(
      ({ resource }) =>
        resource.name === parent && resource.namespace === namespace && kindName(resource.kindId) === kind,
    )
    .map(({ row, resource }) => {
      const path = row.path.slice(0, row.path.lastIndexOf('.'));
      const listener = place.world.definitions(resource.key).at(-1)?.resource.cursor.at(path);
      const words = ['port', 'protocol', 'hostname'].flatMap((field) => {
        const value = listener?.get(field);
        return value?.string() ?? value?.number()?.toString() ?? [];
      });
      return word(row.name, words.join(' · '), RANK.first);
    });
}

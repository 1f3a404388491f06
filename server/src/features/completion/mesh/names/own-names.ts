/** Names for the object itself: services that have no such object yet, and the name of the file. */

import { entryUnder, scalarUnder } from '../../cursor-place.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';

export function ownNames(place: MeshPlace): readonly Choice[] {
  const { world, kindId } = place;
  const isNew = (namespace: string, name: string) =>
    world.definitions(`${kindId}/${namespace}/${name}`).every(({ uri }) => uri === place.uri);
  const services = place
    .services()
    .filter(
      ({ entry: { row, resource } }) => isMeant(place, row.namespace) && isNew(row.namespace, resource.name),
    )
    .map(
      ({ entry: { row, resource } }): Choice => ({
        ...word(resource.name, `Service of ${row.namespace} without such an object`, RANK.first),
        habit: 'invented',
      }),
    );
  const stem = /\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.[a-z]+$/.exec(place.uri)?.[1];
  const file: readonly Choice[] =
    stem === undefined ? [] : [{ ...word(stem, 'as the file is called', RANK.common), habit: 'invented' }];
  return [...services, ...file];
}

/** Any namespace while none is written. */
function isMeant(place: MeshPlace, namespace: string): boolean {
  const written = scalarUnder(entryUnder(place.resource, 'metadata')?.value, 'namespace')?.text ?? '';
  return written === '' || written === namespace;
}

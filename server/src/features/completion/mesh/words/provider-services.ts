/** Hosts behind extension providers: looked up in no namespace of their own, so they are written in full. */
import { qualifiedName } from '../../../../workspace/resolve/hosts.ts';
import { aboutObject, type Choice } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';
import { visibleServices } from '../names/registry.ts';

export function providerServices(place: MeshPlace): readonly Choice[] {
  return visibleServices(place).map(({ row, resource }) => ({
    name: qualifiedName(place.reader, row.host),
    about: () => aboutObject(place, resource),
  }));
}

/** Keys of maps that the world or a registry of Istio knows. */
import type { Choice } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';
import { headerKeys } from './header-keys.ts';
import { labelKeys } from './label-keys.ts';
import { metadataKeys } from './metadata-keys.ts';

export function meshKeys(place: MeshPlace): readonly Choice[] {
  return labelKeys(place) ?? [...metadataKeys(place), ...headerKeys(place)];
}

/** Files that decide about worlds: their texts are read whatever their names end with. */
import { isChart, isKustomization } from './worlds/marker-names.ts';

export function isWorldMarker(path: string): boolean {
  return isChart(path) || isKustomization(path);
}

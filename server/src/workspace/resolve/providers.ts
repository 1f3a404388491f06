/** Extension providers: those that every mesh has, and those that a mesh configuration lists. */
import { isRecord } from '../../yaml/to-json.ts';
import type { WorldReader } from '../check.ts';
import { meshConfigField } from '../world-configuration.ts';

/** Providers that Istio brings; they are for telemetry. */
export const BUILT_IN_PROVIDERS: readonly string[] = ['envoy', 'prometheus', 'stackdriver'];

/** Names of the providers that the mesh configuration defines. */
export function definedProviders(world: WorldReader): readonly string[] {
  const listed = meshConfigField(world, 'extensionProviders');
  if (!Array.isArray(listed)) return [];
  return listed.filter(isRecord).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

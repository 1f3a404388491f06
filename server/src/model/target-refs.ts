/** `targetRef` and `targetRefs` as written: the objects a policy is attached to. */
import type { Cursor } from './cursor.ts';
import type { Resource } from './resource.ts';

export const TARGET_REF_KINDS = [
  'networking.istio.io/EnvoyFilter',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/RequestAuthentication',
  'telemetry.istio.io/Telemetry',
  'extensions.istio.io/WasmPlugin',
  'extensions.istio.io/TrafficExtension',
] as const;

/** As `fieldsAt` reads fields. */
export const TARGET_REF_FIELDS: readonly string[] = ['spec.targetRef', 'spec.targetRefs'];

/** Each reference, the singular field first. */
export function targetRefs({ spec }: Resource): readonly Cursor[] {
  const single = spec.get('targetRef');
  return [...(single.isMap ? [single] : []), ...spec.get('targetRefs').items()];
}

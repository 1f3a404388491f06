/** Files that people keep beside their manifests to change other objects with: what such a document lacks, the other has. */
import type { KindId } from '../../base/kind-id.ts';

/** Rules about what a whole object has to have. */
const OF_WHOLE_OBJECTS: ReadonlySet<string> = new Set([
  'field/missing',
  'gateway/no-servers',
  'schema/broken-condition',
  'schema/missing-required',
  'traffic-extension/no-extension',
  'virtual-service/route-without-action',
  'workload-entry/no-address',
]);

/** Patches are what it holds, and what files of it are named after. */
const MADE_OF_PATCHES: KindId = 'networking.istio.io/EnvoyFilter';

/** Whether a rule says of a document that is only a patch that it is no whole object. */
export function isAboutMissingParts(rule: string, uri: string, kind: KindId | undefined): boolean {
  return OF_WHOLE_OBJECTS.has(rule) && kind !== MADE_OF_PATCHES && isNamedPatch(uri);
}

/** `gateway-patch.yaml`, `patches/gateway.yaml`. */
function isNamedPatch(uri: string): boolean {
  const words = uri
    .split('/')
    .slice(-2)
    .flatMap((step) => step.toLowerCase().split(/[-_.]/));
  return words.includes('patch') || words.includes('patches');
}

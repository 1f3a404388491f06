/** Files that people keep beside their manifests to change other objects with: what such a document lacks, the other has. */

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

/** Whether a rule says of a document that is only a patch that it is no whole object. */
export function isAboutMissingParts(rule: string, uri: string): boolean {
  return OF_WHOLE_OBJECTS.has(rule) && isNamedPatch(uri);
}

/** `gateway-patch.yaml`, `patches/gateway.yaml`. */
function isNamedPatch(uri: string): boolean {
  const words = uri
    .split('/')
    .slice(-2)
    .flatMap((step) => step.toLowerCase().split(/[-_.]/));
  return words.includes('patch') || words.includes('patches');
}

/** Fields of early releases that no supported one has, and what took their place. */
import { withoutIndexes } from '../base/node-path.ts';
import type { ErrorPlace } from './error-place.ts';

/** By the fields that the object of the kind has today, so that no kind needs to be named: the parent's path. */
const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  // EnvoyFilter, until 1.5.
  ['spec workloadLabels configPatches', 'workloadSelector.labels'],
  ['spec filters configPatches', 'configPatches (with applyTo, match and patch)'],
  // VirtualService, until 1.0.
  ['spec.http[] appendHeaders headers', 'headers.request.add'],
  ['spec.http[] removeResponseHeaders headers', 'headers.response.remove'],
  ['spec.http[] appendRequestHeaders headers', 'headers.request.add'],
  ['spec.http[] removeRequestHeaders headers', 'headers.request.remove'],
  ['spec.http[] appendResponseHeaders headers', 'headers.response.add'],
  ['spec.http[] websocketUpgrade headers', 'nothing: websockets are always allowed'],
  // PeerAuthentication and RequestAuthentication, from the Policy of authentication.istio.io.
  ['spec peers mtls', 'mtls.mode'],
  ['spec origins jwtRules', 'jwtRules'],
  ['spec targets mtls', 'selector.matchLabels'],
  ['spec targets jwtRules', 'selector.matchLabels'],
]);

/** Undefined names give null. */
export function retiredField(key: string, { path, field }: ErrorPlace): string | null {
  const at = withoutIndexes(path);
  for (const known of field.fields?.keys() ?? []) {
    const successor = SUCCESSORS.get(`${at} ${key} ${known}`);
    if (successor !== undefined) return successor;
  }
  return null;
}

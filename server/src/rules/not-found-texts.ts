/** What every rule about a missing thing says alike. */

import type { RelatedPlace } from '../workspace/finding.ts';
import { type Certainty, type Evidence, notFoundSeverity } from '../workspace/resolve/certainty.ts';
import type { HostLookup } from '../workspace/resolve/hosts.ts';

/** Second sentence of a hint: it states no consequence, since nobody knows whether the thing is missing. */
export const UNPROVED = 'Nothing to do when it is deployed from elsewhere; otherwise check the name';

/** An object of another kind that is called by the same word stands there: it was meant, unless both kinds exist. */
export function mistakenSeverity(
  certainty: Certainty,
  isOtherKind: boolean,
): 'error' | 'warning' | 'hint' | undefined {
  const severity = notFoundSeverity(certainty, 'error');
  return severity === 'hint' && isOtherKind ? 'warning' : severity;
}

/** `; did you mean "shop" or "shops"?`, for messages. */
export function nearText(near: readonly string[]): string {
  if (near.length === 0) return '';
  return `; did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
}

export function elsewhereText({ host, meant }: { host: string; meant: readonly string[] }): string {
  return `Host "${host}" means no service here; did you mean ${meant.map((each) => `"${each}"`).join(' or ')}?`;
}

export function hiddenText({ host, namespace }: { host: string; namespace: string }): string {
  return `Host "${host}" exists but is not exported to namespace "${namespace}"`;
}

/** Where the hosts are defined that cannot be seen from here. */
export function hiddenPlaces(found: HostLookup): readonly RelatedPlace[] {
  if (found.status !== 'hidden') return [];
  return found.entries.map(({ resource }) => ({
    resource,
    path: 'metadata.name',
    text: 'defined here, with its own exportTo',
  }));
}

/** What was called by the missing name before a build renamed it. */
export function renamedPlaces({ renamed = [] }: Evidence): readonly RelatedPlace[] {
  return renamed.map((resource) => ({
    resource,
    path: 'metadata.name',
    text: `called so before the build; now "${resource.namespace}/${resource.name}"`,
  }));
}

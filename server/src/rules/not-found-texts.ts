/** What every rule about a missing thing says alike. */

/** Second sentence of a hint: it states no consequence, since nobody knows whether the thing is missing. */
export const UNPROVED = 'Nothing to do when it is deployed from elsewhere; otherwise check the name';

/** `; did you mean "shop" or "shops"?`, for messages. */
export function nearText(near: readonly string[]): string {
  if (near.length === 0) return '';
  return `; did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
}

/** Header names that stand for a JWT claim: `@request.auth.claims.group`, `@request.auth.claims[group][name]`. */

const PREFIX = '@request.auth.claims';

/** The claim's path, outermost first; undefined when the text names no claim (P-JWTKEY). */
export function parseJwtClaimKey(text: string): readonly string[] | undefined {
  if (text.slice(0, PREFIX.length).toLowerCase() !== PREFIX) return undefined;
  const rest = text.slice(PREFIX.length);
  if (rest.startsWith('.') && rest.length > 1) return rest.slice(1).split('.');
  if (rest.startsWith('[') && rest.endsWith(']') && rest.length > 2) return rest.slice(1, -1).split('][');
  return undefined;
}

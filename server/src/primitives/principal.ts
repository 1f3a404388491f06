/** Workload identities: `cluster.local/ns/shop/sa/cart`, with `spiffe://` in certificates and without it in policies. */
import { isDnsLabel } from './dns-label.ts';

const SCHEME = 'spiffe://';

/** An identity in full. */
export interface Principal {
  readonly trustDomain: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

export interface PrincipalPattern {
  /** How a policy's value is compared: `*` any, `x*` by prefix, `*x` by suffix, else the whole text. */
  readonly form: 'any' | 'prefix' | 'suffix' | 'exact';
  /** True for `spiffe://…`, which a policy never matches. */
  readonly hasScheme: boolean;
  /** The identity, when the value names exactly one. */
  readonly principal: Principal | undefined;
}

/** `<trust domain>/ns/<namespace>/sa/<service account>`, with or without `spiffe://`. */
export function parsePrincipal(text: string): Principal | undefined {
  const parts = (text.startsWith(SCHEME) ? text.slice(SCHEME.length) : text).split('/');
  const [trustDomain = '', ns, namespace = '', sa, serviceAccount = ''] = parts;
  if (parts.length !== 5 || ns !== 'ns' || sa !== 'sa') return undefined;
  if (trustDomain === '' || namespace === '' || serviceAccount === '') return undefined;
  return { trustDomain, namespace, serviceAccount };
}

export function parsePrincipalPattern(text: string): PrincipalPattern {
  const hasScheme = text.startsWith(SCHEME);
  if (text === '*') return { form: 'any', hasScheme, principal: undefined };
  if (text.endsWith('*')) return { form: 'prefix', hasScheme, principal: undefined };
  if (text.startsWith('*')) return { form: 'suffix', hasScheme, principal: undefined };
  return { form: 'exact', hasScheme, principal: parsePrincipal(text) };
}

/** As policies write it, without a scheme. */
export function formatPrincipal(principal: Principal): string {
  return `${principal.trustDomain}/ns/${principal.namespace}/sa/${principal.serviceAccount}`;
}

/** Policy values: `*` needs any identity, `x*` and `*x` compare ends, all else the whole text. */
export function principalMatches(pattern: string, principal: string): boolean {
  if (pattern === '*') return principal !== '';
  if (pattern.endsWith('*')) return principal.startsWith(pattern.slice(0, -1));
  if (pattern.startsWith('*')) return principal.endsWith(pattern.slice(1));
  return pattern === principal;
}

/** `serviceAccount` or `namespace/serviceAccount` of a policy; undefined when it is neither. */
export function parseServiceAccount(
  text: string,
  policyNamespace: string,
): { readonly namespace: string; readonly name: string } | undefined {
  const slash = text.indexOf('/');
  const namespace = slash < 0 ? policyNamespace : text.slice(0, slash);
  const name = text.slice(slash + 1);
  if (name === '' || name.includes('/') || !isDnsLabel(namespace)) return undefined;
  return { namespace, name };
}

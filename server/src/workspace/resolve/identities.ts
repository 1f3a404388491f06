/** Identities: from the principal of a policy to a service account, and from there to the workloads that run under it. */

import { formatPrincipal, parsePrincipalPattern, principalMatches } from '../../primitives/principal.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { type ServiceAccountRow, serviceAccounts, workloadsByAccount } from '../tables/service-accounts.ts';
import type { WorkloadRow } from '../tables/workloads.ts';
import { meshConfigField } from '../world-configuration.ts';
import { builtInWorkload } from './built-in-gateway.ts';
import { isMade } from './gateway-classes.ts';

export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** The control plane reads it as the mesh's own trust domain, whatever that is called. */
const DEFAULT_TRUST_DOMAIN = 'cluster.local';

/**
 * The account that a principal of a policy names (`<trust domain>/ns/<namespace>/sa/<account>`, without `spiffe://`).
 * Undefined when it is a pattern, is no identity, or belongs to another mesh.
 */
export function accountOfPrincipal(world: WorldReader, principal: string): Account | undefined {
  const parsed = parsePrincipalPattern(principal);
  const isAnyDomain = principal.startsWith('*/ns/');
  const full = isAnyDomain
    ? parsePrincipalPattern(principal.replace('*', DEFAULT_TRUST_DOMAIN)).principal
    : parsed.principal;
  if (parsed.hasScheme || full === undefined) return undefined;
  if (!isAnyDomain && !isOwnTrustDomain(world, full.trustDomain)) return undefined;
  return { namespace: full.namespace, name: full.serviceAccount };
}

/** The identity of an account in the mesh, as policies write it. */
export function principalOfAccount(world: WorldReader, { namespace, name }: Account): string {
  return formatPrincipal({ trustDomain: world.config('trustDomain'), namespace, serviceAccount: name });
}

/** Whether a principal of a policy, which may be a pattern, accepts an account of this mesh. */
export function acceptsAccount(world: WorldReader, principal: string, account: Account): boolean {
  const named = accountOfPrincipal(world, principal);
  if (named !== undefined) return named.namespace === account.namespace && named.name === account.name;
  return ownTrustDomains(world).some((trustDomain) =>
    principalMatches(
      principal,
      formatPrincipal({ trustDomain, namespace: account.namespace, serviceAccount: account.name }),
    ),
  );
}

/** The mesh's own, and other names under which it accepts peers. */
export function ownTrustDomains(world: WorldReader): readonly string[] {
  const aliases = meshConfigField(world, 'trustDomainAliases');
  const named = Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : [];
  return [...new Set([world.config('trustDomain'), ...named])];
}

/** Workloads that run under an account, the built-in gateway included. */
export function workloadsOfAccount(
  world: WorldReader,
  { namespace, name }: Account,
): readonly Entry<WorkloadRow>[] {
  const written = world
    .read(workloadsByAccount, `${namespace}/${name}`)
    .filter(({ row }) => isMade(world, row));
  const builtIn = builtInWorkload(world);
  const isBuiltIn = builtIn?.row.namespace === namespace && builtIn.row.serviceAccount === name;
  return isBuiltIn ? [...written, builtIn] : written;
}

/** Where an account is defined. Every namespace has the account `default` without a word in the files. */
export function definitionsOfAccount(
  world: WorldReader,
  { namespace, name }: Account,
): readonly Entry<ServiceAccountRow>[] {
  return world.read(serviceAccounts, `${namespace}/${name}`).filter(({ row }) => isMade(world, row));
}

function isOwnTrustDomain(world: WorldReader, trustDomain: string): boolean {
  return trustDomain === DEFAULT_TRUST_DOMAIN || ownTrustDomains(world).includes(trustDomain);
}

/** DestinationRules that say how clients speak with all services of a namespace, or of the mesh. */
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { type DestinationRuleRow, wildcardDestinationRules } from '../tables/destination-rules.ts';
import { wildcardKey } from '../tables/wildcard-keys.ts';
import { meshConfigField } from '../world-configuration.ts';

/** How a rule for all services of the mesh is written. */
export function meshWideHosts(world: WorldReader): readonly string[] {
  const domain = world.config('clusterDomain');
  return [`*.${domain.split('.').at(-1)}`, `*.${domain}`, `*.svc.${domain}`];
}

export function namespaceWideHost(world: WorldReader, namespace: string): string {
  return `*.${namespace}.svc.${world.config('clusterDomain')}`;
}

/** A rule by which clients of a whole namespace or mesh use the mutual TLS of the mesh: a base for narrower rules. */
export function isWideMutual(
  world: WorldReader,
  { host, namespace, tlsMode }: Pick<DestinationRuleRow, 'host' | 'namespace' | 'tlsMode'>,
): boolean {
  return (
    tlsMode === 'ISTIO_MUTUAL' &&
    (meshWideHosts(world).includes(host) || host === namespaceWideHost(world, namespace))
  );
}

/** Rules with a TLS mode for all services of a namespace. */
export function rulesOfNamespace(
  world: WorldReader,
  namespace: string,
): readonly Entry<DestinationRuleRow>[] {
  return rulesFor(world, [namespaceWideHost(world, namespace)]);
}

/** Rules with a TLS mode for all services of the mesh. */
export function rulesOfMesh(world: WorldReader): readonly Entry<DestinationRuleRow>[] {
  return rulesFor(world, meshWideHosts(world));
}

/** The rule that clients of a namespace's services go by, unless one for a single host says otherwise. */
export function wideRuleFor(world: WorldReader, namespace: string): Entry<DestinationRuleRow> | undefined {
  return rulesOfNamespace(world, namespace)[0] ?? rulesOfMesh(world)[0];
}

/** Whether clients without a rule choose mutual TLS by themselves. */
export function isMutualTlsAutomatic(world: WorldReader): boolean {
  return meshConfigField(world, 'enableAutoMtls') !== false;
}

function rulesFor(world: WorldReader, hosts: readonly string[]): readonly Entry<DestinationRuleRow>[] {
  return hosts.flatMap((host) =>
    world
      .read(wildcardDestinationRules, wildcardKey(host))
      .filter(({ row }) => row.host === host && row.tlsMode !== '' && row.workloadSelector === undefined),
  );
}

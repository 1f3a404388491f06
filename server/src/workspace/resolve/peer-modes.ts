/** Which mutual TLS mode holds for workloads, from the PeerAuthentications of their namespace and the root namespace. */
import { groupBy } from '../../base/group-by.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { type Labels, selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { type PolicyRow, peerDefinitions, policiesInNamespace } from '../tables/policies.ts';
import { selectWorkloads } from './workloads.ts';

const PEER_AUTHENTICATION = 'security.istio.io/PeerAuthentication';

/** Mode for a workload with these labels; empty when no policy of the files says. */
export function peerModeOf(world: WorldReader, namespace: string, labels: Labels): string {
  const own = peerAuthentications(world, namespace);
  const forIt = own.find(({ selector }) => !isEmpty(selector) && selectorMatches(selector, labels));
  const forAll = own.find(({ selector }) => isEmpty(selector));
  const forMesh = peerAuthentications(world, world.config('rootNamespace')).find(({ selector }) =>
    isEmpty(selector),
  );
  return [forIt, forAll, forMesh].map((row) => row?.effect ?? '').find((mode) => isSet(mode)) ?? '';
}

/** Whether a policy for chosen workloads holds those of a selector to mutual TLS. */
export function isHeldToStrict(world: WorldReader, namespace: string, selector: Labels): boolean {
  const own = peerAuthentications(world, namespace).filter((row) => !isEmpty(row.selector));
  const workloads = selectWorkloads(world, namespace, selector).map(({ row }) => row.labels);
  return (workloads.length === 0 ? [selector] : workloads).some((labels) =>
    own.some((row) => row.effect === 'STRICT' && selectorMatches(row.selector, labels)),
  );
}

/** Modes of all workloads that a selector of a namespace means; of the selector itself where the files have none. */
export function peerModesOf(world: WorldReader, namespace: string, selector: Labels): readonly string[] {
  const workloads = selectWorkloads(world, namespace, selector).map(({ row }) => row.labels);
  const meant = workloads.length === 0 ? [selector] : workloads;
  return [...new Set(meant.map((labels) => peerModeOf(world, namespace, labels)))];
}

/** The PeerAuthentications that switch it off for workloads of a selector. */
export function peersOff(
  world: WorldReader,
  namespace: string,
  selector: Labels,
): readonly Entry<PolicyRow>[] {
  const workloads = selectWorkloads(world, namespace, selector).map(({ row }) => row.labels);
  const all = [namespace, world.config('rootNamespace')].flatMap((owner) =>
    world
      .read(policiesInNamespace, owner)
      .filter(({ row }) => row.kind === PEER_AUTHENTICATION && isSet(row.effect)),
  );
  const deciding = (workloads.length === 0 ? [selector] : workloads).flatMap((labels) => {
    const own = all.filter(({ row }) => row.namespace === namespace);
    return (
      own.find(({ row }) => !isEmpty(row.selector) && selectorMatches(row.selector, labels)) ??
      own.find(({ row }) => isEmpty(row.selector)) ??
      all.find(({ row }) => isEmpty(row.selector)) ??
      []
    );
  });
  return [...new Set(deciding)].filter(({ row }) => row.effect === 'DISABLE');
}

function peerAuthentications(world: WorldReader, namespace: string): readonly PolicyRow[] {
  return world
    .read(policiesInNamespace, namespace)
    .map(({ row }) => row)
    .filter(({ kind }) => kind === PEER_AUTHENTICATION);
}

function isEmpty(selector: Labels): boolean {
  return Object.keys(selector).length === 0;
}

function isSet(mode: string): boolean {
  return mode !== '' && mode !== 'UNSET';
}

/** The PeerAuthentication whose mode a namespace has: its own without a selector, else that of the mesh. */
export function modeOfNamespace(
  world: WorldReader,
  namespace: string,
): { readonly mode: string; readonly from: Entry<PolicyRow> } | undefined {
  for (const owner of [...new Set([namespace, world.config('rootNamespace')])]) {
    const found = world
      .read(policiesInNamespace, owner)
      .find(({ row }) => row.kind === PEER_AUTHENTICATION && isEmpty(row.selector) && isSet(row.effect));
    if (found !== undefined) return { mode: found.row.effect, from: found };
  }
  return undefined;
}

/**
 * Whether it is known which definition of each PeerAuthentication counts in a namespace: those in the file of the asker, where
 * it has some, else all of them say the same.
 */
export function arePeersCertain(world: WorldReader, namespace: string, self: ResourceRef): boolean {
  const all = [...new Set([namespace, world.config('rootNamespace')])].flatMap((owner) =>
    world.read(peerDefinitions, owner),
  );
  return [...groupBy(all, ({ row }) => row.key).values()].every((definitions) => {
    if (definitions.length < 2) return true;
    const file = world.fileOf(self);
    const beside = definitions.filter(({ resource }) => world.fileOf(resource) === file);
    const counted = beside.length === 0 ? definitions : beside;
    return new Set(counted.map(({ row }) => row.mode)).size === 1 && isWinning(world, namespace, counted);
  });
}

/** The rows that rules read are those of the last definition. */
function isWinning(
  world: WorldReader,
  namespace: string,
  counted: readonly Entry<{ readonly key: string; readonly mode: string }>[],
): boolean {
  const [first] = counted;
  const winners = [namespace, world.config('rootNamespace')].flatMap((owner) =>
    world.read(policiesInNamespace, owner),
  );
  return winners.some(
    ({ resource, row }) => resource.key === first?.row.key && row.effect === first.row.mode,
  );
}

/** Whether some policy for chosen workloads of a namespace gives these labels modes for single ports. */
export function hasPortModes(world: WorldReader, namespace: string, labels: Labels): boolean {
  return peerAuthentications(world, namespace).some(
    ({ selector, hasPortModes: has }) => has && selectorMatches(selector, labels),
  );
}

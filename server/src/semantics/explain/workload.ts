/** A workload in words: who it is, who calls it, and which configuration holds for it, with what each lost against. */
import type { ResourceRef } from '../../model/resource.ts';
import { effectiveForWorkload } from '../effective.ts';
import type { Mesh } from '../mesh.ts';
import { services } from '../registry.ts';
import { principalOf, type Workload, workloads, workloadsBehind } from '../workloads.ts';
import type { Explanation, Sentence } from './explanation.ts';
import { listed } from './words.ts';

/** Undefined for what is no workload of the mesh. */
export function explainWorkload(
  mesh: Mesh,
  ref: ResourceRef,
): (Explanation & { readonly applies: readonly Sentence[] }) | undefined {
  const workload = workloads(mesh).find((each) => each.ref === ref);
  if (workload === undefined) return undefined;
  const sets = effectiveForWorkload(mesh, workload);
  const kind = (kindId: string) => kindId.split('/')[1] ?? kindId;
  return {
    title: `${kind(ref.kindId)} ${workload.id}`,
    does: identityOf(mesh, workload),
    concerns: callersOf(mesh, workload),
    applies: sets.flatMap((set) =>
      set.applied.map(({ object, level }) => ({
        text: `${kind(set.kind)} ${object.id} ${LEVELS[level]}`,
        place: { resource: object.ref, path: 'metadata.name' },
      })),
    ),
    conflicts: sets.flatMap((set) =>
      set.lost.map(({ object, why }) => ({
        text: `${kind(set.kind)} ${object.id} does not count here: ${why}`,
        place: { resource: object.ref, path: 'metadata.name' },
      })),
    ),
    verify: [
      {
        command: `istioctl x describe pod POD_OF_${workload.name.toUpperCase().replaceAll('-', '_')}.${workload.namespace}`,
        expect: 'the same policies, and the mode of mutual TLS',
      },
    ],
  };
}

const LEVELS = {
  mesh: 'holds for the whole mesh',
  namespace: 'holds for its namespace',
  workload: 'names it by label or target',
} as const;

const MEMBERSHIPS: Readonly<Record<Workload['mesh'], string>> = {
  sidecar: 'Runs with a sidecar',
  ambient: 'Runs in ambient mode, behind ztunnel',
  gateway: 'Is a gateway',
  none: 'Runs without a proxy, so no policy of the mesh is enforced for it',
};

function identityOf(mesh: Mesh, workload: Workload): readonly Sentence[] {
  const place = { resource: workload.ref, path: 'metadata.name' };
  const who = { text: `Is known to others as ${principalOf(mesh, workload)}`, place };
  return [{ text: MEMBERSHIPS[workload.mesh], place }, ...(workload.mesh === 'none' ? [] : [who])];
}

function callersOf(mesh: Mesh, workload: Workload): readonly Sentence[] {
  const before = services(mesh).filter((service) => workloadsBehind(mesh, service).includes(workload));
  if (before.length === 0) return [{ text: 'No Service of these files leads to it' }];
  return before.map(({ host, owner, ports, path }) => ({
    text: `Called as ${host}, port ${listed(ports.map(({ number }) => String(number)))}`,
    place: { resource: owner.ref, path },
  }));
}

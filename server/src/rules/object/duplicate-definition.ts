/** One object, written more than once. */

import { groupName, type KindId, kindName } from '../../base/kind-id.ts';
import { OWN_GROUPS } from '../../model/known-kinds.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { defineDerived } from '../../workspace/derived.ts';
import { clusterOf } from '../../workspace/resolve/clusters.ts';
import { DEFINED_KINDS, definitions } from '../../workspace/tables/definitions.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

/** An object that is written thousands of times needs no list of them all. */
const MOST_PLACES = 5;

/** What the mesh is configured with, and Services: other kinds are their owners' business. */
const JUDGED: readonly KindId[] = DEFINED_KINDS.filter(
  (kind) => kind === 'core/Service' || OWN_GROUPS.includes(groupName(kind)),
);

export const duplicateDefinition = defineRule({
  id: 'object/duplicate-definition',
  title: 'Object is defined more than once',
  severity: 'warning',
  preset: 'recommended',
  kinds: JUDGED,
  scope: 'workspace',
  needsAll: true,
  equivalents: [],
  docs: {
    why: 'Documents with the same kind, namespace and name are one object. Whichever is applied last replaces the others completely: nothing is merged, and nobody says so. Here the last in the order of file names counts.',
    fix: 'Give one of them another name or namespace, or remove it. Files that are never applied together belong to worlds of their own (`meshwright.json`).',
    differs: 'istioctl takes the last one and says nothing.',
  },
  messages: {
    duplicate: ({ kind, name }: { kind: string; name: string }) =>
      `${kind} "${name}" is defined more than once`,
  },
  effect: ({ isNear }) =>
    isNear === true
      ? 'The last definition counts, and replaces the others completely'
      : 'Applied together, the last one replaces the others completely',
  check(ctx) {
    const { places, isNear } = earlierDefinitions(ctx.world, ctx.self);
    if (places.length === 0) return;
    const { namespace, name, kindId } = ctx.resource;
    ctx.report({
      message: 'duplicate',
      at: 'metadata.name',
      severity: isNear ? 'warning' : 'hint',
      data: { kind: kindName(kindId), name: namespace === '' ? name : `${namespace}/${name}`, isNear },
      related: places.map((resource) => ({ resource, path: 'metadata.name', text: 'defined here too' })),
      fixes: isNear ? ['deleteEarlier'] : [],
    });
  },
  fixes: {
    deleteEarlier: suggestion((_finding, { world, self }) => {
      const { places } = earlierDefinitions(world, self);
      const [of] = places;
      const isHere = of !== undefined && world.fileOf(of) === world.fileOf(self);
      if (!isHere || places.length > 1) return [];
      return [
        {
          title: 'Delete the definition above, which this one replaces',
          operations: [{ op: 'removeObject', of, remark: '' }],
        },
      ];
    }),
  },
});

/** The nearest definitions above this one in its cluster, and whether one of them stands in the same file. */
function earlierDefinitions(
  world: WorldReader,
  self: ResourceRef,
): { readonly places: readonly ResourceRef[]; readonly isNear: boolean } {
  if (world.read(definitions, self.key).length < 2) return { places: [], isNear: false };
  const { placeOf, byCluster, firstIn } = world.derive(writtenDefinitions, self.key);
  const { cluster, at } = placeOf.get(self) ?? { cluster: '', at: 0 };
  return {
    places: (byCluster.get(cluster) ?? []).slice(Math.max(0, at - MOST_PLACES), at),
    isNear: (firstIn.get(fileKey(world, cluster, self)) ?? at) < at,
  };
}

interface WrittenDefinitions {
  /** Each among those of its cluster. */
  readonly placeOf: ReadonlyMap<ResourceRef, { readonly cluster: string; readonly at: number }>;
  readonly byCluster: ReadonlyMap<string, readonly ResourceRef[]>;
  /** Place of the first definition in each file. */
  readonly firstIn: ReadonlyMap<string, number>;
}

/** Put in order once for all definitions of an object. Key: that of the object. */
const writtenDefinitions = defineDerived<WrittenDefinitions>({
  name: 'writtenDefinitions',
  derive(key, world) {
    const placeOf = new Map<ResourceRef, { readonly cluster: string; readonly at: number }>();
    const byCluster = new Map<string, ResourceRef[]>();
    const firstIn = new Map<string, number>();
    for (const { resource, row } of world.read(definitions, key)) {
      // Objects of different networks never meet.
      const cluster = JSON.stringify([clusterOf(world, resource), row.network ?? '']);
      const known = byCluster.get(cluster) ?? [];
      byCluster.set(cluster, known);
      const at = known.push(resource) - 1;
      placeOf.set(resource, { cluster, at });
      const file = fileKey(world, cluster, resource);
      if (!firstIn.has(file)) firstIn.set(file, at);
    }
    return { placeOf, byCluster, firstIn };
  },
});

function fileKey(world: WorldReader, cluster: string, resource: ResourceRef): string {
  return JSON.stringify([cluster, world.fileOf(resource)]);
}

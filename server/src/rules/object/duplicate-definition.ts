/** One object, written more than once. */
import { kindName } from '../../base/kind-id.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { clusterOf } from '../../workspace/resolve/clusters.ts';
import { DEFINED_KINDS, definitions } from '../../workspace/tables/definitions.ts';
import { defineRule } from '../define-rule.ts';

/** An object that is written thousands of times needs no list of them all. */
const MOST_PLACES = 5;

export const duplicateDefinition = defineRule({
  id: 'object/duplicate-definition',
  title: 'Object is defined more than once',
  severity: 'warning',
  preset: 'recommended',
  kinds: DEFINED_KINDS,
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
  effect: 'The last definition counts, and replaces the others completely',
  check(ctx) {
    const { places, isNear } = earlierDefinitions(ctx.world, ctx.self);
    if (places.length === 0) return;
    const { namespace, name, kindId } = ctx.resource;
    ctx.report({
      message: 'duplicate',
      at: 'metadata.name',
      severity: isNear ? 'warning' : 'hint',
      data: { kind: kindName(kindId), name: namespace === '' ? name : `${namespace}/${name}` },
      related: places.map((resource) => ({ resource, path: 'metadata.name', text: 'defined here too' })),
    });
  },
});

/** The nearest definitions above this one in its cluster, and whether one of them stands in the same folder. */
function earlierDefinitions(
  world: WorldReader,
  self: ResourceRef,
): { readonly places: readonly ResourceRef[]; readonly isNear: boolean } {
  const entries = world.read(definitions, self.key);
  const cluster = clusterOf(world, self);
  const folder = folderOf(world.fileOf(self));
  const places: ResourceRef[] = [];
  let isNear = false;
  for (let at = entries.findIndex((entry) => entry.resource === self) - 1; at >= 0; at--) {
    const other = entries[at]?.resource;
    if (other === undefined || clusterOf(world, other) !== cluster) continue;
    if (places.length < MOST_PLACES) places.unshift(other);
    isNear ||= folderOf(world.fileOf(other)) === folder;
    if (isNear && places.length === MOST_PLACES) break;
  }
  return { places, isNear };
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

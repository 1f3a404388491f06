/** Configuration that belongs to a control plane of an early release, which knows other fields. */
import type { Resource, ResourceRef } from '../../model/resource.ts';
import { ISTIO_RELEASES, isAtLeast, releaseOf } from '../../primitives/istio-version.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { isBeside } from '../../workspace/resolve/beside.ts';
import { istioVersions } from '../../workspace/tables/istio-versions.ts';

/** Where an installation names the version of its images. */
const TAGS = ['spec.tag', 'spec.values.global.tag', 'global.tag'];

/** The object names such a release, or the control plane beside it is one and none beside it is of a later one. */
export function isOfEarlyRelease(ctx: {
  readonly resource: Resource;
  readonly self: ResourceRef;
  readonly world: WorldReader;
}): boolean {
  const { resource, self, world } = ctx;
  const own = TAGS.flatMap((path) => releaseOf(resource.cursor.at(path).string() ?? '') ?? []);
  if (own.length > 0) return own.every((release) => !isAtLeast(release, ISTIO_RELEASES[0] ?? ''));
  const isNear = (source: string) =>
    world.read(istioVersions, source).some(({ resource: other }) => isBeside(world, other, { self }));
  return isNear('early') && !isNear('control-plane');
}

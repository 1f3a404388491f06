/**
 * Istio releases that files tell of. Keys say what tells: `control-plane`, `proxy`, `revision`; `early` for control planes
 * of releases before those that can be a target.
 */

import type { KindId } from '../../base/kind-id.ts';
import { lookUp } from '../../base/look-up.ts';
import type { Resource } from '../../model/resource.ts';
import { labelsOf } from '../../model/system-objects.ts';
import { POD_KINDS, workload } from '../../model/workload.ts';
import { ISTIO_RELEASES, isAtLeast, releaseOf } from '../../primitives/istio-version.ts';
import { defineTable } from '../table.ts';

export interface IstioVersionRow {
  /** One of the known releases; below `early` any other. */
  readonly release: string;
}

export const VERSION_SOURCES = ['control-plane', 'proxy', 'revision'] as const;

const EARLIEST = ISTIO_RELEASES[0] ?? '';
const NAMESPACE: KindId = 'core/Namespace';
/** Images by the last part of their name. */
const IMAGES: Readonly<Record<string, (typeof VERSION_SOURCES)[number]>> = {
  pilot: 'control-plane',
  istiod: 'control-plane',
  proxyv2: 'proxy',
};

export const istioVersions = defineTable<IstioVersionRow>({
  name: 'istioVersions',
  kinds: [...POD_KINDS, NAMESPACE, 'core/Service', 'core/ConfigMap'],
  *rows(resource) {
    for (const [source, version] of versionsIn(resource)) {
      const release = releaseOf(version);
      if (release === undefined) continue;
      if (ISTIO_RELEASES.includes(release)) yield [source, { release }];
      else if (source === 'control-plane' && !isAtLeast(release, EARLIEST)) yield ['early', { release }];
    }
  },
});

function* versionsIn(resource: Resource): Iterable<readonly [string, string]> {
  const labels = labelsOf(resource);
  if (resource.kindId === NAMESPACE) {
    // A revision is often named after its version: `1-31-2`.
    yield ['revision', (labels['istio.io/rev'] ?? '').replaceAll('-', '.')];
    return;
  }
  yield ['control-plane', labels['operator.istio.io/version'] ?? ''];
  if (labels['app.kubernetes.io/part-of'] === 'istio' && labels['app'] === 'istiod') {
    yield ['control-plane', labels['app.kubernetes.io/version'] ?? ''];
  }
  if (!POD_KINDS.includes(resource.kindId)) return;
  for (const { image } of resource.facts(workload).containers) {
    const [name = '', tag = ''] = (image?.split('/').at(-1)?.split('@')[0] ?? '').split(':');
    const source = Object.hasOwn(IMAGES, name) ? lookUp(IMAGES, name) : undefined;
    if (source !== undefined) yield [source, tag];
  }
}

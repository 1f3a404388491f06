/** Labels that pods get when a proxy is injected, and which no file writes. */

import { lookUp } from '../../base/look-up.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorkloadRow } from '../tables/workloads.ts';

type Pods = Pick<WorkloadRow, 'labels' | 'name' | 'mesh'>;

interface Injected {
  readonly from: readonly string[];
  readonly otherwise: string;
}

/** No label has such a value. */
const NAME = ' name of the workload';

/** Of each label, those of the pod that give it its value, and what it is when the pod has none of them. */
const INJECTED: ReadonlyMap<string, Injected> = new Map([
  ['service.istio.io/canonical-name', { from: ['app.kubernetes.io/name', 'app'], otherwise: NAME }],
  [
    'service.istio.io/canonical-revision',
    { from: ['app.kubernetes.io/version', 'version'], otherwise: 'latest' },
  ],
  ['security.istio.io/tlsMode', { from: [], otherwise: 'istio' }],
]);

/** The pairs of a selector that files can answer, and whether pods get the others; undefined where all are of files. */
export function withoutInjected(
  selector: Labels,
): { readonly written: Labels; isCarried(pods: Pods): boolean } | undefined {
  const pairs = Object.entries(selector);
  const injected = pairs.filter(([label]) => INJECTED.has(label));
  if (injected.length === 0) return undefined;
  return {
    written: Object.fromEntries(pairs.filter(([label]) => !INJECTED.has(label))),
    isCarried: (pods) => injected.every(([label, value]) => carried(label, pods) === value),
  };
}

function carried(label: string, pods: Pods): string | undefined {
  const own = lookUp(pods.labels, label);
  const known = INJECTED.get(label);
  if (own !== undefined || known === undefined || pods.mesh === 'none') return own;
  const given = known.from.map((other) => lookUp(pods.labels, other)).find((value) => value !== undefined);
  return given ?? (known.otherwise === NAME ? pods.name : known.otherwise);
}

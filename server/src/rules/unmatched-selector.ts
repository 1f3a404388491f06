/** What every rule about a selector without workloads says and offers. */
import { lookUp } from '../base/look-up.ts';
import { nearest } from '../base/nearest.ts';
import { childPath } from '../base/node-path.ts';
import type { Labels } from '../primitives/selector.ts';
import type { WorldReader } from '../workspace/check.ts';
import { labelNobodyCarries, selectWorkloads } from '../workspace/resolve/workloads.ts';
import { set } from '../yaml/plan/operation.ts';
import { suggestion, way } from './fixes/forms.ts';

export interface UnmatchedSelector {
  readonly at: string | { readonly path: string; readonly part: 'key' };
  readonly data: {
    readonly selector: string;
    /** `*`: workloads of all namespaces count. */
    readonly namespace: string;
    readonly label: string;
    readonly value: string;
  };
  readonly fixes: readonly string[];
}

/** Lies at the one label that no workload carries; at the whole map when each is carried by some workload. */
export function unmatchedSelector(
  world: WorldReader,
  namespace: string,
  labels: Labels,
  labelsPath: string,
): UnmatchedSelector {
  const label = labelNobodyCarries(world, namespace, labels);
  return {
    at: label === undefined ? { path: labelsPath, part: 'key' } : childPath(labelsPath, label),
    data: {
      selector: selectorText(labels),
      namespace,
      label: label ?? '',
      value: label === undefined ? '' : (lookUp(labels, label) ?? ''),
    },
    fixes: label === undefined ? [] : ['useKnownValue'],
  };
}

/** `app=cart,version=v1`. */
export function selectorText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** Offers values that workloads carry under the label at fault. */
export const useKnownValue = suggestion(({ data, at }, ctx) => {
  const label = String(data['label']);
  const known = selectWorkloads(ctx.world, String(data['namespace']), {}).flatMap(
    ({ row }) => lookUp(row.labels, label) ?? [],
  );
  return nearest(String(data['value']), new Set(known)).map((text) =>
    way(text, `Use ${label}=${text}`, set(at.path, text)),
  );
});

/** Policies that apply to the workloads behind a service, and to the service itself. */
import { type KindId, kindName } from '../../../base/kind-id.ts';
import { type Labels, selectorMatches } from '../../../primitives/selector.ts';
import { selectWorkloads } from '../../../workspace/resolve/workloads.ts';
import type { Entry } from '../../../workspace/table.ts';
import { type PolicyRow, policiesInNamespace } from '../../../workspace/tables/policies.ts';
import type { HostRow } from '../../../workspace/tables/service-hosts.ts';
import { type HoverContext, linkTo } from '../hover-context.ts';
import { code, someOf } from '../hover-page.ts';

const SHOWN: readonly KindId[] = [
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'security.istio.io/RequestAuthentication',
];

/** Undefined when there are none. */
export function appliedPolicies(
  context: HoverContext,
  entries: readonly Entry<HostRow>[],
): string | undefined {
  const found = new Map<string, Entry<PolicyRow>>();
  for (const entry of entries) {
    for (const policy of policiesFor(context, entry)) found.set(policy.resource.key, policy);
  }
  const lines = SHOWN.flatMap((kind) => {
    const names = [...found.values()]
      .filter(({ row }) => row.kind === kind)
      .map(({ row, resource }) => {
        const effect = row.effect === '' ? '' : ` ${code(row.effect)}`;
        return `${linkTo(context, resource)}${effect}`;
      });
    return names.length === 0 ? [] : [`- ${kindName(kind)} ${someOf(names)}`];
  });
  return lines.length === 0 ? undefined : `Policies:\n${lines.join('\n')}`;
}

function policiesFor(
  { reader }: HoverContext,
  { row, resource }: Entry<HostRow>,
): readonly Entry<PolicyRow>[] {
  const carried = row.selector === undefined ? [] : selectWorkloads(reader, row.namespace, row.selector);
  const pods = [...carried.map((each) => each.row.labels), ...row.endpointLabels];
  const namespaces = [...new Set([reader.config('rootNamespace'), row.namespace])];
  return namespaces
    .flatMap((namespace) => reader.read(policiesInNamespace, namespace))
    .filter((policy) => isFor(policy.row, pods, resource));
}

/** One of the pods is enough. Attached policies count when they name the service. */
function isFor(
  { selector, targets, namespace }: PolicyRow,
  pods: readonly Labels[],
  service: Entry<HostRow>['resource'],
): boolean {
  if (targets.length === 0) return pods.some((labels) => selectorMatches(selector, labels));
  return targets.some(
    (target) =>
      target.kind === service.kindId &&
      target.name === service.name &&
      target.namespace === service.namespace &&
      namespace === service.namespace,
  );
}

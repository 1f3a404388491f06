/** VirtualServices and DestinationRules that apply to calls of a service from a namespace. */

import { isHostSubset } from '../../../primitives/host-match.ts';
import type { MergedRule } from '../../../workspace/resolve/destination-rule-lookup.ts';
import { effectiveRules } from '../../../workspace/resolve/destination-rules.ts';
import { qualifiedName } from '../../../workspace/resolve/hosts.ts';
import { virtualServiceReach } from '../../../workspace/resolve/visibility.ts';
import type { Entry } from '../../../workspace/table.ts';
import type { HostRow } from '../../../workspace/tables/service-hosts.ts';
import {
  type MeshHostRow,
  meshVirtualServiceHosts,
  wildcardMeshVirtualServiceHosts,
} from '../../../workspace/tables/virtual-services.ts';
import { coveringRows } from '../../../workspace/tables/wildcard-keys.ts';
import { workloadsOfHost } from '../../selection/selections.ts';
import { type HoverContext, linkAs, linkTo, workloadList } from '../hover-context.ts';
import { blocks, code, counted, labelText } from '../hover-page.ts';

export function trafficRules(
  context: HoverContext,
  entries: readonly Entry<HostRow>[],
  namespace: string,
): string | undefined {
  const hosts = [...new Set(entries.map(({ row }) => row.host))];
  const routes = hosts.flatMap((host) => virtualServicesFor(context, host, namespace));
  const rules = entries.flatMap(({ row }) => rulesFor(context, row, namespace));
  const lines = [
    ...new Set(routes.map(({ resource }) => `- VirtualService ${linkTo(context, resource)}`)),
    ...rules.flatMap(({ rule }) => ruleLines(context, rule)),
  ];
  const subsets = rules.flatMap(({ rule, row }) => subsetLines(context, rule, row));
  return blocks([
    subsets.length === 0 ? undefined : `Subsets:\n${subsets.join('\n')}`,
    lines.length === 0 ? undefined : `Calls from namespace ${code(namespace)} follow:\n${lines.join('\n')}`,
  ]);
}

/** The rules that count for clients of the namespace. */
export function rulesFor(
  { reader }: HoverContext,
  row: HostRow,
  clientNamespace: string,
): readonly { readonly rule: MergedRule; readonly row: HostRow }[] {
  const host = qualifiedName(reader, row.host);
  const called = { host, namespace: row.namespace, clientNamespace };
  return effectiveRules(reader, called).map((rule) => ({ rule, row }));
}

/** Exact ones, else those whose wildcard covers the host. */
function virtualServicesFor(
  { reader }: HoverContext,
  host: string,
  namespace: string,
): readonly Entry<MeshHostRow>[] {
  const name = qualifiedName(reader, host);
  const isSeen = ({ row }: Entry<MeshHostRow>) => virtualServiceReach(reader, row, namespace) !== undefined;
  const exact = [...new Set([host, name])]
    .flatMap((key) => reader.read(meshVirtualServiceHosts, key))
    .filter(isSeen);
  if (exact.length > 0) return exact;
  return coveringRows(reader, wildcardMeshVirtualServiceHosts, [name]).filter(
    (entry) => isHostSubset(name, entry.row.host) && isSeen(entry),
  );
}

function ruleLines(context: HoverContext, { sources, workloadSelector }: MergedRule): readonly string[] {
  const clients = workloadSelector === undefined ? '' : `, for clients with ${labelText(workloadSelector)}`;
  return sources.map(({ resource }) => `- DestinationRule ${linkTo(context, resource)}${clients}`);
}

const SUBSETS_SHOWN = 12;

function subsetLines(context: HoverContext, { subsets }: MergedRule, row: HostRow): readonly string[] {
  const host = qualifiedName(context.reader, row.host);
  const lines = subsets.slice(0, SUBSETS_SHOWN).map(({ name, path, labels, source }) => {
    const link = linkAs(context, source.resource, { name, path: `${path}.name` });
    return `- ${link} ${labelText(labels)}: ${selectedText(context, { host, row, labels })}`;
  });
  const rest = subsets.length - lines.length;
  return rest > 0 ? [...lines, `- ${rest} more`] : lines;
}

/** What carries the labels of a subset. */
function selectedText(
  context: HoverContext,
  {
    host,
    row,
    labels,
  }: {
    readonly host: string;
    readonly row: HostRow;
    readonly labels: MergedRule['subsets'][number]['labels'];
  },
): string {
  const { workloads, endpoints } = workloadsOfHost(context.reader, host, row.namespace, labels);
  if (workloads.length > 0 || endpoints === 0) return workloadList(context, workloads, row.namespace);
  return counted(endpoints, 'listed endpoint');
}

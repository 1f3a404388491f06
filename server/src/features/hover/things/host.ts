/** A host: the service that it means, and what applies to calls of it from where it is named. */
import { kindName } from '../../../base/kind-id.ts';
import { service } from '../../../model/service.ts';
import { protocolOfServicePort } from '../../../primitives/port.ts';
import { absence } from '../../../workspace/resolve/certainty.ts';
import {
  clusterHost,
  type HostLookup,
  lookupHost,
  qualifiedHost,
  qualifiedName,
  type Viewpoint,
} from '../../../workspace/resolve/hosts.ts';
import { Slot } from '../../../workspace/slot.ts';
import type { Entry } from '../../../workspace/table.ts';
import type { HostRow } from '../../../workspace/tables/service-hosts.ts';
import { workloadsOfHost } from '../../selection/selections.ts';
import { type HoverContext, linkTo, workloadList } from '../hover-context.ts';
import { blocks, code, counted, someOf, table } from '../hover-page.ts';
import { appliedPolicies } from './policies.ts';
import { trafficRules } from './traffic-rules.ts';

/** `host` as it is written somewhere in the viewpoint's namespace. */
export function describeHost(context: HoverContext, host: string, from: Viewpoint): string {
  const found = lookupHost(context.reader, host, from);
  const name = qualifiedHost(context.reader, host, from.namespace);
  if (found.status === 'missing') return missing(context, name, host, from);
  if (found.status === 'hidden') return hidden(context, name, found.entries, from);
  return blocks([
    heading(context, name, found.entries),
    ports(found.entries),
    behind(context, host, from, found.entries),
    trafficRules(context, found.entries, from.namespace),
    appliedPolicies(context, found.entries),
  ]);
}

function heading(context: HoverContext, name: string, entries: readonly Entry<HostRow>[]): string {
  const sources = entries.map(({ row, resource }) => {
    const isGenerated = kindName(resource.kindId) !== row.source;
    const origin = isGenerated
      ? `${row.source} of ${kindName(resource.kindId)} ${linkTo(context, resource)}`
      : `${row.source} ${linkTo(context, resource)}`;
    return `${origin}${wildcardNote(context, name, row)}`;
  });
  return `**${code(name)}** · ${someOf([...new Set(sources)])}`;
}

function wildcardNote({ reader }: HoverContext, name: string, row: HostRow): string {
  return row.host.startsWith('*') && qualifiedName(reader, row.host) !== name
    ? ` by its wildcard ${code(row.host)}`
    : '';
}

function ports(entries: readonly Entry<HostRow>[]): string | undefined {
  const rows = new Map<string, readonly string[]>();
  for (const entry of entries) for (const row of portRows(entry)) rows.set(row.join(), row);
  if (rows.size === 0) return undefined;
  const hasMore = entries.some(({ row }) => row.hasMorePorts);
  return blocks([
    table(['port', 'name', 'protocol'], [...rows.values()]),
    hasMore ? 'There may be more ports.' : undefined,
  ]);
}

function portRows({ row, resource }: Entry<HostRow>): readonly (readonly string[])[] {
  const written =
    resource instanceof Slot && resource.kindId === 'core/Service'
      ? resource.resource.facts(service).ports
      : [];
  return row.ports.map(({ number, name, protocol }) => {
    const port = written.find((each) => each.number?.value === number && each.protocol === protocol);
    const spoken =
      row.source === 'ServiceEntry'
        ? protocol
        : (protocolOfServicePort({ number, name, protocol, appProtocol: port?.appProtocol?.value }) ??
          'found out by sniffing');
    return [String(number), name === '' ? '' : code(name), spoken];
  });
}

function behind(
  context: HoverContext,
  host: string,
  from: Viewpoint,
  entries: readonly Entry<HostRow>[],
): string | undefined {
  if (entries.every(({ row }) => row.selector === undefined && row.endpointLabels.length === 0)) {
    return undefined;
  }
  const { workloads, endpoints } = workloadsOfHost(context.reader, host, from.namespace, {});
  const parts = [
    ...(workloads.length === 0 && endpoints > 0
      ? []
      : [workloadList(context, workloads, entries[0]?.row.namespace ?? '')]),
    ...(endpoints > 0 ? [counted(endpoints, 'listed endpoint')] : []),
  ];
  return `Behind it: ${parts.join(', ')}`;
}

function hidden(
  context: HoverContext,
  name: string,
  entries: Extract<HostLookup, { status: 'hidden' }>['entries'],
  from: Viewpoint,
): string {
  const sources = entries.map(({ row, resource }) => {
    const audience = row.exportTo.map((each) => (each === '~' ? 'nobody' : code(each))).join(', ');
    return `${row.source} ${linkTo(context, resource)}${audience === '' ? '' : `, exported to ${audience}`}`;
  });
  const viewers = from.exportTo.length === 0 ? [from.namespace] : from.exportTo;
  return blocks([
    `**${code(name)}** · ${someOf(sources)}`,
    `**Not exported to namespace ${someOf(viewers.map(code))}**: nothing there sees it under this name.`,
  ]);
}

function missing(context: HoverContext, name: string, host: string, from: Viewpoint): string {
  const { reader } = context;
  const namespace = clusterHost(reader, host, from.namespace)?.namespace;
  const certainty = absence(reader, { of: 'host', host: name, namespace });
  const meaning = {
    fact: 'No Service or ServiceEntry of these files has this host.',
    likely: 'No Service or ServiceEntry of these files has this host.',
    made: 'In none of these files; the cluster, the mesh or a controller makes it.',
    outside: 'Not among these files; it may exist outside of them.',
    unproven: 'Not among these files; it may exist outside of them.',
    elsewhere: 'Defined in these files, in a part that is applied on its own.',
    declared: 'Declared in `meshwright.json` to exist outside of these files.',
  }[certainty];
  return blocks([`**${code(name)}**`, meaning]);
}

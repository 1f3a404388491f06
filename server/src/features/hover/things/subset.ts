/** A subset: its labels, the workloads that carry them, and the rule that defines it. */
import { destinationRule } from '../../../model/destination-rule.ts';
import { targetsOf } from '../../../workspace/references/lookup.ts';
import type { PlacedSite } from '../../../workspace/references/site.ts';
import { lookupHost, qualifiedHost } from '../../../workspace/resolve/hosts.ts';
import { selectedBy } from '../../selection/selections.ts';
import { type HoverContext, linkAs, linkTo, workloadList } from '../hover-context.ts';
import { blocks, code, counted, labelText, someOf } from '../hover-page.ts';
import { rulesFor } from './traffic-rules.ts';

/** On its definition. */
export function describeSubset(context: HoverContext, target: PlacedSite): string | undefined {
  const { resource } = context.snapshot.slotOf(target.resource);
  const { host, subsets } = resource.facts(destinationRule);
  const subset = subsets.find(({ name }) => name.path === target.row.path);
  if (subset === undefined || host === undefined) return undefined;
  const { labels, path } = subset;
  const { workloads, endpoints } = selectedBy(context.reader, {
    path,
    labelsPath: `${path}.labels`,
    labels,
    namespace: resource.namespace,
    host: host.value,
  });
  const name = qualifiedHost(context.reader, host.value, resource.namespace);
  const selected =
    workloads.length === 0 && endpoints > 0
      ? counted(endpoints, 'listed endpoint')
      : workloadList(context, workloads, resource.namespace);
  return blocks([
    `**${code(target.row.name)}** · subset of ${code(name)} in DestinationRule ${linkTo(context, target.resource)}`,
    `${Object.keys(labels).length === 0 ? 'No labels, so all of the service' : labelText(labels)}: ${selected}`,
  ]);
}

/** Where it is used. */
export function describeSubsetUse(context: HoverContext, origin: PlacedSite): string | undefined {
  const targets = targetsOf(context.reader, origin);
  const { host, namespace } = origin.row.facts;
  if (typeof host !== 'string' || typeof namespace !== 'string') return described(context, targets);
  const applying = subsetsThatApply(context, host, namespace);
  const inUse = targets.filter((target) =>
    applying.some(({ key, path }) => key === target.resource.key && `${path}.name` === target.row.path),
  );
  if (inUse.length > 0) return described(context, inUse);
  const note =
    targets.length === 0
      ? undefined
      : `The DestinationRule does not apply to calls from namespace ${code(namespace)}.`;
  if (note !== undefined) return blocks([described(context, targets), note]);
  const others = applying.map(({ resource, name, path }) =>
    linkAs(context, resource, { name, path: `${path}.name` }),
  );
  const known = others.length === 0 ? 'no subset is known' : `the known ones are ${someOf(others)}`;
  return `**${code(origin.row.name)}** · no subset of ${code(qualifiedHost(context.reader, host, namespace))} in these files; ${known}`;
}

function described(context: HoverContext, targets: readonly PlacedSite[]): string | undefined {
  const texts = targets.flatMap((target) => describeSubset(context, target) ?? []);
  return texts.length === 0 ? undefined : blocks(texts);
}

function subsetsThatApply(context: HoverContext, host: string, namespace: string) {
  const found = lookupHost(context.reader, host, { namespace, exportTo: [] });
  const entries = found.status === 'missing' ? [] : found.entries;
  return entries
    .flatMap(({ row }) => rulesFor(context, row, namespace))
    .flatMap(({ rule }) => rule.subsets)
    .map(({ name, path, source }) => ({ name, path, resource: source.resource, key: source.resource.key }));
}

/** Subsets of the host that is written beside. */
import { effectiveRules, rulesForHost } from '../../../../workspace/resolve/destination-rules.ts';
import { serviceFor } from '../../../../workspace/resolve/hosts.ts';
import type { Entry } from '../../../../workspace/table.ts';
import type {
  DestinationRuleRow,
  DestinationRuleSubset,
} from '../../../../workspace/tables/destination-rules.ts';
import { workloadsOfHost } from '../../../selection/selections.ts';
import { entryUnder } from '../../cursor-place.ts';
import { RANK } from '../../suggestion.ts';
import { type About, aboutObject, type Choice } from '../choice.ts';
import { beside, type MeshPlace, nodeAt, stringsOf } from '../mesh-place.ts';

export function subsets(place: MeshPlace): readonly Choice[] {
  const { reader, namespace } = place;
  if (place.kindId === 'argoproj.io/Rollout') return subsetsOfNamedRule(place);
  const host = beside(place, 'host');
  if (host === undefined) return [];
  const owner = serviceFor(reader, host, namespace)?.row.namespace ?? namespace;
  const rules = effectiveRules(reader, { host, namespace: owner, clientNamespace: namespace });
  const used = usedBeside(place, host);
  return rules
    .flatMap((rule) => rule.subsets)
    .map((subset) => ({
      ...choice(place, host, subset, subset.source),
      ...(used.has(subset.name) && { rank: RANK.rare }),
    }));
}

/** Subsets of the host that other destinations of the same route name: nobody splits traffic between equals. */
function usedBeside(place: MeshPlace, host: string): ReadonlySet<string> {
  const list = nodeAt(place, place.steps.slice(0, -3));
  const items = list?.kind === 'seq' ? list.items : [];
  return new Set(
    items.flatMap(({ value }, index) => {
      const other = stringsOf(entryUnder(value, 'destination')?.value);
      return index === place.steps.at(-3) || other['host'] !== host ? [] : (other['subset'] ?? []);
    }),
  );
}

/** Argo Rollouts names the DestinationRule, not the host. */
function subsetsOfNamedRule(place: MeshPlace): readonly Choice[] {
  const name = beside(place, 'name');
  if (name === undefined) return [];
  const key = `networking.istio.io/DestinationRule/${place.namespace}/${name}`;
  const slot = place.world.definitions(key).at(-1);
  const host = slot?.resource.spec.get('host').string();
  if (host === undefined) return [];
  return rulesForHost(place.reader, host, place.namespace)
    .filter(({ resource }) => resource.key === key)
    .flatMap((rule) => rule.row.subsets.map((subset) => choice(place, host, subset, rule)));
}

function choice(
  place: MeshPlace,
  host: string,
  subset: DestinationRuleSubset,
  rule: Entry<DestinationRuleRow>,
): Choice {
  return { name: subset.name, rank: RANK.first, about: () => about(place, host, subset, rule) };
}

function about(
  place: MeshPlace,
  host: string,
  { labels }: DestinationRuleSubset,
  rule: Entry<DestinationRuleRow>,
): About {
  const words = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  const { workloads } = workloadsOfHost(place.reader, host, place.namespace, labels);
  const names = workloads.map(({ row }) => `\`${row.name}\``);
  const { detail, documentation } = aboutObject(place, rule.resource, [`of ${rule.resource.name}`]);
  const parts = [
    detail,
    ...(names.length === 0 ? [] : [`Workloads: ${names.join(', ')}`]),
    ...(documentation === undefined ? [] : [documentation]),
  ];
  return { detail: words.join(', ') || 'all workloads', documentation: parts.join('\n\n') };
}

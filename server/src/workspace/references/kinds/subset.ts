/** Subsets: named by DestinationRules, used by routes and by the traffic routing of Argo Rollouts. */
import { registryName } from '../../../model/registry-name.ts';
import { isDnsLabel } from '../../../primitives/dns-label.ts';
import { rulesForHost } from '../../resolve/destination-rules.ts';
import { definitions } from '../../tables/definitions.ts';
import { defineReference } from '../reference-kind.ts';
import { DESTINATION_PATTERNS, firstLabel } from './host.ts';

interface SubsetTarget {
  /** Host of the DestinationRule, as the registry keeps it. */
  readonly host: string;
}

type SubsetOrigin =
  | { readonly host: string; readonly namespace: string }
  /** Key of the DestinationRule that is named beside the subset. */
  | { readonly rule: string };

export const subset = defineReference<SubsetTarget, SubsetOrigin>({
  id: 'subset',
  noun: 'subset',
  targets: [
    {
      in: ['networking.istio.io/DestinationRule'],
      at: ['spec.subsets[].name'],
      read({ at, resource }) {
        const name = at.string();
        const host = resource.spec.get('host').string() ?? '';
        return name === undefined || name === ''
          ? []
          : [{ name, facts: { host: registryName(host, resource.namespace) } }];
      },
    },
  ],
  origins: [
    {
      in: ['networking.istio.io/VirtualService'],
      at: DESTINATION_PATTERNS.map((path) => `${path}.subset`),
      read(place) {
        const name = place.at.string();
        const host = place.up(1).get('host').string();
        if (name === undefined || name === '' || host === undefined) return [];
        return [{ name, facts: { host, namespace: place.resource.namespace } }];
      },
    },
    {
      in: ['argoproj.io/Rollout'],
      at: ['canarySubsetName', 'stableSubsetName'].map(
        (field) => `spec.strategy.canary.trafficRouting.istio.destinationRule.${field}`,
      ),
      read(place) {
        const name = place.at.string();
        const rule = place.up(1).get('name').string();
        if (name === undefined || rule === undefined) return [];
        const key = `networking.istio.io/DestinationRule/${place.resource.namespace}/${rule}`;
        return [{ name, facts: { rule: key } }];
      },
    },
  ],
  identity: 'resolved',
  resolve({ world, targetsIn }, { row: { name, facts } }) {
    const rules =
      'rule' in facts
        ? world.read(definitions, facts.rule)
        : rulesForHost(world, facts.host, facts.namespace);
    return targetsIn(
      rules.map(({ resource }) => resource),
      name,
    );
  },
  // Most meshes call their subsets alike: the first label tells the hosts apart.
  couldMean: ({ facts }, target) =>
    'rule' in facts ||
    target.facts.host.startsWith('*') ||
    firstLabel(facts.host) === firstLabel(target.facts.host),
  rename: {
    problemWith: (newName) =>
      isDnsLabel(newName)
        ? undefined
        : 'A subset is named like a DNS label: lower-case letters, digits and dashes',
  },
  unknown: ['virtual-service/subset-not-found'],
});

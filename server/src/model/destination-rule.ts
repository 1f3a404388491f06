/** DestinationRule facts: the host it is for, who may use it, its subsets and its TLS settings. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface Subset {
  readonly name: Sourced<string>;
  readonly labels: Readonly<Record<string, string>>;
  /** Path of the list item. */
  readonly path: string;
}

/** A traffic policy somewhere in the rule: the rule's own, a subset's, or a port's. */
export interface TrafficPolicy {
  readonly level: 'rule' | 'subset' | 'port';
  readonly path: string;
}

export interface DestinationRuleFacts {
  readonly host: Sourced<string> | undefined;
  readonly exportTo: readonly Sourced<string>[];
  /** Labels of `workloadSelector`; absent when the rule is for all clients. */
  readonly workloadSelector: Readonly<Record<string, string>> | undefined;
  readonly subsets: readonly Subset[];
  readonly trafficPolicies: readonly TrafficPolicy[];
}

export const destinationRule: Model<DestinationRuleFacts> = {
  kinds: ['networking.istio.io/DestinationRule'],
  build({ spec }) {
    const selector = spec.get('workloadSelector');
    return {
      host: spec.get('host').sourcedString(),
      exportTo: spec.get('exportTo').strings(),
      workloadSelector: selector.exists ? selector.get('matchLabels').stringMap() : undefined,
      subsets: spec
        .get('subsets')
        .items()
        .flatMap((item) => {
          const name = item.get('name').sourcedString();
          return name === undefined
            ? []
            : [{ name, labels: item.get('labels').stringMap(), path: item.path }];
        }),
      trafficPolicies: [
        ...policies(spec.get('trafficPolicy'), 'rule'),
        ...spec
          .get('subsets')
          .items()
          .flatMap((item) => policies(item.get('trafficPolicy'), 'subset')),
      ],
    };
  },
};

function policies(cursor: Cursor, level: 'rule' | 'subset'): readonly TrafficPolicy[] {
  if (!cursor.exists) return [];
  const ports = cursor
    .get('portLevelSettings')
    .items()
    .map((item) => ({ level: 'port' as const, path: item.path }));
  return [{ level, path: cursor.path }, ...ports];
}

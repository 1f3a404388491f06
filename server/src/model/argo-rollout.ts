/** Argo Rollout facts: the routes, subsets and Services that its controller rewrites while it shifts traffic. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface RolloutFacts {
  /** VirtualServices whose weights it writes, in its own namespace. */
  readonly virtualServices: readonly RolledVirtualService[];
  /** The DestinationRule whose subset labels it writes. */
  readonly destinationRule: RolledDestinationRule | undefined;
  /** Services whose selectors it writes. */
  readonly services: readonly Sourced<string>[];
}

export interface RolledVirtualService {
  readonly name: Sourced<string>;
  /** Names of HTTP routes; empty: the only one. */
  readonly routes: readonly Sourced<string>[];
}

export interface RolledDestinationRule {
  readonly name: Sourced<string>;
  readonly subsets: readonly Sourced<string>[];
}

/** Labels that controllers give pods of one revision, and write into selectors; files never know their values. */
export const REVISION_HASH_LABELS: readonly string[] = [
  'rollouts-pod-template-hash',
  'pod-template-hash',
  'controller-revision-hash',
];

export const argoRollout: Model<RolloutFacts> = {
  kinds: ['argoproj.io/Rollout'],
  build({ spec }) {
    const canary = spec.get('strategy').get('canary');
    const blueGreen = spec.get('strategy').get('blueGreen');
    const istio = canary.get('trafficRouting').get('istio');
    return {
      virtualServices: [istio.get('virtualService'), ...istio.get('virtualServices').items()].flatMap(
        virtualService,
      ),
      destinationRule: destinationRule(istio.get('destinationRule')),
      services: [
        canary.get('stableService'),
        canary.get('canaryService'),
        blueGreen.get('activeService'),
        blueGreen.get('previewService'),
      ].flatMap((place) => place.sourcedString() ?? []),
    };
  },
};

function virtualService(place: Cursor): RolledVirtualService[] {
  const name = place.get('name').sourcedString();
  return name === undefined ? [] : [{ name, routes: place.get('routes').strings() }];
}

function destinationRule(place: Cursor): RolledDestinationRule | undefined {
  const name = place.get('name').sourcedString();
  if (name === undefined) return undefined;
  const subsets = ['stableSubsetName', 'canarySubsetName'].flatMap(
    (field) => place.get(field).sourcedString() ?? [],
  );
  return { name, subsets };
}

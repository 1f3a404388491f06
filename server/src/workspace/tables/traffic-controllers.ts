/** Objects that release workloads by steps (Argo Rollout, Flagger Canary), by what they take over. */
import { argoRollout } from '../../model/argo-rollout.ts';
import { flaggerCanary } from '../../model/flagger-canary.ts';
import { defineTable } from '../table.ts';

export interface ControlledRow {
  /** What a VirtualService or DestinationRule leaves to the controller: names of its routes or subsets. Empty: all. */
  readonly parts: readonly string[];
}

const VIRTUAL_SERVICE = 'networking.istio.io/VirtualService';
const DESTINATION_RULE = 'networking.istio.io/DestinationRule';

/** Objects that a controller rewrites. Key: that of the resource. */
export const controlledObjects = defineTable<ControlledRow>({
  name: 'controlledObjects',
  kinds: argoRollout.kinds,
  *rows(resource) {
    const { virtualServices, destinationRule, services } = resource.facts(argoRollout);
    const keyOf = (kind: string, name: string) => `${kind}/${resource.namespace}/${name}`;
    for (const { name, routes } of virtualServices) {
      yield [keyOf(VIRTUAL_SERVICE, name.value), { parts: routes.map(({ value }) => value) }];
    }
    if (destinationRule !== undefined) {
      const { name, subsets } = destinationRule;
      yield [keyOf(DESTINATION_RULE, name.value), { parts: subsets.map(({ value }) => value) }];
    }
    for (const name of services) yield [keyOf('core/Service', name.value), { parts: [] }];
  },
});

export interface GeneratedObjectRow {
  readonly name: string;
  readonly generator: string;
}

/** Objects that a controller makes, so that no file holds them. Key: that of the resource. */
export const generatedObjects = defineTable<GeneratedObjectRow>({
  name: 'generatedObjects',
  kinds: flaggerCanary.kinds,
  *rows(resource) {
    for (const { kindId, name } of resource.facts(flaggerCanary).generated) {
      yield [`${kindId}/${resource.namespace}/${name}`, { name, generator: resource.key }];
    }
  },
});

/** Workloads that a Canary copies as `<name>-primary`. Key: `namespace/name`. */
export const copiedWorkloads = defineTable<{ readonly kind: string }>({
  name: 'copiedWorkloads',
  kinds: flaggerCanary.kinds,
  *rows(resource) {
    const { target, targetKind } = resource.facts(flaggerCanary);
    if (target === undefined || targetKind === 'Service') return;
    yield [`${resource.namespace}/${target.value}`, { kind: targetKind }];
  },
});

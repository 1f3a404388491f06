/** DestinationRules by name, as Argo Rollouts names the one it changes. */
import { defineObjectReference, namedBeside } from './object-reference.ts';

export const destinationRule = defineObjectReference({
  id: 'destination-rule',
  noun: 'DestinationRule',
  in: ['networking.istio.io/DestinationRule'],
  origins: [
    {
      in: ['argoproj.io/Rollout'],
      at: ['spec.strategy.canary.trafficRouting.istio.destinationRule.name'],
      read: (place) => namedBeside(place),
    },
  ],
  unknown: { none: 'what Argo Rollouts refers to is checked by its own controller' },
});

/** VirtualServices by name: delegates of routes, and what Argo Rollouts changes. */
import { defineObjectReference, namedBeside } from './object-reference.ts';

export const virtualService = defineObjectReference({
  id: 'virtual-service',
  noun: 'VirtualService',
  in: ['networking.istio.io/VirtualService'],
  origins: [
    {
      in: ['networking.istio.io/VirtualService'],
      at: ['spec.http[].delegate.name'],
      read: (place) => namedBeside(place),
    },
    {
      in: ['argoproj.io/Rollout'],
      at: ['virtualService.name', 'virtualServices[].name'].map(
        (path) => `spec.strategy.canary.trafficRouting.istio.${path}`,
      ),
      read: (place) => namedBeside(place),
    },
  ],
  unknown: { none: 'delegates are checked by rules of their own work' },
});

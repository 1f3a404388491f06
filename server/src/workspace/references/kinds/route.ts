/** Gateway API routes by name, as policies are attached to them. */
import { ROUTE_KINDS } from '../../../model/gateway-api-route.ts';
import { TARGET_REF_KINDS } from './kubernetes-gateway.ts';
import { defineObjectReference, namedBeside } from './object-reference.ts';

const NAMES = ROUTE_KINDS.map((kind) => kind.slice(kind.lastIndexOf('/') + 1));

export const route = defineObjectReference({
  id: 'route',
  noun: 'route',
  in: ROUTE_KINDS,
  origins: [
    {
      in: TARGET_REF_KINDS,
      at: ['spec.targetRef.name', 'spec.targetRefs[].name'],
      read(place) {
        const kind = place.up(1).get('kind').string() ?? '';
        return NAMES.includes(kind) ? namedBeside(place) : [];
      },
    },
    {
      in: ['argoproj.io/Rollout'],
      at: ['httpRoute', 'httpRoutes[].name'].map(
        (path) => `spec.strategy.canary.trafficRouting.plugins["argoproj-labs/gatewayAPI"].${path}`,
      ),
      read: (place) => namedBeside(place),
    },
  ],
  unknown: {
    none: 'policies for routes have no effect in Istio, which target-ref/unsupported-kind says',
  },
});

/** GatewayClasses, which choose the controller of a Gateway. */
import { defineObjectReference, objectSite } from './object-reference.ts';

export const gatewayClass = defineObjectReference({
  id: 'gateway-class',
  noun: 'GatewayClass',
  in: ['gateway.networking.k8s.io/GatewayClass'],
  origins: [
    {
      in: ['gateway.networking.k8s.io/Gateway'],
      at: ['spec.gatewayClassName'],
      read({ at }) {
        const name = at.string() ?? '';
        return name === '' ? [] : [objectSite(name, '')];
      },
    },
  ],
  unknown: { none: 'controllers install their classes themselves: none need be in the files' },
});

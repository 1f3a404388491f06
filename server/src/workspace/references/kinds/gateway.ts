/** Istio Gateways, as VirtualServices bind to them. */
import { parseGatewayName } from '../../../primitives/gateway-name.ts';
import { defineObjectReference, objectSite } from './object-reference.ts';

export const gateway = defineObjectReference({
  id: 'gateway',
  noun: 'gateway',
  in: ['networking.istio.io/Gateway'],
  origins: [
    {
      in: ['networking.istio.io/VirtualService'],
      at: [
        'gateways[]',
        'http[].match[].gateways[]',
        'tls[].match[].gateways[]',
        'tcp[].match[].gateways[]',
      ].map((path) => `spec.${path}`),
      read({ at, resource }) {
        const text = at.string() ?? '';
        const own = text.startsWith('./') ? text.slice('./'.length) : text;
        const parsed = parseGatewayName(own);
        if (!parsed.ok || parsed.form === 'mesh') return [];
        const namespace = parsed.form === 'local' ? resource.namespace : parsed.namespace;
        const start = parsed.form === 'legacy' ? 0 : text.length - parsed.name.length;
        const slice = { start, end: start + parsed.name.length };
        return [{ ...objectSite(parsed.name, namespace), slice }];
      },
    },
  ],
  unknown: ['virtual-service/gateway-not-found'],
});

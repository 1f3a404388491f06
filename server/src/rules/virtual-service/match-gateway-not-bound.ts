/** A match is for a gateway to which the VirtualService does not bind. */
import { virtualService } from '../../model/virtual-service.ts';
import { gatewayReference } from '../../workspace/resolve/gateway-binding.ts';
import { gatewaysByName } from '../../workspace/tables/gateways.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface Data {
  readonly gateway: string;
  readonly bound: readonly string[];
  readonly hasList: boolean;
}

const UNKNOWN = { tool: 'kiali', code: 'KIA1102' } as const;

export const matchGatewayNotBound = defineRule({
  id: 'virtual-service/match-gateway-not-bound',
  title: 'Match is for a gateway that the VirtualService does not bind to',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].match[].gateways', 'spec.tls[].match[].gateways', 'spec.tcp[].match[].gateways'],
  scope: 'workspace',
  equivalents: [UNKNOWN],
  docs: {
    why: 'A VirtualService is used by the gateways of its own list only (by sidecars when it has none). `gateways` of a match narrows that list down; a gateway that is not in it never uses the match.',
    fix: 'Add the gateway to `spec.gateways`, or name one that is there.',
  },
  messages: {
    notBound: ({ gateway, bound }: Data) =>
      `Gateway "${gateway}" is not among those that the VirtualService binds to (${bound.map((each) => `"${each}"`).join(', ')})`,
  },
  effect: 'The match takes no request from it',
  check(ctx) {
    const { gateways, routes, hosts } = ctx.resource.facts(virtualService);
    // A delegate has the gateways of those that delegate to it.
    if (hosts.length === 0) return;
    const { namespace } = ctx.resource;
    const written = gateways.map(({ value }) => value);
    const bound = written.length === 0 ? ['mesh'] : written;
    const known = new Set(bound.map((each) => keyOf(each, namespace)));
    for (const match of routes.flatMap(({ matches }) => matches)) {
      for (const { value, path } of ctx.resource.cursor.at(match).get('gateways').strings()) {
        if (value === '' || known.has(keyOf(value, namespace))) continue;
        const data = { gateway: value, bound, hasList: written.length > 0 };
        // Kiali asks whether it exists, and says nothing of one that is not bound.
        const isThere = ctx.world.has(gatewaysByName, keyOf(value, namespace));
        const equivalents = isThere ? [] : [UNKNOWN];
        ctx.report({ message: 'notBound', at: path, data, equivalents, fixes: ['bind'] });
      }
    }
  },
  fixes: {
    bind: suggestion((finding) => {
      const { bound } = finding.data as unknown as Data;
      return bound.map((text) => use(finding, text, 'gateway'));
    }),
  },
});

function keyOf(written: string, namespace: string): string {
  const reference = gatewayReference(written, namespace);
  return reference === 'mesh' ? 'mesh' : `${reference.namespace}/${reference.name}`;
}

/** A route sends clients of a gateway to https, and the gateway answers https for none of its hosts. */
import { virtualService } from '../../model/virtual-service.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { gatewayReference } from '../../workspace/resolve/gateway-binding.ts';
import { servesHttps } from '../../workspace/resolve/served-tls.ts';
import { type GatewayRow, gatewaysByName } from '../../workspace/tables/gateways.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { serveHttps } from '../fixes/serve-https.ts';

interface Data {
  readonly gateways: readonly string[];
  readonly host: string;
}

export const redirectNotServed = defineRule({
  id: 'virtual-service/redirect-not-served',
  title: 'Redirect to https, which the gateway does not answer',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].redirect'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A route with `redirect.scheme: https` answers with the same address and `https`. When none of the Gateways on the same pods has a server with protocol HTTPS (or on port 443) for the host, the client finds nobody there; behind a load balancer that ends TLS it is redirected for ever, because the request arrives in plain text again.',
    fix: 'Add a server with protocol HTTPS and a certificate for the host to the Gateway, or remove the redirect.',
    differs: 'Redirects to another host or port are left alone: they may leave the mesh.',
  },
  messages: {
    notServed: ({ host, gateways }: Data) =>
      `Requests for "${host}" are redirected to https, and the pods of Gateway ${gateways.map((each) => `"${each}"`).join(', ')} answer no https for it`,
  },
  effect: 'Requests end in an error or in an endless redirect',
  check(ctx) {
    const { gateways, hosts, routes } = ctx.resource.facts(virtualService);
    if (gateways.length === 0 || ctx.world.config('isOpen')) return;
    const redirects = routes.flatMap(({ protocol, path }) => {
      const redirect = ctx.resource.cursor.at(path).get('redirect');
      const scheme = redirect.get('scheme').sourcedString();
      const goesElsewhere = redirect.get('authority').exists || redirect.get('port').exists;
      return protocol === 'http' && scheme?.value === 'https' && !goesElsewhere ? [scheme] : [];
    });
    if (redirects.length === 0) return;
    const bound: GatewayRow[] = [];
    for (const { value } of gateways) {
      const reference = gatewayReference(value, ctx.resource.namespace);
      if (reference === 'mesh') return;
      const found = ctx.world.read(gatewaysByName, `${reference.namespace}/${reference.name}`);
      if (found.length === 0 || !found.every(({ resource }) => isDefinedOnce(ctx.world, resource))) return;
      for (const { row } of found) bound.push(row);
    }
    const missing = hosts.find(
      ({ value }) =>
        !bound.some(({ selector, namespace }) => servesHttps(ctx.world, selector, value, namespace)),
    );
    if (missing === undefined) return;
    for (const { path } of redirects) {
      ctx.report({
        message: 'notServed',
        at: path,
        data: { host: missing.value, gateways: gateways.map(({ value }) => value) },
        related: [{ resource: ctx.self, path: missing.path, text: 'for this host' }],
        fixes: ['serveHttps'],
      });
    }
  },
  fixes: {
    serveHttps: suggestion(({ data }, ctx) => {
      const [first] = (data as unknown as Data).gateways;
      const reference = first === undefined ? 'mesh' : gatewayReference(first, ctx.resource.namespace);
      if (reference === 'mesh') return [];
      const { namespace, name } = reference;
      const owner = ctx.world.read(gatewaysByName, `${namespace}/${name}`)[0]?.resource;
      const resource = owner && ctx.resolve(owner);
      const hosts = ctx.resource.facts(virtualService).hosts.map(({ value }) => value);
      return owner === undefined || resource === undefined
        ? []
        : serveHttps(ctx, { resource, ref: owner }, hosts);
    }),
  },
});

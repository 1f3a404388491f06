/** A server sends clients to https, and nothing on these pods answers https for the host. */
import { gateway } from '../../model/gateway.ts';
import { isHttpProtocol, parseProtocol } from '../../primitives/port.ts';
import { servesHttps } from '../../workspace/resolve/served-tls.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';
import { serveHttps } from '../fixes/serve-https.ts';

interface Data {
  readonly host: string;
}

export const redirectNotServed = defineRule({
  id: 'gateway/redirect-not-served',
  title: 'Redirect to https, which no server answers',
  severity: 'warning',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A server with `httpsRedirect` answers every request with 301 to the same address with `https`. When no server of the Gateways on these pods has the host with protocol HTTPS (or on port 443), the client finds nobody there; behind a load balancer that ends TLS it is redirected for ever, because the request arrives in plain text again.',
    fix: 'Add a server with protocol HTTPS and a certificate for the host, or remove `httpsRedirect`.',
    differs:
      'Gateways that share a label of their selectors count together, so that the servers for HTTP and for HTTPS may stand in Gateways of their own.',
  },
  messages: {
    notServed: ({ host }: Data) =>
      `Clients of "${host}" are redirected to https, and no server of these gateway pods answers https for it`,
  },
  effect: 'Requests end in an error or in an endless redirect',
  check(ctx) {
    if (ctx.world.config('isOpen')) return;
    const { selector, servers } = ctx.resource.facts(gateway);
    const { namespace } = ctx.resource;
    for (const { tls, hosts, protocol } of servers) {
      const spoken = parseProtocol(protocol?.value ?? '');
      // On a server for anything else it redirects nobody, and that is told.
      if (tls?.isHttpsRedirect !== true || (spoken !== undefined && !isHttpProtocol(spoken))) continue;
      const missing = hosts.find(({ value }) => !servesHttps(ctx.world, selector, value, namespace));
      if (missing === undefined) continue;
      const isAlone = ctx.resource.cursor.at(tls.path).entries().length === 1;
      ctx.report({
        message: 'notServed',
        at: `${tls.path}.httpsRedirect`,
        data: {
          host: missing.value,
          hosts: hosts.map(({ value }) => value),
          written: isAlone ? tls.path : `${tls.path}.httpsRedirect`,
        },
        related: [{ resource: ctx.self, path: missing.path, text: 'for this host' }],
        fixes: ['serveHttps', 'removeRedirect'],
      });
    }
  },
  fixes: {
    serveHttps: suggestion(({ data }, ctx) =>
      serveHttps(ctx, { resource: ctx.resource, ref: ctx.self }, data['hosts'] as readonly string[]),
    ),
    removeRedirect: suggestion(({ data }) => [
      way('remove', 'Answer in plain text', remove(String(data['written']))),
    ]),
  },
});

/** A server that does not speak plain HTTP is told to redirect to HTTPS. */
import { gateway } from '../../model/gateway.ts';
import { isHttpProtocol, parseProtocol } from '../../primitives/port.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

export const redirectOutsideHttp = defineRule({
  id: 'gateway/redirect-outside-http',
  title: 'Redirect to HTTPS stands on a server that does not speak plain HTTP',
  severity: 'warning',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  equivalents: admission([{ code: 'V-GW-38' }]),
  docs: {
    why: '`httpsRedirect` answers plain HTTP with a redirect. On a server of another protocol there is nothing to redirect, and it does nothing; the webhook warns.',
    fix: 'Move it to the server of the port for plain HTTP.',
  },
  messages: {
    useless: ({ protocol }: { protocol: string }) =>
      `"httpsRedirect" stands on a server of protocol ${protocol}`,
  },
  effect: 'It does nothing',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const server of ctx.spec.get('servers').items()) {
      const redirect = server.get('tls').get('httpsRedirect');
      const written = server.get('port').get('protocol').string() ?? '';
      const protocol = parseProtocol(written);
      if (redirect.boolean() !== true || protocol === undefined || isHttpProtocol(protocol)) continue;
      ctx.report({ message: 'useless', at: redirect.path, data: { protocol: written }, fixes: ['leaveOut'] });
    }
  },
  fixes: { leaveOut: removing(() => 'Remove "httpsRedirect"') },
});

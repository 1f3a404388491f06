/** A Gateway serves a host in plain text beside https, and sends nobody from one to the other. */
import { gateway } from '../../model/gateway.ts';
import { httpsRedirects } from '../../workspace/tables/https-redirects.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly port: number;
  readonly secure: number;
  /** Path of the server. */
  readonly server: string;
}

export const plainBesideHttps = defineRule({
  id: 'gateway/plain-beside-https',
  title: 'Host is served in plain text beside https',
  severity: 'info',
  preset: 'strict',
  kinds: gateway.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A server for HTTP with a host that another server of the Gateway answers by https takes requests in plain text: cookies and tokens of clients that begin with `http://` are readable on their way. With `tls.httpsRedirect` it answers them with 301 to the same address with `https`.',
    fix: 'Set `tls.httpsRedirect: true` on the server for HTTP, or leave it when plain text is wanted.',
    differs:
      'Nothing is said where a VirtualService at the Gateway redirects to https itself, or delegates to one that may.',
  },
  messages: {
    plain: ({ host, port, secure }: Data) =>
      `"${host}" is served in plain text on port ${port}, beside https on port ${secure}`,
  },
  effect: 'Clients that begin with "http://" stay in plain text',
  check(ctx) {
    const { servers } = ctx.resource.facts(gateway);
    const secure = new Map<string, number>();
    for (const { protocol, port, hosts, tls } of servers) {
      const endsTls =
        protocol?.value.toUpperCase() === 'HTTPS' && tls?.mode.endsWith('PASSTHROUGH') === false;
      if (!endsTls || port === undefined) continue;
      for (const { value } of hosts) if (!secure.has(value)) secure.set(value, port.value);
    }
    if (secure.size === 0) return;
    const key = `${ctx.resource.namespace}/${ctx.resource.name}`;
    for (const { protocol, port, hosts, tls, path } of servers) {
      if (protocol?.value.toUpperCase() !== 'HTTP' || port === undefined || tls?.isHttpsRedirect === true)
        continue;
      // One for all hosts redirects those that have no https either.
      const [first] = hosts;
      const other = first === undefined ? undefined : secure.get(first.value);
      if (first === undefined || other === undefined) continue;
      if (!hosts.every(({ value }) => secure.has(value))) continue;
      if (ctx.world.has(httpsRedirects, key)) return;
      ctx.report({
        message: 'plain',
        at: first.path,
        data: { host: first.value, port: port.value, secure: other, server: path },
        fixes: ['redirect'],
      });
    }
  },
  fixes: {
    redirect: suggestion(({ data }) => [
      way('redirect', 'Redirect to https', set(`${String(data['server'])}.tls.httpsRedirect`, true)),
    ]),
  },
});

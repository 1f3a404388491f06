/** Hosts of a policy are compared with the port of the request. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { append } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
}

export const hostWithoutPort = defineRule({
  id: 'authorization-policy/host-without-port',
  title: 'Host of a policy leaves out requests that name the port',
  severity: 'info',
  preset: 'strict',
  kinds: authorizationPolicy.kinds,
  fields: ['spec.rules[].to[].operation.hosts', 'spec.rules[].to[].operation.notHosts'],
  scope: 'document',
  equivalents: [],
  docs: {
    why: '`hosts` is compared with the whole `:authority` of the request, the port included. Clients that call another port than 80 or 443 write it: `shop.example.com:8443` is not `shop.example.com`. A DENY policy lets such requests through, an ALLOW policy refuses them.',
    fix: 'List both forms: `shop.example.com` and `shop.example.com:*`.',
  },
  messages: {
    noPort: ({ host }: Data) => `"${host}" does not match "${host}:8080": ports are a part of the host here`,
  },
  effect: 'The condition leaves out requests that name a port',
  check(ctx) {
    for (const { operations } of ctx.resource.facts(authorizationPolicy).rules) {
      for (const { hosts, notHosts, path } of operations) {
        for (const [field, list] of [['hosts', hosts] as const, ['notHosts', notHosts] as const]) {
          const values = new Set(list.map(({ value }) => value));
          for (const { value: host, path: at } of list) {
            if (host === '' || host.includes(':') || host.endsWith('*') || values.has(`${host}:*`)) continue;
            ctx.report({
              message: 'noPort',
              at,
              data: { host, list: `${path}.${field}` },
              fixes: ['addPorts'],
            });
          }
        }
      }
    }
  },
  fixes: {
    addPorts: suggestion(({ data }) => {
      const form = `${String(data['host'])}:*`;
      return [way(form, `Add "${form}"`, append(String(data['list']), form))];
    }),
  },
});

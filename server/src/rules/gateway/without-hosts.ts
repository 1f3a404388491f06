/** A server of a Gateway that answers for nobody. */
import { gateway } from '../../model/gateway.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const withoutHosts = defineRule({
  id: 'gateway/without-hosts',
  title: 'Server of a Gateway has no hosts',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  equivalents: admission([{ code: 'V-GW-03' }]),
  docs: {
    why: 'A server answers for the hosts that it lists; one that lists none answers for nobody. The webhook refuses it.',
    fix: 'List the hosts, or `*` for all of them.',
  },
  messages: { none: (_: object) => 'The list of hosts is empty' },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const server of ctx.spec.get('servers').items()) {
      const hosts = server.get('hosts');
      if (!hosts.isList || hosts.items().length > 0) continue;
      ctx.report({ message: 'none', at: hosts.path, data: {}, fixes: ['serveAll'] });
    }
  },
  fixes: {
    serveAll: suggestion(({ at }) => [{ title: 'Serve all hosts ("*")', operations: [set(at.path, ['*'])] }]),
  },
});

/** A ServiceEntry for every host there is. */
import { fieldsAt } from '../../model/fields-at.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

export const wildcardHost = defineRule({
  id: 'service-entry/wildcard-host',
  title: 'ServiceEntry host is a bare wildcard',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([{ code: 'C-28', since: '1.24' }, { code: 'V-SE-04' }]),
  docs: {
    why: 'A host `*` would claim all traffic of the mesh, other services included. It is rejected.',
    fix: 'Name the hosts, or a domain such as `*.example.com`. To let everything out, set `outboundTrafficPolicy.mode: ALLOW_ANY` in the mesh config.',
    noFix: 'Which hosts were meant is not written.',
  },
  messages: {
    wildcard: ({ host }: { host: string }) => `Host "${host}" stands for every host`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const host of fieldsAt(ctx.spec, 'hosts[]')) {
      if (host.string() === '*') ctx.report({ message: 'wildcard', at: host.path, data: { host: '*' } });
    }
  },
});

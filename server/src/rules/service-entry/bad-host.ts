/** A host of a ServiceEntry that is no host name. */
import { checkWildcardHost, isPartialWildcard } from '../../primitives/host.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const NAME: AdmissionCheck = { code: 'V-SE-05' };
const WILDCARD: AdmissionCheck = { code: 'V-SE-06' };

export const badHost = defineRule({
  id: 'service-entry/bad-host',
  title: 'Host of a ServiceEntry is no host name',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([NAME, WILDCARD]),
  docs: {
    why: 'Hosts are names: labels of letters, digits and `-`, parted by dots, with `*.` in front where a whole domain is meant. A path, a port or an underscore is none, and the webhook refuses it; a wildcard inside of a label (`*foo.com`) is accepted with a warning, and matches nothing but in resolution `DYNAMIC_DNS`.',
    fix: 'Write the name alone, without `https://`, port or path.',
    noFix: 'Which name was meant is not written.',
  },
  messages: {
    name: ({ part, host }: { part: string; host: string }) =>
      `"${part}" in host "${host}" is no part of a host name`,
    wildcard: ({ host }: { host: string }) => `Host "${host}" has a wildcard that is no whole label`,
  },
  effect: ({ isRejected }) => (isRejected === false ? 'No request matches it' : 'The object is rejected'),
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const isDynamic = ctx.spec.get('resolution').string() === 'DYNAMIC_DNS';
    for (const { value, path } of ctx.spec.get('hosts').strings()) {
      const result = checkWildcardHost(value);
      if (!result.ok) {
        const { start, end } = result;
        const isWhole = start === 0 && end === value.length;
        const data = { part: value.slice(start, end), host: value, isRejected: true };
        const at = isWhole ? path : { path, slice: { start, end } };
        ctx.report({ message: 'name', at, data, equivalents: admission([NAME]) });
      } else if (isPartialWildcard(value) && !isDynamic) {
        ctx.report({
          message: 'wildcard',
          at: path,
          data: { host: value, isRejected: false },
          severity: 'warning',
          equivalents: admission([WILDCARD]),
        });
      }
    }
  },
});

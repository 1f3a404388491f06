/** A readiness probe asks by a scheme that there is not. */

import { fieldsAt } from '../../model/fields-at.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

export const badProbeScheme = defineRule({
  id: 'workload-group/bad-probe-scheme',
  title: 'Scheme of an HTTP probe is not HTTP or HTTPS',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/WorkloadGroup'],
  scope: 'document',
  equivalents: admission([{ code: 'C-30', since: '1.24' }, { code: 'V-WG-05' }]),
  docs: {
    why: 'Probes are sent by `HTTP` (the default) or `HTTPS`, written in capitals as in Kubernetes. Anything else is rejected.',
    fix: 'Write `HTTP` or `HTTPS`, or leave `scheme` out.',
  },
  messages: {
    scheme: ({ scheme }: { scheme: string }) => `"${scheme}" is not "HTTP" or "HTTPS"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const field of fieldsAt(ctx.spec, 'probe.httpGet.scheme')) {
      const scheme = field.string() ?? '';
      if (['', 'HTTP', 'HTTPS'].includes(scheme)) continue;
      const isCaseOnly = ['HTTP', 'HTTPS'].includes(scheme.toUpperCase());
      const fixes = isCaseOnly ? ['useCapitals'] : [];
      ctx.report({ message: 'scheme', at: field.path, data: { scheme }, fixes });
    }
  },
  fixes: {
    useCapitals: suggestion((finding) => [use(finding, String(finding.data['scheme']).toUpperCase())]),
  },
});

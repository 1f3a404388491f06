/** mTLS by port for workloads that nobody has chosen. */
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const CONDITION: AdmissionCheck = { code: 'C-32', since: '1.23' };
const WEBHOOK: AdmissionCheck = { code: 'V-PA-01' };

export const portLevelWithoutSelector = defineRule({
  id: 'peer-authentication/port-level-without-selector',
  title: 'Port-level mTLS without a workload selector',
  severity: 'error',
  preset: 'recommended',
  kinds: ['security.istio.io/PeerAuthentication'],
  scope: 'document',
  equivalents: admission([CONDITION, WEBHOOK]),
  docs: {
    why: 'Ports mean something only for known workloads, so `portLevelMtls` is allowed with a `selector` that has at least one label. Otherwise the object is rejected.',
    fix: 'Select the workloads with `selector.matchLabels`, or move the mode to `mtls` when it is meant for all ports.',
    noFix: 'Which workloads have these ports is not written.',
  },
  messages: {
    noSelector: ({ name }: { name: string }) =>
      `PeerAuthentication "${name}" sets mTLS by port but selects no workloads by label`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const ports = ctx.spec.get('portLevelMtls');
    const labels = ctx.spec.get('selector').get('matchLabels').entries();
    if (!ports.exists || labels.some(({ value }) => value.exists)) return;
    const checks = ports.entries().length > 0 ? [CONDITION, WEBHOOK] : [CONDITION];
    const equivalents = admissionAt(ctx.world.config('istioVersion'), checks);
    if (equivalents.length === 0) return;
    const at = { path: ports.path, part: 'key' } as const;
    ctx.report({ message: 'noSelector', at, data: { name: ctx.resource.name }, equivalents });
  },
});

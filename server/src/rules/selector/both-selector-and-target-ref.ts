/** An object says twice, in different ways, what it is for. */

import type { Resource } from '../../model/resource.ts';
import { TARGET_REF_FIELDS, TARGET_REF_KINDS } from '../../model/target-refs.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { keepOne } from '../fixes/forms.ts';

const CHECKS = {
  general: { code: 'C-01', since: '1.24' },
  requestAuthentication: { code: 'C-01', since: '1.23' },
  trafficExtension: { code: 'C-02', since: '1.30' },
  envoyFilter: { code: 'C-03', since: '1.24' },
  webhook: { code: 'V-TR-01' },
} as const satisfies Record<string, AdmissionCheck>;

export const bothSelectorAndTargetRef = defineRule({
  id: 'selector/both-selector-and-target-ref',
  title: 'More than one of selector, targetRef and targetRefs is set',
  severity: 'error',
  preset: 'recommended',
  kinds: TARGET_REF_KINDS,
  fields: TARGET_REF_FIELDS,
  scope: 'document',
  equivalents: admission([CHECKS.general, CHECKS.trafficExtension, CHECKS.envoyFilter, CHECKS.webhook]),
  docs: {
    why: 'A selector attaches an object to workloads, a target reference to a Gateway, a Service or a ServiceEntry. There is no meaning for both, so the object is rejected.',
    fix: 'Keep one of them: `targetRefs` for waypoints and for gateways made by the Gateway API, the selector for sidecars and for gateways deployed by hand. Make two objects when both are meant.',
  },
  messages: {
    both: ({ first, second }: { first: string; firstPath: string; second: string }) =>
      `"${second}" is set beside "${first}"; only one of them may be`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const names = attachmentFields(ctx.resource);
    const written = ctx.spec.entries().filter(({ key, value }) => names.includes(key) && value.exists);
    const [first, second] = written;
    if (first === undefined || second === undefined) return;
    const effective = written.filter(({ value }) => !value.isList || value.items().length > 0);
    const isSeenByWebhook = !isEnvoyFilter(ctx.resource) && effective.length > 1;
    const checks = [conditionOf(ctx.resource), ...(isSeenByWebhook ? [CHECKS.webhook] : [])];
    const equivalents = admissionAt(ctx.world.config('istioVersion'), checks);
    if (equivalents.length === 0) return;
    ctx.report({
      message: 'both',
      at: { path: second.value.path, part: 'key' },
      data: { first: first.key, firstPath: first.value.path, second: second.key },
      related: [{ resource: ctx.self, path: first.value.path, part: 'key', text: 'set here already' }],
      equivalents,
      fixes: written.length === 2 ? ['keepOne'] : [],
    });
  },
  fixes: { keepOne },
});

function isEnvoyFilter({ kindId }: Resource): boolean {
  return kindId === 'networking.istio.io/EnvoyFilter';
}

function attachmentFields(resource: Resource): readonly string[] {
  if (isEnvoyFilter(resource)) return ['workloadSelector', 'targetRefs'];
  if (resource.kindId === 'extensions.istio.io/TrafficExtension') return ['selector', 'targetRefs'];
  return ['selector', 'targetRef', 'targetRefs'];
}

function conditionOf(resource: Resource): AdmissionCheck {
  if (isEnvoyFilter(resource)) return CHECKS.envoyFilter;
  if (resource.kindId === 'extensions.istio.io/TrafficExtension') return CHECKS.trafficExtension;
  const isRequest = resource.kindId === 'security.istio.io/RequestAuthentication';
  return isRequest ? CHECKS.requestAuthentication : CHECKS.general;
}

/** An annotation with which the webhook refuses an object. */
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const DRY_RUN = 'istio.io/dry-run';
const ELSEWHERE: AdmissionCheck = { code: 'V-META-01' };
const ACTION: AdmissionCheck = { code: 'V-META-02' };
const VALUE: AdmissionCheck = { code: 'V-META-03' };

/** Istio writes them on objects that it makes itself. */
const INTERNAL: ReadonlyMap<string, AdmissionCheck> = new Map<string, AdmissionCheck>([
  ['internal.istio.io/webhook-always-reject', { code: 'V-META-04' }],
  ['internal.istio.io/parent-namespace', { code: 'V-META-05', since: '1.27' }],
  ['internal.istio.io/parents', { code: 'V-META-06', since: '1.27' }],
]);

const BOOLEANS = new Set(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False']);

export const refused = defineRule({
  id: 'annotation/refused',
  title: 'Object is refused for its annotation',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/*', 'security.istio.io/*', 'telemetry.istio.io/*', 'extensions.istio.io/*'],
  fields: ['metadata.annotations'],
  scope: 'document',
  equivalents: admission([ELSEWHERE, ACTION, VALUE, ...INTERNAL.values()]),
  docs: {
    why: '`istio.io/dry-run` tries an AuthorizationPolicy out without enforcing it; only those with action ALLOW or DENY can be tried, and its value is a boolean. Annotations that begin with `internal.istio.io/` stand on objects that Istio makes itself. The webhook refuses objects that have them elsewhere.',
    fix: 'Remove the annotation, or write `"true"` or `"false"`.',
  },
  messages: {
    elsewhere: ({ name }: { name: string }) => `Annotation "${name}" is for AuthorizationPolicies alone`,
    action: ({ name, action }: { name: string; action: string }) =>
      `Annotation "${name}" cannot stand on a policy with action ${action}`,
    value: ({ name, value }: { name: string; value: string }) =>
      `"${value}" is no boolean for annotation "${name}"`,
    internal: ({ name }: { name: string }) => `Annotation "${name}" is for objects that Istio makes itself`,
  },
  effect: 'The object is rejected',
  supersedes: ['annotation/misplaced', 'annotation/invalid-value', 'annotation/unknown'],
  check(ctx) {
    const { resource } = ctx;
    if (resource.isTemplate) return;
    const version = ctx.world.config('istioVersion');
    for (const { key, value } of resource.cursor.get('metadata').get('annotations').entries()) {
      const internal = INTERNAL.get(key);
      const text = value.string();
      const fixes = ['leaveOut'];
      const at = value.path;
      if (internal !== undefined) {
        const equivalents = admissionAt(version, [internal]);
        if (equivalents.length > 0)
          ctx.report({ message: 'internal', at, data: { name: key }, equivalents, fixes });
      } else if (key === DRY_RUN && text !== undefined) {
        const action = ctx.spec.get('action').string() ?? 'ALLOW';
        if (resource.kindId !== 'security.istio.io/AuthorizationPolicy') {
          ctx.report({
            message: 'elsewhere',
            at,
            data: { name: key },
            equivalents: admission([ELSEWHERE]),
            fixes,
          });
        } else if (action !== 'ALLOW' && action !== 'DENY') {
          const equivalents = admission([ACTION]);
          ctx.report({ message: 'action', at, data: { name: key, action }, equivalents, fixes });
        } else if (!BOOLEANS.has(text)) {
          const equivalents = admission([VALUE]);
          ctx.report({ message: 'value', at, data: { name: key, value: text }, equivalents, fixes });
        }
      }
    }
  },
  fixes: { leaveOut: removing(({ name }) => `Remove annotation "${String(name)}"`) },
});

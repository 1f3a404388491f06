/** A target reference names a kind that nothing can be attached to. */

import { childPath } from '../../base/node-path.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import { TARGET_REF_FIELDS, TARGET_REF_KINDS, targetRefs } from '../../model/target-refs.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import { set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const CONDITIONS: readonly AdmissionCheck[] = [
  { code: 'C-R1', since: '1.23', until: '1.23' },
  { code: 'C-R2', since: '1.24', until: '1.24' },
];
const WEBHOOK: AdmissionCheck = { code: 'V-TR-04' };

/** Kinds with their groups, and the release that accepts them first. */
const TARGETS: readonly { readonly group: string; readonly kind: string; readonly since: string }[] = [
  { group: '', kind: 'Service', since: '1.22' },
  { group: 'core', kind: 'Service', since: '1.22' },
  { group: 'gateway.networking.k8s.io', kind: 'Gateway', since: '1.22' },
  { group: 'networking.istio.io', kind: 'ServiceEntry', since: '1.24' },
  { group: 'gateway.networking.k8s.io', kind: 'GatewayClass', since: '1.25' },
];

export const unsupportedKind = defineRule({
  id: 'target-ref/unsupported-kind',
  title: 'Target reference names a kind that cannot be a target',
  severity: 'error',
  preset: 'recommended',
  kinds: TARGET_REF_KINDS,
  fields: TARGET_REF_FIELDS,
  scope: 'document',
  equivalents: admission([...CONDITIONS, WEBHOOK]),
  docs: {
    why: 'Policies can be attached to a `Service` (core group), to a `Gateway` or `GatewayClass` of `gateway.networking.k8s.io`, and to a `ServiceEntry` of `networking.istio.io`. Anything else is rejected; workloads are chosen with a selector.',
    fix: 'Write group and kind exactly as one of those. A missing `group` means the core group, which has only `Service`.',
    differs:
      'EnvoyFilter is only checked by the CRDs of 1.23 and 1.24; later releases ignore what they do not know.',
  },
  messages: {
    kind: ({ kind, group }: { kind: string; group: string }) =>
      `"${kind}" of group "${group}" cannot be a target`,
    group: ({
      kind,
      group,
      expected,
    }: {
      kind: string;
      group: string;
      expected: string;
      reference: string;
    }) => `"${kind}" is written with group "${group}" instead of "${expected}"`,
    tooNew: ({ kind, since }: { kind: string; since: string }) =>
      `"${kind}" can be a target from Istio ${since} on`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    const isEnvoyFilter = ctx.resource.kindId === 'networking.istio.io/EnvoyFilter';
    const equivalents = admissionAt(version, isEnvoyFilter ? CONDITIONS : [...CONDITIONS, WEBHOOK]);
    if (equivalents.length === 0) return;
    for (const reference of targetRefs(ctx.resource)) {
      const kindField = reference.get('kind');
      const groupField = reference.get('group');
      const kind = kindField.string() ?? '';
      const group = groupField.string() ?? '';
      if (kind === '' || holdsPlaceholder(`${kind}${group}`)) continue;
      const target = TARGETS.find((candidate) => candidate.kind === kind && candidate.group === group);
      if (target !== undefined && isAtLeast(version, target.since)) continue;
      const expected = TARGETS.find((candidate) => candidate.kind === kind)?.group;
      if (target !== undefined) {
        const data = { kind, since: target.since };
        ctx.report({ message: 'tooNew', at: kindField.path, data, equivalents });
      } else if (expected !== undefined) {
        const at = groupField.exists ? groupField.path : kindField.path;
        const data = { kind, group, expected, reference: reference.path };
        ctx.report({ message: 'group', at, data, equivalents, fixes: ['setGroup'] });
      } else ctx.report({ message: 'kind', at: kindField.path, data: { kind, group }, equivalents });
    }
  },
  fixes: {
    setGroup: suggestion(({ data }) => {
      const { expected, reference } = data as { readonly expected: string; readonly reference: string };
      return [
        { title: `Set group "${expected}"`, operations: [set(childPath(reference, 'group'), expected)] },
      ];
    }),
  },
});

/** A duration that Envoy cannot keep: under a millisecond, or not in whole ones. */

import { NANOSECONDS_PER_MILLISECOND, parseDuration } from '../../primitives/duration.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { DURATION_FIELDS, DURATION_KINDS, type DurationField, durationFields } from '../duration-fields.ts';
import { removing } from '../fixes/forms.ts';

export const tooShort = defineRule({
  id: 'duration/too-short',
  title: 'Duration is under a millisecond or not in whole milliseconds',
  severity: 'error',
  preset: 'recommended',
  kinds: DURATION_KINDS,
  fields: DURATION_FIELDS,
  scope: 'document',
  equivalents: admission([
    { code: 'C-13', since: '1.23' },
    { code: 'V-CP-06' },
    { code: 'V-CP-09' },
    { code: 'V-CP-10' },
    { code: 'V-CP-12' },
    { code: 'V-CP-13' },
    { code: 'V-CP-14' },
    { code: 'V-CP-15' },
    { code: 'V-DR-30' },
    { code: 'V-DR-33' },
    { code: 'V-DR-49' },
    { code: 'V-RA-12' },
    { code: 'V-VS-106' },
    { code: 'V-VS-107' },
    { code: 'V-VS-114' },
    { code: 'V-VS-122' },
    { code: 'V-VS-124' },
    { code: 'V-VS-125' },
  ]),
  docs: {
    why: 'Timeouts and intervals count in milliseconds. `0s` is not a way to switch a timeout off here: values under `1ms` and fractions of a millisecond are rejected. Only `connectionPool.tcp.idleTimeout` takes `0s` for "off".',
    fix: 'Write `1ms` or more, in whole milliseconds. To use the default, leave the field out.',
    differs: 'The API server asks for a millisecond only; whole milliseconds are asked for by the webhook.',
  },
  messages: {
    tooShort: ({ value }: { value: string }) => `"${value}" is shorter than "1ms"`,
    fraction: ({ value }: { value: string }) => `"${value}" is not a whole number of milliseconds`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    for (const duration of durationFields(ctx.resource)) {
      const value = duration.field.string();
      const parsed = parseDuration(value ?? '');
      if (value === undefined || !parsed.ok) continue;
      const isShort = parsed.nanoseconds < NANOSECONDS_PER_MILLISECOND;
      const checks = failedChecks(duration, parsed.nanoseconds, version);
      const equivalents = admissionAt(version, checks);
      if (equivalents.length === 0) continue;
      const message = isShort ? 'tooShort' : 'fraction';
      const fixes = duration.isRequired === true ? [] : ['useDefault'];
      ctx.report({ message, at: duration.field.path, data: { value }, equivalents, fixes });
    }
  },
  fixes: { useDefault: removing(() => 'Remove the field to use the default') },
});

function failedChecks(
  duration: DurationField,
  nanoseconds: bigint,
  version: string,
): readonly AdmissionCheck[] {
  const { crdSince, webhook, zeroIsOffSince } = duration;
  const checks: AdmissionCheck[] = [];
  const isShort = nanoseconds < NANOSECONDS_PER_MILLISECOND;
  if (isShort && crdSince !== undefined) checks.push({ code: 'C-13', since: crdSince });
  const canBeOff = zeroIsOffSince !== undefined && isAtLeast(version, zeroIsOffSince);
  const isOff = canBeOff && nanoseconds / NANOSECONDS_PER_MILLISECOND === 0n;
  const isWhole = nanoseconds % NANOSECONDS_PER_MILLISECOND === 0n;
  if (webhook !== undefined && !isOff && (isShort || !isWhole)) checks.push(webhook);
  return checks;
}

/** Text that is no duration. */

import { type DurationProblem, parseDuration } from '../../primitives/duration.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { DURATION_FIELDS, DURATION_KINDS, durationFields } from '../duration-fields.ts';
import { suggestion, use } from '../fixes/forms.ts';

/** The webhook cannot even decode such an object. */
const DECODING: AdmissionCheck = { code: 'P-DUR-SYNTAX' };

export const badSyntax = defineRule({
  id: 'duration/bad-syntax',
  title: 'Value is not a duration',
  severity: 'error',
  preset: 'recommended',
  kinds: DURATION_KINDS,
  fields: DURATION_FIELDS,
  scope: 'document',
  equivalents: admission([{ code: 'C-13', since: '1.23' }, DECODING]),
  docs: {
    why: 'Durations are numbers with units: `h`, `m`, `s`, `ms`, `us` or `ns`, as in `1m30s` or `1.5s`. There are no units for days, and a bare number is not seconds. Anything else is rejected.',
    fix: 'Write the unit; days as hours (`48h`).',
  },
  messages: {
    missingUnit: ({ value }: { value: string }) => `"${value}" has a number without a unit`,
    unknownUnit: ({ value, unit }: { value: string; unit: string }) =>
      `"${value}" has the unknown unit "${unit}"`,
    tooLarge: ({ value }: { value: string }) => `"${value}" is longer than 292 years`,
    syntax: ({ value }: { value: string }) => `"${value}" is no duration such as "1m30s"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const { field, crdSince, webhook } of durationFields(ctx.resource)) {
      const value = field.string();
      const parsed = parseDuration(value ?? '0');
      if (value === undefined || parsed.ok) continue;
      const condition: readonly AdmissionCheck[] =
        crdSince === undefined ? [] : [{ code: 'C-13', since: crdSince }];
      const unit = value.slice(parsed.start, parsed.end);
      ctx.report({
        message: MESSAGES[parsed.problem],
        at: field.path,
        data: { value, unit },
        equivalents: admissionAt(ctx.world.config('istioVersion'), [
          ...condition,
          ...(webhook === undefined ? [] : [webhook]),
          DECODING,
        ]),
        fixes: corrections(value).length > 0 ? ['correctUnit'] : [],
      });
    }
  },
  fixes: {
    correctUnit: suggestion((finding) =>
      corrections(String(finding.data['value'])).map((text) => use(finding, text)),
    ),
  },
});

/** A bare number may be seconds or milliseconds; days are hours. */
function corrections(value: string): readonly string[] {
  if (/^[0-9]{1,9}$/.test(value)) return [`${value}s`, `${value}ms`];
  const days = /^([0-9]{1,5})d$/.exec(value)?.[1];
  return days === undefined ? [] : [`${Number(days) * 24}h`];
}

const MESSAGES = {
  empty: 'syntax',
  syntax: 'syntax',
  'missing-unit': 'missingUnit',
  'unknown-unit': 'unknownUnit',
  'too-large': 'tooLarge',
} as const satisfies Readonly<Record<DurationProblem, string>>;

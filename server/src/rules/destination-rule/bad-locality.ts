/** Localities of load balancing that the webhook refuses. */
import { fieldsAt } from '../../model/fields-at.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, POLICIES } from '../field-table.ts';
import { localityFaults, wrongSum } from '../locality-faults.ts';

const SETTINGS = POLICIES.flatMap((place) =>
  (['localityLbSetting', 'zoneAwareLbSetting'] as const).map((name) => ({
    pattern: `${place}.loadBalancer.${name}`,
    isZoneAware: name === 'zoneAwareLbSetting',
  })),
);

export const badLocality = defineRule({
  id: 'destination-rule/bad-locality',
  title: 'Locality of load balancing cannot be used',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/DestinationRule'],
  fields: inSpec(SETTINGS.map(({ pattern }) => pattern)),
  scope: 'document',
  equivalents: admission(
    (['V-DR-53', 'V-DR-55', 'V-DR-56', 'V-DR-58', 'V-DR-59', 'V-DR-60', 'V-DR-61', 'V-DR-62'] as const).map(
      (code) => ({ code }),
    ),
  ),
  docs: {
    why: 'Weights of `distribute` add up to 100 for each place that traffic comes from, localities are written `region/zone/subzone` with a `*` at the end only and do not overlap, `failover` goes from one region to another. The webhook refuses the object otherwise.',
    fix: 'Correct the weights or localities that the message names.',
    noFix: 'What was meant is not written.',
    differs: 'Orders in which the webhook does not notice an overlap are left alone.',
  },
  messages: {
    bad: ({ text, problem }: { text: string; problem: string }) => `"${text}" ${problem}`,
    sum: ({ sum }: { sum: number }) => `The weights add up to ${sum} instead of 100`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    for (const { pattern, isZoneAware } of SETTINGS) {
      for (const setting of fieldsAt(ctx.spec, pattern)) {
        for (const block of setting.get('distribute').items()) {
          const sum = wrongSum(block);
          const at = block.get('to').path;
          if (sum === undefined || ctx.resource.isOpen(at)) continue;
          ctx.report({ message: 'sum', at, data: { sum }, equivalents: admission([{ code: 'V-DR-55' }]) });
        }
        for (const { at, code, text, problem } of localityFaults(setting, isZoneAware)) {
          const check: AdmissionCheck = isZoneAware ? { code, since: '1.31' } : { code };
          const equivalents = admissionAt(version, [check]);
          if (equivalents.length > 0)
            ctx.report({ message: 'bad', at, data: { text, problem }, equivalents });
        }
      }
    }
  },
});

/** Localities of the mesh-wide load balancing that istiod refuses. */
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { localityFaults, wrongSum } from '../locality-faults.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, meshParts } from '../message-problems.ts';

interface Setting {
  readonly name: string;
  readonly check: AdmissionCheck;
  readonly isZoneAware: boolean;
}

const SETTINGS: readonly Setting[] = [
  { name: 'localityLbSetting', check: { code: 'V-MC-05' }, isZoneAware: false },
  { name: 'zoneAwareLbSetting', check: { code: 'V-MC-06', since: '1.31' }, isZoneAware: true },
];

export const badLocality = defineRule({
  id: 'mesh-config/bad-locality',
  title: 'Locality of mesh-wide load balancing cannot be used',
  severity: 'error',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  equivalents: admission(SETTINGS.map(({ check }) => check)),
  docs: {
    why: 'Weights of `distribute` add up to 100 for each place that traffic comes from, localities are written `region/zone/subzone` with a `*` at the end only and do not overlap, `failover` goes from one region to another. istiod refuses the mesh configuration as a whole otherwise.',
    fix: 'Correct the weights or localities that the message names.',
    noFix: 'What was meant is not written.',
    differs: 'Orders in which istiod does not notice an overlap are left alone.',
  },
  messages: {
    bad: ({ text, problem }: { text: string; problem: string }) => `"${text}" ${problem}`,
    sum: ({ sum }: { sum: number }) => `The weights add up to ${sum} instead of 100`,
  },
  effect: 'The configuration is refused as a whole',
  check(ctx) {
    for (const mesh of meshParts(ctx.resource).meshes) {
      for (const { name, check, isZoneAware } of SETTINGS) {
        const setting = mesh.get(name);
        const equivalents = setting.isMap ? admissionAt(ctx.world.config('istioVersion'), [check]) : [];
        if (equivalents.length === 0) continue;
        for (const block of setting.get('distribute').items()) {
          const sum = wrongSum(block);
          if (sum === undefined) continue;
          ctx.report({ message: 'sum', at: block.get('to').path, data: { sum }, equivalents });
        }
        for (const { at, text, problem } of localityFaults(setting, isZoneAware)) {
          ctx.report({ message: 'bad', at, data: { text, problem }, equivalents });
        }
      }
    }
  },
});

/** Localities of load balancing that the webhook refuses. */
import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { checkLocalities } from '../../primitives/locality.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, POLICIES } from '../field-table.ts';

const SETTINGS = POLICIES.flatMap((place) =>
  (['localityLbSetting', 'zoneAwareLbSetting'] as const).map((name) => ({
    pattern: `${place}.loadBalancer.${name}`,
    isZoneAware: name === 'zoneAwareLbSetting',
  })),
);

const TOPOLOGY: ReadonlySet<string> = new Set([
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.istio.io/subzone',
]);

interface Told {
  readonly at: string | { readonly path: string; readonly part: 'key' };
  readonly code: AdmissionCheck['code'];
  readonly text: string;
  readonly problem: string;
}

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
    for (const { pattern, isZoneAware } of SETTINGS) {
      for (const setting of fieldsAt(ctx.spec, pattern)) {
        for (const block of setting.get('distribute').items()) tellSum(block);
        for (const { at, code, text, problem } of [
          ...distribution(setting),
          ...failover(setting, isZoneAware),
        ]) {
          const check: AdmissionCheck = isZoneAware ? { code, since: '1.31' } : { code };
          const equivalents = admissionAt(ctx.world.config('istioVersion'), [check]);
          if (equivalents.length > 0)
            ctx.report({ message: 'bad', at, data: { text, problem }, equivalents });
        }
      }
    }

    function tellSum(block: Cursor): void {
      const to = block.get('to');
      const weights = to.entries().map(({ value }) => value.number());
      const isJudged = weights.every((weight) => weight !== undefined && weight >= 1 && weight <= 100);
      if (!to.isMap || !isJudged || ctx.resource.isOpen(to.path)) return;
      const sum = weights.reduce<number>((all, weight) => all + (weight ?? 0), 0);
      if (sum === 100) return;
      ctx.report({
        message: 'sum',
        at: to.path,
        data: { sum },
        equivalents: admission([{ code: 'V-DR-55' }]),
      });
    }
  },
});

const LOCALITY_WORDS = {
  'wildcard-position': 'has a "*" that does not stand alone at its end',
  'empty-part': 'has no region, or nothing between two slashes',
  overlap: 'is a part of a locality that stands before it, or the same',
} as const;

function* distribution(setting: Cursor): Generator<Told> {
  const blocks = setting.get('distribute').items();
  const from = blocks.flatMap((block) => block.get('from').sourcedString() ?? []);
  yield* faultsOf(from.map(({ value, path }) => ({ text: value, at: path })));
  for (const block of blocks) {
    const entries = block.get('to').entries();
    yield* faultsOf(
      entries.map(({ key, value }) => ({ text: key, at: { path: value.path, part: 'key' as const } })),
    );
  }
}

function* faultsOf(entries: readonly Pick<Told, 'at' | 'text'>[]): Generator<Told> {
  for (const { problem, index } of checkLocalities(entries.map(({ text }) => text))) {
    const entry = entries[index];
    if (entry === undefined || problem === 'unnoticed-overlap') continue;
    yield { ...entry, code: 'V-DR-56', problem: LOCALITY_WORDS[problem] };
  }
}

function* failover(setting: Cursor, isZoneAware: boolean): Generator<Told> {
  const code = (other: AdmissionCheck['code']): AdmissionCheck['code'] => (isZoneAware ? 'V-DR-62' : other);
  const blocks = setting.get('failover').items();
  for (const block of blocks) {
    const [from, to] = [block.get('from').sourcedString(), block.get('to').sourcedString()];
    for (const side of [from, to]) {
      if (side?.value.includes('/') === true) {
        yield {
          at: side.path,
          text: side.value,
          code: code('V-DR-59'),
          problem: 'is no region: failover goes from region to region',
        };
      } else if (side?.value.includes('*') === true) {
        yield {
          at: side.path,
          text: side.value,
          code: code('V-DR-60'),
          problem: 'has a wildcard, and failover names one region',
        };
      }
    }
    if (from !== undefined && to !== undefined && from.value === to.value && !/[/*]/.test(to.value)) {
      yield { at: to.path, text: to.value, code: code('V-DR-58'), problem: 'is the region that fails' };
    }
  }
  if (!isZoneAware && blocks.length === 0) return;
  for (const { value, path } of setting.get('failoverPriority').strings()) {
    if (!TOPOLOGY.has(value)) continue;
    const problem = isZoneAware
      ? 'is part of what the setting goes by already'
      : 'cannot stand beside "failover", which goes by regions already';
    yield { at: path, text: value, code: isZoneAware ? 'V-DR-61' : 'V-DR-53', problem };
  }
}

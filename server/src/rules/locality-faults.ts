/** What is wrong with the localities of a load-balancing setting, wherever it stands. */
import type { Cursor } from '../model/cursor.ts';
import { checkLocalities } from '../primitives/locality.ts';
import type { AdmissionCheck } from './admission.ts';

const TOPOLOGY: ReadonlySet<string> = new Set([
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.istio.io/subzone',
]);

export interface LocalityFault {
  readonly at: string | { readonly path: string; readonly part: 'key' };
  readonly code: AdmissionCheck['code'];
  readonly text: string;
  readonly problem: string;
}

/** Of `localityLbSetting`, or of `zoneAwareLbSetting`, which goes by zones already. */
export function* localityFaults(setting: Cursor, isZoneAware: boolean): Generator<LocalityFault> {
  yield* distribution(setting);
  yield* failover(setting, isZoneAware);
}

/** What the weights of a block of `distribute` add up to, where that is not 100; single weights are told elsewhere. */
export function wrongSum(block: Cursor): number | undefined {
  const to = block.get('to');
  const weights = to.entries().map(({ value }) => value.number());
  const isJudged = weights.every((weight) => weight !== undefined && weight >= 1 && weight <= 100);
  if (!to.isMap || !isJudged) return undefined;
  const sum = weights.reduce<number>((all, weight) => all + (weight ?? 0), 0);
  return sum === 100 ? undefined : sum;
}

const LOCALITY_WORDS = {
  'wildcard-position': 'has a "*" that does not stand alone at its end',
  'empty-part': 'has no region, or nothing between two slashes',
  overlap: 'is a part of a locality that stands before it, or the same',
} as const;

function* distribution(setting: Cursor): Generator<LocalityFault> {
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

function* faultsOf(entries: readonly Pick<LocalityFault, 'at' | 'text'>[]): Generator<LocalityFault> {
  for (const { problem, index } of checkLocalities(entries.map(({ text }) => text))) {
    const entry = entries[index];
    if (entry === undefined || problem === 'unnoticed-overlap') continue;
    yield { ...entry, code: 'V-DR-56', problem: LOCALITY_WORDS[problem] };
  }
}

function* failover(setting: Cursor, isZoneAware: boolean): Generator<LocalityFault> {
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

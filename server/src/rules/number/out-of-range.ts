/** A number that the webhook does not take, though the schema does. */

import { isHttpStatus } from '../../primitives/http-status.ts';
import { isFractionalPercent, isPercent } from '../../primitives/percent.ts';
import { isPrime, nearestPrimes } from '../../primitives/prime.ts';
import { defineRule } from '../define-rule.ts';
import {
  atEach,
  equivalentsAt,
  equivalentsOf,
  type FieldRow,
  type FieldTable,
  fieldsIn,
  fieldsOf,
  POLICIES,
  POLICY_POOLS,
  SIDECAR_POOLS,
} from '../field-table.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface NumberRow extends FieldRow {
  /** What is taken, in words that follow "must be". */
  readonly taken: string;
  readonly isTaken: (value: number) => boolean;
}

const LARGEST_TABLE = 5_000_010;

const status = { taken: 'a status from 200 to 600', isTaken: isHttpStatus };
const share = { taken: '0, or from 0.0001 to 100', isTaken: isFractionalPercent };
const percentage = {
  taken: 'a percentage from 0 to 100',
  isTaken: (value: number) => value >= 0 && value <= 100,
};
const wholePercentage = { taken: 'a percentage from 0 to 100', isTaken: isPercent };
const count = { taken: '0 or more', isTaken: (value: number) => value >= 0 };
const positive = { taken: 'above 0', isTaken: (value: number) => value > 0 };

const POOL: readonly NumberRow[] = [
  { pattern: 'http.http1MaxPendingRequests', check: { code: 'V-CP-02' }, ...count },
  { pattern: 'http.http2MaxRequests', check: { code: 'V-CP-03' }, ...count },
  { pattern: 'http.maxRequestsPerConnection', check: { code: 'V-CP-04' }, ...count },
  { pattern: 'http.maxRetries', check: { code: 'V-CP-05' }, ...count },
  { pattern: 'http.maxConcurrentStreams', check: { code: 'V-CP-08' }, ...count },
  { pattern: 'tcp.maxConnections', check: { code: 'V-CP-11' }, ...count },
];

const POLICY: readonly NumberRow[] = [
  { pattern: 'outlierDetection.maxEjectionPercent', check: { code: 'V-DR-34' }, ...wholePercentage },
  { pattern: 'outlierDetection.minHealthPercent', check: { code: 'V-DR-34' }, ...wholePercentage },
  {
    pattern: 'loadBalancer.consistentHash.maglev.tableSize',
    check: { code: 'V-DR-46' },
    taken: `at most ${LARGEST_TABLE}`,
    isTaken: (value) => value <= LARGEST_TABLE,
  },
  {
    pattern: 'loadBalancer.consistentHash.maglev.tableSize',
    check: { code: 'V-DR-47' },
    taken: 'a prime',
    isTaken: (value) => value < 1 || value > LARGEST_TABLE || isPrime(value),
  },
  { pattern: 'loadBalancer.warmup.aggression', check: { code: 'V-DR-51', since: '1.24' }, ...positive },
  {
    pattern: 'loadBalancer.localityLbSetting.distribute[].to{}',
    check: { code: 'V-DR-54' },
    taken: 'a weight from 1 to 100',
    isTaken: (value) => value >= 1 && value <= 100,
  },
];

const TABLE: FieldTable<NumberRow> = new Map<`${string}/${string}`, readonly NumberRow[]>([
  [
    'networking.istio.io/VirtualService',
    atEach(
      ['http[]'],
      [
        { pattern: 'directResponse.status', check: { code: 'V-VS-92' }, ...status },
        { pattern: 'fault.abort.httpStatus', check: { code: 'V-VS-104' }, ...status },
        { pattern: 'fault.abort.percentage.value', check: { code: 'V-VS-101' }, ...share },
        { pattern: 'fault.delay.percentage.value', check: { code: 'V-VS-101' }, ...share },
        { pattern: 'mirrorPercentage.value', check: { code: 'V-VS-140' }, ...percentage },
        { pattern: 'mirrors[].percentage.value', check: { code: 'V-VS-143' }, ...percentage },
        { pattern: 'mirrorPercent', check: { code: 'V-VS-138' }, ...percentage },
        { pattern: 'mirror_percent', check: { code: 'V-VS-138' }, ...percentage },
        { pattern: 'retries.attempts', check: { code: 'V-VS-120' }, ...count },
        {
          pattern: 'redirect.redirectCode',
          check: { code: 'V-VS-83' },
          taken: 'a status from 300 to 399',
          isTaken: (value) => value === 0 || (value >= 300 && value <= 399),
        },
      ],
    ),
  ],
  ['networking.istio.io/DestinationRule', [...atEach(POLICY_POOLS, POOL), ...atEach(POLICIES, POLICY)]],
  ['networking.istio.io/Sidecar', atEach(SIDECAR_POOLS, POOL)],
]);

export const outOfRange = defineRule({
  id: 'number/out-of-range',
  title: 'Number is none that the webhook takes',
  severity: 'error',
  preset: 'recommended',
  kinds: [...TABLE.keys()],
  fields: fieldsIn(TABLE),
  scope: 'document',
  equivalents: equivalentsOf(TABLE),
  docs: {
    why: 'Percentages go from 0 to 100, answers have a status from 200 to 600, limits are not below zero, tables of Maglev have a prime size. The schema of the API server leaves such numbers alone; the webhook refuses the object.',
    fix: 'Write a number in the range that the message names.',
  },
  messages: {
    outOfRange: ({ field, value, taken }: { field: string; value: number; taken: string }) =>
      `"${field}" is ${value}, and must be ${taken}`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    for (const { entry, field } of fieldsOf(ctx.resource, TABLE)) {
      const value = field.number();
      if (value === undefined || Number.isNaN(value) || entry.isTaken(value)) continue;
      const equivalents = equivalentsAt(ctx.world, entry.check);
      if (equivalents.length === 0) continue;
      ctx.report({
        message: 'outOfRange',
        at: field.path,
        data: { field: nameOf(entry.pattern), value, taken: entry.taken },
        equivalents,
        fixes: entry.taken === 'a prime' ? ['usePrime'] : [],
      });
    }
  },
  fixes: {
    usePrime: suggestion((finding) =>
      nearestPrimes(Number(finding.data['value']), LARGEST_TABLE).map((prime) => use(finding, prime)),
    ),
  },
});

/** The last name of a pattern: `percentage.value` for what would say little alone. */
function nameOf(pattern: string): string {
  const [last = '', before] = pattern
    .replace(/\{\}|\[\]/g, '')
    .split('.')
    .reverse();
  return last === 'value' ? `${before}.${last}` : last;
}

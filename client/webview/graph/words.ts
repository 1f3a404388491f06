/** What pictures say, in words: for screen readers, tooltips and the table. */
import type { Card, CardRow, FindingMark } from '../../../server/src/graph/picture/picture.ts';

export const KINDS: Readonly<Record<Card['kind'], string>> = {
  gateway: 'Gateway',
  host: 'Host',
  service: 'Service',
  'service-entry': 'ServiceEntry',
  workload: 'Workload that no service selects',
  unknown: 'Destination',
  namespace: 'Namespace, closed',
};

const MTLS = {
  strict: 'mutual TLS strict',
  permissive: 'mutual TLS permissive: plaintext is let in, too',
  disabled: 'mutual TLS disabled',
  mixed: 'mutual TLS differs by port or workload',
} as const;

const ACCESS = {
  policies: 'policies decide who may call it',
  open: 'no policy: anyone may call it',
  external: 'an external authorizer decides',
} as const;

/** One line for a screen reader. */
export function aloudOf(card: Card): string {
  return factsOf(card).join(', ');
}

export function factsOf(card: Card): readonly string[] {
  const { kind, band, rows, mtls, access, findings, state, waypoint } = card;
  return [
    KINDS[kind],
    ...(band === '' ? [] : [`namespace ${band}`]),
    ...(rows.length > 0 ? [`${rows.length} ${rowNoun(card)}${rows.length === 1 ? '' : 's'}`] : []),
    ...(mtls === undefined ? [] : [MTLS[mtls]]),
    ...(access === undefined ? [] : [ACCESS[access]]),
    ...(waypoint === undefined ? [] : [`waypoint ${waypoint}`]),
    ...(state === 'missing' ? ['not found'] : state === 'unjudged' ? ['not judged'] : []),
    ...countOf(findings),
  ];
}

function rowNoun({ kind, rows }: Card): string {
  if (kind === 'host') return 'route';
  return rows.every(({ side }) => side !== undefined) ? 'subset' : 'workload';
}

export function aloudOfRow(card: Card, { order, findings, hasFault }: CardRow): string {
  return [
    order === undefined ? `Part of ${card.name}` : `Route ${order} of ${card.name}`,
    ...(hasFault === true ? ['with fault injection'] : []),
    ...countOf(findings),
  ].join(', ');
}

export function countOf(findings: FindingMark | undefined): readonly string[] {
  if (findings === undefined) return [];
  const { count, worst } = findings;
  return [
    `${count} ${count === 1 ? worst : `findings, the worst of them ${worst === 'error' ? 'an error' : `a ${worst}`}`}`,
  ];
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

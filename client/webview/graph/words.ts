/** What pictures say, in words: for screen readers, tooltips and the table. */
import type { Access, Card, CardRow, FindingMark, Mtls } from '../../../server/src/graph/picture/picture.ts';
import type { PictureWords } from '../../../server/src/graph/picture/words.ts';
import {
  retries as counted,
  findings as findingsIn,
  gateways,
  hosts,
  routes,
  services,
  subsets,
  workloads,
} from '../shared/counts.ts';
import { t } from '../shared/l10n.ts';
import { shown } from '../shared/text.ts';

/** What stands in the picture itself. */
export function pictureWords(): PictureWords {
  return {
    title: t('Service mesh'),
    heads: [t('Gateways'), t('Hosts, their routes in order'), t('Services, subsets, workloads')],
    noNamespace: t('no namespace'),
    notFound: t('not found'),
    notJudged: t('not judged'),
    noRoute: t('no route'),
    routes,
    about: (counts) =>
      [
        gateways(counts.gateways),
        hosts(counts.hosts),
        services(counts.services),
        t('{0} destinations of routes', counts.destinations),
      ].join(', '),
  };
}

function kindOf(kind: Card['kind']): string {
  switch (kind) {
    case 'gateway':
      return t('Gateway');
    case 'host':
      return t('Host');
    case 'service':
      return t('Service');
    case 'service-entry':
      return 'ServiceEntry';
    case 'workload':
      return t('Workload that no service selects');
    case 'unknown':
      return t('Destination');
    case 'namespace':
      return t('Namespace, closed');
  }
}

export function mtlsOf(mtls: Mtls): string {
  switch (mtls) {
    case 'strict':
      return t('mutual TLS strict');
    case 'permissive':
      return t('mutual TLS permissive: plaintext is let in, too');
    case 'disabled':
      return t('mutual TLS disabled');
    case 'mixed':
      return t('mutual TLS differs by port or workload');
  }
}

/** In the head of a band. */
export function shortMtls(mtls: Mtls): string {
  switch (mtls) {
    case 'strict':
      return t('mTLS strict');
    case 'permissive':
      return t('mTLS permissive');
    case 'disabled':
      return t('mTLS disabled');
    case 'mixed':
      return t('mTLS mixed');
  }
}

function accessOf(access: Access): string {
  switch (access) {
    case 'policies':
      return t('policies decide who may call it');
    case 'open':
      return t('no policy: anyone may call it');
    case 'external':
      return t('an external authorizer decides');
  }
}

/** One line for a screen reader. */
export function aloudOf(card: Card): string {
  return factsOf(card).join(', ');
}

export function factsOf(card: Card): readonly string[] {
  const { kind, band, rows, mtls, access, findings, waypoint } = card;
  return [
    kindOf(kind),
    ...(band === '' ? [] : [t('namespace {0}', band)]),
    ...(rows.length > 0 ? [rowsOf(card)] : []),
    ...(mtls === undefined ? [] : [mtlsOf(mtls)]),
    ...(access === undefined ? [] : [accessOf(access)]),
    ...(waypoint === undefined ? [] : [t('waypoint {0}', waypoint)]),
    ...stateOf(card),
    ...(card.isBroken === true ? [t('its text cannot be read now: drawn as it was')] : []),
    ...countOf(findings),
  ];
}

export function stateOf({ state }: Pick<Card, 'state'>): readonly string[] {
  if (state === undefined) return [];
  return [state === 'missing' ? t('not found') : t('not judged')];
}

function rowsOf({ kind, rows }: Card): string {
  if (kind === 'host') return routes(rows.length);
  return rows.every(({ side }) => side !== undefined) ? subsets(rows.length) : workloads(rows.length);
}

/** What is written about time and tries. */
export function settingsOf({ timeout, retries, perTry }: CardRow): readonly string[] {
  return [
    ...(timeout === undefined ? [] : [t('⏱ timeout {0}', shown(timeout))]),
    ...(retries === undefined ? [] : [retries === 0 ? t('↻ no retries') : t('↻ {0}', counted(retries))]),
    ...(perTry === undefined ? [] : [t('{0} each try', shown(perTry))]),
  ];
}

export function aloudOfRow(card: Card, row: CardRow): string {
  const { order, findings, hasFault } = row;
  return [
    order === undefined ? t('Part of {0}', card.name) : t('Route {0} of {1}', order, card.name),
    ...(hasFault === true ? [t('with fault injection')] : []),
    ...settingsOf(row),
    ...countOf(findings),
  ].join(', ');
}

export function countOf(findings: FindingMark | undefined): readonly string[] {
  if (findings === undefined) return [];
  const { count, worst } = findings;
  const isOne = count === 1;
  switch (worst) {
    case 'error':
      return [isOne ? t('1 error') : t('{0}, the worst of them an error', findingsIn(count))];
    case 'warning':
      return [isOne ? t('1 warning') : t('{0}, the worst of them a warning', findingsIn(count))];
    case 'info':
      return [isOne ? t('1 note') : t('{0}, the worst of them a note', findingsIn(count))];
  }
}

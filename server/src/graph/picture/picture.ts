/** The mesh as cards in three columns: gateways, hosts with their routes, services with subsets and workloads. Shapes only. */

export type CardKind =
  | 'gateway'
  | 'host'
  | 'service'
  | 'service-entry'
  | 'workload'
  | 'unknown'
  | 'namespace';

/** `missing`: proved to be nowhere. `unjudged`: the files do not prove it. */
export type CardState = 'missing' | 'unjudged';

export interface FindingMark {
  readonly worst: 'error' | 'warning' | 'info';
  readonly count: number;
  /** The first messages, the worst first. */
  readonly messages: readonly string[];
  /** Of the worst. */
  readonly place?: string;
}

export interface CardRow {
  readonly id: string;
  /** Position in the list of routes, from 1. */
  readonly order?: number;
  readonly text: string;
  /** At the right: workloads of a subset, `20 : 80` of a route. */
  readonly side?: string;
  /** Percent of each destination, when there are several. */
  readonly shares?: readonly number[];
  readonly hasFault?: boolean;
  /** Of a route, as written. */
  readonly timeout?: string;
  readonly retries?: number;
  readonly perTry?: string;
  readonly place?: string;
  readonly findings?: FindingMark;
}

export type Mtls = 'strict' | 'permissive' | 'disabled' | 'mixed';
export type Access = 'policies' | 'open' | 'external';

export interface Card {
  readonly id: string;
  readonly kind: CardKind;
  /** 0: gateways, 1: hosts, 2: what they send to. */
  readonly column: 0 | 1 | 2;
  /** Namespace in whose band it stands; empty for gateways. */
  readonly band: string;
  /** As short as it is clear in its band. */
  readonly name: string;
  /** The name in full, when it is another. */
  readonly full?: string;
  /** A second line: ports of a gateway. */
  readonly note?: string;
  readonly rows: readonly CardRow[];
  readonly state?: CardState;
  /** Why it is not judged, or what is wrong: a sentence. */
  readonly why?: string;
  readonly mtls?: Mtls;
  readonly access?: Access;
  /** Ambient: `namespace/name` of the waypoint that its traffic passes. */
  readonly waypoint?: string;
  /** What applies to it, told when it is looked at. */
  readonly policies?: readonly string[];
  readonly place?: string;
  readonly findings?: FindingMark;
  /** The open file writes a part of it. */
  readonly isTouched?: boolean;
  /** Its text cannot be read now: it is drawn as it was. */
  readonly isBroken?: boolean;
}

export interface PictureLink {
  readonly id: string;
  /** Ids of cards or of their rows. */
  readonly from: string;
  readonly to: string;
  readonly kind: 'admits' | 'routes' | 'mirrors';
  /** Percent. */
  readonly share?: number;
  readonly state?: CardState;
  readonly place?: string;
}

export interface Picture {
  readonly cards: readonly Card[];
  readonly links: readonly PictureLink[];
}

export const CARD_HEAD = 26;
export const CARD_ROW = 20;
/** Between the columns lies room for the lines. */
export const COLUMNS = [
  { x: 16, width: 146 },
  { x: 246, width: 276 },
  { x: 606, width: 246 },
] as const;
export const CARD_GAP = 7;
export const BAND_X = 230;
export const BAND_WIDTH = 638;
export const BAND_HEAD = 27;
export const BAND_GAP = 12;
/** Below the last card of a band. */
export const BAND_FOOT = 8;
export const PICTURE_WIDTH = 884;

/** Whole pixels; a closed card is its head. */
export function cardHeight(
  { kind, rows, note }: Pick<Card, 'kind' | 'rows' | 'note'>,
  isOpen: boolean,
): number {
  if (kind === 'gateway' && note !== undefined && note !== '') return CARD_HEAD + CARD_ROW - 2;
  return isOpen && rows.length > 0 ? CARD_HEAD + CARD_ROW * rows.length + 4 : CARD_HEAD;
}

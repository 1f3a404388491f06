/** What the routes panel shows. Types only; the page reads them too. */
import type { Link, PanelHead, PanelItem, PlaceId, Sentence } from '../panels/panel-data.ts';

export interface Choice {
  /** What the page sends back. */
  readonly id: string;
  readonly text: string;
}

export interface RoutesShown {
  /** In full. */
  readonly host: string;
  readonly hosts: readonly string[];
  /** Whose proxy decides: sidecars of a namespace, a workload, a gateway's server. */
  readonly seenBy: string;
  readonly viewpoints: readonly Choice[];
  readonly ports: readonly number[];
  readonly port: number;
  /** How the list came about. */
  readonly story: Sentence;
  /** What happens when nothing matches. */
  readonly otherwise: Sentence;
}

export type RoutesHead = PanelHead<RoutesShown>;

export interface ConditionText {
  readonly text: string;
  readonly place: PlaceId;
}

/** All conditions of a block hold together; one block of a rule is enough. */
export interface BlockRow {
  readonly conditions: readonly ConditionText[];
  /** Why this block counts for nothing here. */
  readonly never?: string;
}

export interface DestinationRow {
  readonly text: string;
  readonly place: PlaceId;
  /** Percent; undefined when no share can be told. */
  readonly share?: number;
  readonly state: 'good' | 'missing' | 'unjudged';
  readonly why?: string;
}

export interface SettingText {
  readonly text: string;
  /** Written nowhere. */
  readonly isDefault: boolean;
  readonly place?: PlaceId;
}

export interface RouteRank {
  readonly path: 'exact' | 'prefix' | 'regex';
  /** Characters of the path. */
  readonly length: number;
  readonly method: boolean;
  readonly headers: number;
  readonly params: number;
}

export interface RouteRow extends PanelItem {
  readonly protocol: 'http' | 'tls' | 'tcp';
  /** From 1, as shown. */
  readonly order: number;
  /** Of the Gateway API: what gives it its place among the others. */
  readonly rank?: RouteRank;
  readonly name?: string;
  readonly place: PlaceId;
  /** Name of the object that it is written in, when the table shows several. */
  readonly from?: string;
  readonly when: readonly BlockRow[];
  readonly to: readonly DestinationRow[];
  /** Redirect, direct response, or why nothing is sent. */
  readonly action?: Sentence;
  readonly timeout?: SettingText;
  readonly retries?: SettingText;
  readonly extras: readonly Link[];
  /** Why no request reaches it; `by`: id of the row that takes them. */
  readonly never?: { readonly text: string; readonly by?: string };
}

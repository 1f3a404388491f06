/** What the security panel shows. Types only; the page reads them too. */
import type { Link, PanelHead, PanelItem, PlaceId, Sentence } from '../panels/panel-data.ts';
import type { DetailLine } from '../request-answer/request-data.ts';

export interface CallerColumn {
  readonly id: string;
  readonly text: string;
}

/**
 * A letter for each caller: `A` every operation, `S` some, `O` no policy: anyone, `D` a DENY policy, `N` not allowed, `U` not
 * judged; of many together `P`: some of them have no policy.
 */
export type Cells = string;

export interface PostureRow extends PanelItem {
  /** `head`: a namespace over its services; `namespace`: all of its services as one row. */
  readonly sort: 'service' | 'head' | 'namespace';
  readonly namespace: string;
  readonly name: string;
  readonly place?: PlaceId;
  /** Services of a namespace. */
  readonly count: number;
  readonly mtls: { readonly text: string; readonly isPlain: boolean; readonly place?: PlaceId };
  readonly policies: { readonly text: string; readonly isOpen: boolean; readonly links: readonly Link[] };
  readonly cells: Cells;
  /** Who enforces, where it is no sidecar: ztunnel does not look into requests. */
  readonly layer?: 'ztunnel' | 'waypoint' | 'no proxy' | 'no workload';
}

/** One cell, opened. */
export interface CellDetail {
  readonly row: string;
  readonly caller: string;
  readonly title: string;
  readonly parts: readonly {
    readonly title: string;
    readonly text: Sentence;
    readonly lines: readonly DetailLine[];
    /** What the request panel is asked with. */
    readonly attempt?: object;
  }[];
  /** Parts that are not shown. */
  readonly more: number;
}

export interface PostureShown {
  readonly callers: readonly CallerColumn[];
  /** Columns are namespaces. */
  readonly isCollapsed: boolean;
  readonly open: readonly string[];
  readonly services: number;
  readonly namespaces: number;
  readonly plaintext: number;
  readonly unguarded: number;
  readonly unjudged: number;
  readonly detail?: CellDetail;
}

export type PostureHead = PanelHead<PostureShown>;

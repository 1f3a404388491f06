/** What the mesh graph shows. Types only; the page reads them too. */
import type { Card, FindingMark, Mtls, PictureLink } from '../../graph/picture/picture.ts';
import type { PanelHead, PanelItem } from '../panels/panel-data.ts';

export interface NamespaceTile {
  readonly name: string;
  readonly services: number;
  readonly hosts: number;
  readonly mtls?: Mtls;
  /** With the first message alone: its cards tell the others, and where they stand. */
  readonly findings?: FindingMark;
  readonly isTouched: boolean;
  /** Gateways that let requests in. */
  readonly gateways: readonly string[];
  /** Cards and rows in it that the search finds, while they are not drawn. */
  readonly matches?: number;
}

export interface GraphShown {
  readonly counts: {
    readonly gateways: number;
    readonly hosts: number;
    readonly services: number;
    readonly namespaces: number;
  };
  /** Destinations of routes, and how many of them the files prove or disprove. */
  readonly references: { readonly all: number; readonly judged: number };
  /** All of them, by name. */
  readonly namespaces: readonly NamespaceTile[];
  /** Those whose cards are sent; with none, tiles are drawn. */
  readonly open: readonly string[];
  /** A person has chosen which. */
  readonly isChosen: boolean;
  /** What the matches of closed namespaces are of; empty when nothing is searched. */
  readonly search: string;
  /** Open namespaces that were closed, because more cards cannot be read. */
  readonly closed: readonly string[];
  /** Findings of resources that are not drawn. */
  readonly otherFindings: number;
}

export type GraphHead = PanelHead<GraphShown>;

export interface CardItem extends PanelItem {
  readonly card: Card;
}

export interface LinkItem extends PanelItem {
  readonly link: PictureLink;
}

export type GraphItem = CardItem | LinkItem;

/** What the explain panel shows. Types only; the page reads them too. */
import type { PanelHead, PanelItem, PlaceId } from '../panels/panel-data.ts';

export interface SentenceRow extends PanelItem {
  readonly sort: 'sentence';
  /** Title of the paragraph that it stands in. */
  readonly part: string;
  readonly text: string;
  readonly place?: PlaceId;
}

export interface CommandRow extends PanelItem {
  readonly sort: 'command';
  /** For a shell; never run by us. */
  readonly command: string;
  readonly expect: string;
}

export type ExplainItem = SentenceRow | CommandRow;

export interface ExplainShown {
  /** Kind, namespace and name. */
  readonly title: string;
  readonly place: PlaceId;
  /** Titles of the paragraphs, in their order. */
  readonly parts: readonly string[];
}

export type ExplainHead = PanelHead<ExplainShown>;

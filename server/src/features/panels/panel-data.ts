/** What every panel sends to its page: plain data, in which places are named by ids. Types only; pages read them too. */

/** Names a place of the answer: the page knows no address, and can only ask to open what it was told of. */
export type PlaceId = string;

export interface Link {
  readonly text: string;
  readonly place?: PlaceId;
}

export type Sentence = readonly (string | Link)[];

/** A row, a node, an edge: what is compared and replaced as a whole. Ids stay over edits that keep the name. */
export interface PanelItem {
  readonly id: string;
}

/** Why there is nothing to see, and which kinds of object have something to show. */
export interface EmptyAnswer {
  readonly state: 'empty';
  readonly why: Sentence;
}

export type PanelHead<Head> = ({ readonly state: 'shown' } & Head) | EmptyAnswer;

/** What a page and its host say to each other. Types only: both sides check what they get. */

/** A part of what a page shows, replaced as a whole. */
export interface Item {
  readonly id: string;
}

/** Nothing (`state: ready`), or what keeps the picture from being the whole truth. */
export interface PageStatus {
  readonly state: 'ready' | 'indexing' | 'stopped';
  /** Name of the file that is followed, or that was when following ended. */
  readonly file: string;
  readonly isFollowing: boolean;
  /** The server takes its time: what is shown may be old. */
  readonly isBusy: boolean;
  /** While `indexing`: files that were read, of all. */
  readonly reading?: { readonly done: number; readonly all: number };
}

export type ToPage =
  /** Before all others. `texts`: words of the page in the editor's language, by their English. */
  | { readonly type: 'start'; readonly texts: Readonly<Record<string, string>> }
  /** Everything anew. */
  | {
      readonly type: 'data';
      readonly revision: number;
      readonly head: unknown;
      readonly items: readonly Item[];
      /** `file.yaml:31` of each place, by its id. */
      readonly labels: readonly (readonly [id: string, label: string])[];
    }
  /** From revision `base`; a page that has another asks for `all`. */
  | {
      readonly type: 'difference';
      readonly base: number;
      readonly revision: number;
      /** Absent: as it was. */
      readonly head?: unknown;
      readonly put: readonly Item[];
      readonly gone: readonly string[];
      /** Ids in their order; absent: as it was. */
      readonly order?: readonly string[];
      readonly labels: readonly (readonly [id: string, label: string])[];
      readonly lostLabels: readonly string[];
    }
  /** To be kept beside the page's look: what the host needs to ask again after a reload. */
  | { readonly type: 'keep'; readonly state: Omit<KeptState, 'look'> }
  | { readonly type: 'status'; readonly status: PageStatus }
  /** Ids of places that hold the cursor, the innermost last. */
  | { readonly type: 'here'; readonly places: readonly string[] };

export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'all' }
  /** What a person has chosen: sent to the server as it is. */
  | { readonly type: 'ask'; readonly input: unknown }
  | {
      readonly type: 'open';
      readonly place: string;
      readonly beside: boolean;
      /** The editor takes the focus. */
      readonly focus: boolean;
    }
  | { readonly type: 'copy'; readonly text: string }
  /** `content`: of an SVG its text, of a PNG a `data:` address; Mermaid is written by the server. */
  | {
      readonly type: 'save';
      readonly format: 'svg' | 'png' | 'mermaid';
      readonly content: string;
      /** Too large for a picture of pixels, so it was drawn smaller. */
      readonly isReduced?: boolean;
    }
  | { readonly type: 'follow'; readonly isFollowing: boolean }
  /** Another panel, for a place of the last answer or the panel's own cursor; `input`: what it is asked with. */
  | {
      readonly type: 'show';
      readonly panel: string;
      readonly place?: string | undefined;
      readonly input?: unknown;
    }
  /** What this panel's kind can do beside the page; `restartServer` and `showUnchecked` can all of them. */
  | { readonly type: 'act'; readonly action: string };

/** Kept by the editor over reloads of the window; another version is dropped. */
export interface KeptState {
  readonly version: 1;
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly isFollowing: boolean;
  readonly input: unknown;
  /** The page's own: scroll, selection. */
  readonly look: unknown;
}

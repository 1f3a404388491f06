/** What is asked for preview panels: a part of `protocol.ts`, under the same rules. */
import type { Range } from 'vscode-languageserver';

/** What a preview panel shows: plain data of one version of the mesh. */
export const PANEL = 'meshwright/panel';
/** Notification from server to client: answers to `PANEL` may be others now. Sent only after the first such request. */
export const MESH_CHANGED = 'meshwright/meshChanged';

export interface PanelParams {
  /** A name of `PANELS` in the server: `routes`. */
  readonly panel: string;
  /** The file that is asked from, and the place of the cursor in it. */
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
  /** What a person has chosen in the page. */
  readonly input?: unknown;
}

export interface PanelPlace {
  /** As the data name it. */
  readonly id: string;
  readonly uri: string;
  readonly range: Range;
}

export interface PanelResult {
  /** `indexing`: folders are being read, there may be more to come. */
  readonly state: 'indexing' | 'ready';
  /** While folders are being read: files that were, of all. */
  readonly reading?: { readonly done: number; readonly all: number };
  /** The panel's own data (`features/<panel>/<panel>-data.ts`). */
  readonly head: unknown;
  readonly items: readonly { readonly id: string }[];
  /** Where the places stand that the data name by id. */
  readonly places: readonly PanelPlace[];
  /** Ids of the places that hold the cursor, the innermost last. */
  readonly here: readonly string[];
  /** Nothing of a mesh stands at the cursor, and all files are read: a page that has followed it there goes on with what it shows. */
  readonly isElsewhere?: boolean;
}

/** The mesh of a file as Mermaid text. */
export const GRAPH_TEXT = 'meshwright/graphText';

export interface GraphTextParams {
  readonly uri: string;
}

export interface GraphTextResult {
  /** Empty when the file has no mesh. */
  readonly text: string;
}

/** A request of the panel, written down as a test. */
export const KEEP_TEST = 'meshwright/keepTest';

export interface KeepTestParams {
  /** Of the file of tests; empty when there is none yet. */
  readonly text: string;
  /** Name of a new suite. */
  readonly suite: string;
  /** An entry of `requests`. */
  readonly test: unknown;
}

export interface KeepTestResult {
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  /** Why the text cannot be changed so. */
  readonly refused?: string;
}

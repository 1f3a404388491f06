/** What tells one panel from another on the client's side: everything else is the host's. */
import type { LanguageServer } from '../../language-server.ts';
import type { Cursor } from './place-table.ts';

export interface PanelKind {
  /** Of the page's bundle and of the server's panel; the view type is `meshwright.<name>`. */
  readonly name: string;
  /** Of the tab. */
  title(): string;
  /** What its page may ask for, by name. */
  readonly acts?: ReadonlyMap<string, PanelAct>;
}

export interface ActSubject {
  /** Of the last answer, as the server has sent it. */
  readonly head: unknown;
  readonly cursor: Cursor;
  readonly server: LanguageServer;
}

export type PanelAct = (subject: ActSubject) => Promise<void>;

export function viewType({ name }: Pick<PanelKind, 'name'>): string {
  return `meshwright.${name}`;
}

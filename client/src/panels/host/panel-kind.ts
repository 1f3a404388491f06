/** What tells one panel from another on the client's side: everything else is the host's. */
export interface PanelKind {
  /** Of the page's bundle and of the server's panel; the view type is `meshwright.<name>`. */
  readonly name: string;
  /** Of the tab. */
  title(): string;
}

export function viewType({ name }: Pick<PanelKind, 'name'>): string {
  return `meshwright.${name}`;
}

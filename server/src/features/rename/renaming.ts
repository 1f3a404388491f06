/** What a renaming is, before it becomes edits. */
import type { TextEdit } from '../../base/text-edit.ts';
import type { RenameRule } from '../../workspace/references/reference-kind.ts';
import type { PlacedSite, SiteFacts } from '../../workspace/references/site.ts';
import type { SiteAt } from '../../workspace/references/sites-at.ts';

/** What is renamed together: the first target tells how the name is written. */
export interface Renaming {
  readonly site: SiteAt;
  readonly rule: RenameRule<SiteFacts>;
  readonly targets: readonly PlacedSite[];
  readonly origins: readonly PlacedSite[];
}

export type Refusal = { readonly refused: string };

/** Changes by URI, in file offsets. */
export type RenameEdits = ReadonlyMap<string, readonly TextEdit[]>;

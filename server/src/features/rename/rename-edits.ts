/** A renaming as operations: each scalar is written once, however many names in it change. */
import { planChange } from '../../workspace/edits/plan-change.ts';
import type { SharedScope } from '../../workspace/origin.ts';
import type { PlacedSite } from '../../workspace/references/site.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { Respelling } from '../../yaml/edit-respell.ts';
import type { Refusal, RenameEdits, Renaming } from './renaming.ts';
import { writtenAt } from './written-at.ts';

interface Respelled {
  readonly of: Slot;
  readonly path: string;
  /** By where they start. */
  readonly parts: Map<number, Respelling>;
}

export function renameEdits(
  snapshot: Snapshot,
  { site: asked, targets, origins, rule }: Renaming,
  newName: string,
): { readonly edits: RenameEdits } | Refusal {
  const byScalar = new Map<string, Respelled>();
  for (const site of [...targets, ...origins]) {
    const written = writtenAt(snapshot, site);
    if (written === undefined) return refusalAt(snapshot, site);
    const name = rule.nameIn?.(written, targets[0]?.row) ?? written;
    const start = (site.row.slice?.start ?? 0) + written.indexOf(name);
    const of = snapshot.slotOf(site.resource);
    const { path } = site.row;
    // In several worlds a file is one text.
    const key = `${of.unit} ${of.index} ${path}`;
    const scalar = byScalar.get(key) ?? { of, path, parts: new Map<number, Respelling>() };
    byScalar.set(key, scalar);
    scalar.parts.set(start, { start, end: start + name.length, text: newName });
  }
  const operations = [...byScalar.values()].map(({ of, path, parts }) => ({
    op: 'respell' as const,
    of,
    path,
    parts: [...parts.values()],
  }));
  const change = planChange(snapshot, asked.resource, operations, EVERYWHERE);
  return 'refused' in change ? change : { edits: change.edits };
}

/** Every world that is made of a shared text has been looked at by whoever linked the names. */
const EVERYWHERE: SharedScope = () => true;

function refusalAt(snapshot: Snapshot, site: PlacedSite): Refusal {
  const { name, uri } = snapshot.slotOf(site.resource);
  return { refused: `"${name}" in ${uri} names it through an alias or a template; change that first` };
}

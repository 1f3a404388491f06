/** Renames a thing and every spelling of it, or says why it cannot. */
import { type OffsetRange, shiftRange } from '../../base/offset-range.ts';
import { originsOf } from '../../workspace/references/lookup.ts';
import { referenceKind } from '../../workspace/references/reference-kinds.ts';
import { isSameName, sitesAt } from '../../workspace/references/sites-at.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { linkedInWorlds } from './linked-in-worlds.ts';
import { nameInTheWay } from './name-in-the-way.ts';
import { renameEdits } from './rename-edits.ts';
import type { Refusal, RenameEdits, Renaming } from './renaming.ts';
import { writtenAt } from './written-at.ts';

export interface RenamePlace {
  /** The name, as it is written at the cursor. */
  readonly range: OffsetRange;
  readonly name: string;
}

/** Whether something can be renamed here; undefined where no name stands. */
export function prepareRename(
  snapshot: Snapshot,
  uri: string,
  offset: number,
): RenamePlace | Refusal | undefined {
  const found = renamingAt(snapshot, uri, offset);
  if (found === undefined || 'refused' in found) return found;
  const { site, rule, targets } = found;
  const written = writtenAt(snapshot, site);
  if (written === undefined) return { refused: 'This name is brought here by an alias or a template' };
  const name = rule.nameIn?.(written, targets[0]?.row) ?? written;
  const raw = snapshot.file(uri)?.text.slice(site.range.start, site.range.end) ?? '';
  return { range: shiftRange(nameIn(raw, name), site.range.start), name };
}

/** Where the name stands in the text of the scalar; all that is between the quotes when it is written with escapes. */
function nameIn(raw: string, name: string): OffsetRange {
  const at = raw.indexOf(name);
  if (at >= 0) return { start: at, end: at + name.length };
  const isQuoted = raw.length > 1 && /^["']/.test(raw) && raw.at(-1) === raw[0];
  return isQuoted ? { start: 1, end: raw.length - 1 } : { start: 0, end: raw.length };
}

export function rename(
  snapshot: Snapshot,
  uri: string,
  offset: number,
  newName: string,
): { readonly edits: RenameEdits } | Refusal | undefined {
  const found = renamingAt(snapshot, uri, offset);
  if (found === undefined || 'refused' in found) return found;
  const problem = found.rule.problemWith(newName, found.targets[0]?.row);
  if (problem !== undefined) return { refused: problem };
  const obstacle = nameInTheWay(found, newName) ?? companionProblem(snapshot, found);
  if (obstacle !== undefined) return { refused: obstacle };
  return renameEdits(snapshot, found, newName);
}

/** The narrowest name at the cursor that means something. */
function renamingAt(snapshot: Snapshot, uri: string, offset: number): Renaming | Refusal | undefined {
  let refusal: Refusal | undefined;
  const sites = sitesAt(snapshot, uri, offset);
  for (const site of sites) {
    const { rename: rule, identity, noun } = referenceKind(site.row.kind);
    if (site.row.isLoose === true) continue;
    if ('refused' in rule) {
      refusal ??= { refused: rule.refused };
      continue;
    }
    const linked = linkedInWorlds(
      snapshot,
      sites.filter((other) => isSameName(site, other)),
    );
    if ('refused' in linked) return linked;
    const fixed = rule.fixed?.(linked.targets[0]?.row);
    if (fixed !== undefined) {
      refusal ??= { refused: fixed };
      continue;
    }
    const obstacle = rule.obstacle?.(site.world, site.row.name);
    if (obstacle !== undefined) return { refused: obstacle };
    if (linked.targets.length > 0 || identity === 'name') return { site, rule, ...linked };
    refusal ??= { refused: `This ${noun} is not defined in the workspace` };
  }
  return refusal;
}

/** What else a renamed place defines, and is named elsewhere: it would lose its name without its uses. */
function companionProblem(snapshot: Snapshot, { site, targets }: Renaming): string | undefined {
  for (const { row, resource } of targets) {
    for (const other of sitesOf(snapshot.slotOf(resource).resource).targets) {
      if (other.path !== row.path || other.kind === row.kind) continue;
      const uses = originsOf(site.world, { row: other, resource });
      if (uses.length > 0)
        return `"${other.name}" is named after it and used as a ${referenceKind(other.kind).noun}`;
    }
  }
  return undefined;
}

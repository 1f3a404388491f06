/** The published findings of each file, kept until something that they were made of is another. */
import { Slot } from '../slot.ts';
import type { World } from '../world.ts';
import type { PublishedFile } from './publish-file.ts';

interface Kept {
  readonly published: PublishedFile;
  /** While this is the same, so is everything. */
  moment: string;
  /** What it was made of: compared one by one when the moment is another. */
  readonly inputs: readonly unknown[];
  /** Objects in other files, whose places it names. */
  readonly related: ReadonlySet<Slot>;
}

export class PublishedFiles {
  readonly #kept = new Map<string, Kept>();

  forget(uri: string): void {
    this.#kept.delete(uri);
  }

  forgetAll(): void {
    this.#kept.clear();
  }

  /**
   * @param version of the workspace
   * @param worlds that show the file
   * @param own what else it is made of, compared by identity
   */
  get(
    uri: string,
    {
      version,
      worlds,
      own,
    }: { readonly version: number; readonly worlds: readonly World[]; readonly own: readonly unknown[] },
    publish: () => PublishedFile,
  ): PublishedFile {
    const moment = momentOf(version, worlds);
    const kept = this.#kept.get(uri);
    if (kept?.moment === moment) return kept.published;
    if (kept !== undefined && isAsBefore(kept, uri, worlds, own)) {
      kept.moment = moment;
      return kept.published;
    }
    const published = publish();
    const related = relatedSlots(uri, worlds);
    const inputs: unknown[] = [];
    everyInput({ uri, worlds, own, related }, (input) => inputs.push(input) > 0);
    this.#kept.set(uri, { published, moment, inputs, related });
    return published;
  }
}

/** Runs are only ever counted up. */
function momentOf(version: number, worlds: readonly World[]): string {
  let runs = 0;
  for (const { runCount } of worlds) runs += runCount;
  return `${version} ${runs}`;
}

/** Asked for each file behind each edit, so it makes nothing. */
function isAsBefore(
  { inputs, related }: Pick<Kept, 'inputs' | 'related'>,
  uri: string,
  worlds: readonly World[],
  own: readonly unknown[],
): boolean {
  let at = 0;
  const isSame = everyInput({ uri, worlds, own, related }, (input) => input === inputs[at++]);
  return isSame && at === inputs.length;
}

interface Made {
  readonly uri: string;
  readonly worlds: readonly World[];
  readonly own: readonly unknown[];
  readonly related: ReadonlySet<Slot>;
}

/** Goes through what a file's findings are made of; false as soon as `visit` is. */
function everyInput({ uri, worlds, own, related }: Made, visit: (input: unknown) => boolean): boolean {
  for (const each of own) if (!visit(each)) return false;
  for (const world of worlds) {
    if (!visit(world) || !visit(world.config.completeness)) return false;
    for (const problem of world.problemsIn(uri)) if (!visit(problem)) return false;
    for (const slot of world.slotsIn(uri)) {
      const { resource, origin, evaluations, findingRuns } = slot;
      const isSame =
        visit(slot) && visit(resource) && visit(origin) && visit(evaluations) && visit(findingRuns);
      if (!isSame) return false;
    }
  }
  for (const { origin } of related) if (!visit(origin)) return false;
  return true;
}

function relatedSlots(uri: string, worlds: readonly World[]): ReadonlySet<Slot> {
  const found = new Set<Slot>();
  for (const world of worlds) {
    for (const { evaluations } of world.slotsIn(uri)) {
      for (const { findings } of evaluations) {
        for (const { related } of findings) {
          for (const { resource } of related) if (resource instanceof Slot) found.add(resource);
        }
      }
    }
  }
  return found;
}

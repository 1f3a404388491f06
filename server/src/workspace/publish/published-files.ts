/** The published findings of each file, kept until something that they were made of is another. */
import { append } from '../../base/append.ts';
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
    const moment = [version, ...worlds.map(({ id, runCount }) => `${id} ${runCount}`)].join(' ');
    const kept = this.#kept.get(uri);
    if (kept?.moment === moment) return kept.published;
    if (kept !== undefined && isEqual(kept.inputs, inputsOf(uri, worlds, own, kept.related))) {
      kept.moment = moment;
      return kept.published;
    }
    const published = publish();
    const related = relatedSlots(uri, worlds);
    this.#kept.set(uri, { published, moment, inputs: inputsOf(uri, worlds, own, related), related });
    return published;
  }
}

function inputsOf(
  uri: string,
  worlds: readonly World[],
  own: readonly unknown[],
  related: ReadonlySet<Slot>,
): readonly unknown[] {
  const inputs: unknown[] = [...own];
  for (const world of worlds) {
    inputs.push(world, world.config.completeness);
    append(inputs, world.problemsIn(uri));
    for (const slot of world.slotsIn(uri)) {
      inputs.push(slot, slot.resource, slot.origin, slot.evaluations, slot.findingRuns);
    }
  }
  for (const slot of related) inputs.push(slot.origin);
  return inputs;
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

function isEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}

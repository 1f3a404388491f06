/**
 * A read-only view of one version of the workspace. Features and reporters are functions of it. Invariant: a view that
 * is out of date refuses to answer, so nothing is ever computed from two versions.
 */
import { bug } from '../base/bug.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import type { ResourceRef } from '../model/resource.ts';
import type { PlacedDocument, YamlFile } from '../yaml/node.ts';
import type { Place, PublishedFinding } from './finding.ts';
import type { FileRange } from './origin.ts';
import type { PublishedFile } from './publish/publish-file.ts';
import { Slot } from './slot.ts';
import type { World } from './world.ts';
import type { WorldView } from './world-view.ts';

/** What a snapshot shows of its workspace. */
export interface SnapshotSource {
  readonly version: number;
  readonly files: ReadonlyMap<string, YamlFile>;
  worldsOf(uri: string): readonly World[];
  world(id: string): World | undefined;
  worlds(): Iterable<World>;
  publish(uri: string): PublishedFile;
}

export class Snapshot {
  readonly version: number;
  readonly #source: SnapshotSource;

  constructor(source: SnapshotSource) {
    this.version = source.version;
    this.#source = source;
  }

  get isStale(): boolean {
    return this.#source.version !== this.version;
  }

  uris(): readonly string[] {
    return [...this.#live().files.keys()];
  }

  file(uri: string): YamlFile | undefined {
    return this.#live().files.get(uri);
  }

  /** Worlds that show a file, its primary one first. */
  worldsOf(uri: string): readonly WorldView[] {
    return this.#live().worldsOf(uri);
  }

  /** The world of a file that is shown where only one can be. */
  world(uri: string): WorldView | undefined {
    return this.worldsOf(uri)[0];
  }

  /** The world that an object counts in. */
  worldOf(resource: ResourceRef): WorldView | undefined {
    return resource instanceof Slot ? this.#live().world(resource.world) : undefined;
  }

  worlds(): readonly WorldView[] {
    return [...this.#live().worlds()];
  }

  /** The document at a file offset; between two documents the earlier one. */
  documentAt(uri: string, offset: number): PlacedDocument | undefined {
    const documents = this.file(uri)?.documents ?? [];
    return documents.findLast((placed) => placed.start <= offset) ?? documents[0];
  }

  /** The object at a file offset, in the primary world of the file when no other is given. */
  resourceAt(uri: string, offset: number, world = this.world(uri)): Slot | undefined {
    const placed = this.documentAt(uri, offset);
    const { start, end } = documentRange(placed);
    const slots = this.resources(uri, world).filter(
      ({ origin: { extent } }) => start <= extent.start && extent.start <= end,
    );
    if (slots.length > 0) return slots.findLast(({ origin }) => origin.extent.start <= offset) ?? slots[0];
    // A patch or a values file: the text of objects that are written elsewhere.
    return world?.slotsIn(uri).find(({ origin }) => origin.offsetIn(uri, offset) !== undefined);
  }

  /** Objects that are written in a file, in its primary world when no other is given. */
  resources(uri: string, world = this.world(uri)): readonly Slot[] {
    this.#live();
    const slots = world?.slotsIn(uri) ?? [];
    return slots.every((slot) => slot.uri === uri) ? slots : slots.filter((slot) => slot.uri === uri);
  }

  /** Findings computed so far; complete once `analyze` has ended. */
  published(uri: string): PublishedFile {
    return this.#live().publish(uri);
  }

  findings(uri: string): readonly PublishedFinding[] {
    return this.published(uri).findings;
  }

  /** Runs what is pending; yields the URI of each file whose findings may have changed. */
  *analyze(): Generator<string, void> {
    for (const world of this.#live().worlds()) yield* world.analyze();
  }

  /** Runs what is pending in one file: its findings are complete then. False when nothing was. */
  analyzeFile(uri: string): boolean {
    const ran = this.#live()
      .worldsOf(uri)
      .map((world) => world.analyzeFile(uri));
    return ran.includes(true);
  }

  /** Derives what features look names up in, piece by piece; who asks before it is done waits for the rest. */
  *prepare(): Generator<void, void> {
    for (const world of this.#live().worlds()) yield* world.deriveLate();
  }

  /** Where a place stands now. */
  rangeOf(place: Place): FileRange {
    const { uri, range } = this.slotOf(place.resource).origin.locate(place);
    return { uri, range };
  }

  /** The slot behind a handle. */
  slotOf(ref: ResourceRef): Slot {
    this.#live();
    return ref as Slot;
  }

  #live(): SnapshotSource {
    if (this.isStale) bug('a stale snapshot was asked');
    return this.#source;
  }
}

function documentRange(placed: PlacedDocument | undefined): OffsetRange {
  if (placed === undefined) return { start: 0, end: -1 };
  return { start: placed.start, end: placed.start + placed.document.text.length };
}

/**
 * A read-only view of one version of the workspace. Features and reporters are functions of it. Invariant: a view that
 * is out of date refuses to answer, so nothing is ever computed from two versions.
 */
import { bug } from '../base/bug.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import type { ResourceRef } from '../model/resource.ts';
import type { PlacedDocument, YamlFile } from '../yaml/node.ts';
import type { Place, PublishedFinding } from './finding.ts';
import { placeRange } from './place-range.ts';
import type { PublishedFile } from './publish.ts';
import type { Slot } from './slot.ts';
import type { World } from './world.ts';

/** What a snapshot shows of its workspace. */
export interface SnapshotSource {
  readonly version: number;
  readonly files: ReadonlyMap<string, YamlFile>;
  worldOf(uri: string): World | undefined;
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

  world(uri: string): World | undefined {
    return this.#live().worldOf(uri);
  }

  worlds(): readonly World[] {
    return [...this.#live().worlds()];
  }

  /** The document at a file offset; between two documents the earlier one. */
  documentAt(uri: string, offset: number): PlacedDocument | undefined {
    const documents = this.file(uri)?.documents ?? [];
    return documents.findLast((placed) => placed.start <= offset) ?? documents[0];
  }

  /** The object at a file offset. */
  resourceAt(uri: string, offset: number): Slot | undefined {
    const placed = this.documentAt(uri, offset);
    const slots = (this.world(uri)?.file(uri)?.slots ?? []).filter(
      (slot) => slot.documentStart === placed?.start,
    );
    if (slots.length <= 1) return slots[0];
    return slots.findLast((slot) => slot.documentStart + slot.resource.root.start <= offset) ?? slots[0];
  }

  resources(uri: string): readonly Slot[] {
    return this.world(uri)?.file(uri)?.slots ?? [];
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
    return this.world(uri)?.analyzeFile(uri) ?? false;
  }

  /** Derives what features look names up in, piece by piece; who asks before it is done waits for the rest. */
  *prepare(): Generator<void, void> {
    for (const world of this.#live().worlds()) yield* world.deriveLate();
  }

  /** Where a place stands now. */
  rangeOf(place: Place): { readonly uri: string; readonly range: OffsetRange } {
    this.#live();
    const slot = place.resource as Slot;
    return { uri: slot.uri, range: placeRange(slot, place).range };
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

/**
 * What objects said before their text could not be read any more: half a line must not make a picture lose what was drawn.
 * One for each world, over its versions; who was never read as a whole is shown as far as it can be read.
 */
import { groupBy } from '../../base/group-by.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Derived, WorldReader } from '../../workspace/check.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { Entry, Table } from '../../workspace/table.ts';
import { meshObjects } from '../../workspace/tables/mesh-objects.ts';
import { workloadsInNamespace } from '../../workspace/tables/workloads.ts';
import type { WorldConfig } from '../../workspace/world-config.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import type { PlacedDocument, YamlDocument, YamlProblemCode } from '../../yaml/node.ts';

/** What is read whole by the semantics engine; what proves absence is read as it is. */
const KEPT: ReadonlySet<Table<unknown>> = new Set<Table<unknown>>([meshObjects, workloadsInNamespace]);
/** Problems behind which something may be missing that is written. */
const BREAKING: ReadonlySet<YamlProblemCode> = new Set(['syntax', 'tab-indentation', 'unknown-alias']);

interface BrokenDocument {
  readonly uri: string;
  readonly placed: PlacedDocument;
}

export class LastGood {
  /** As they were last shown, by table and key. */
  readonly #lists = new Map<string, readonly Entry<unknown>[]>();
  /** Rows of objects that have never been read as a whole. */
  readonly #partial = new WeakSet<Entry<unknown>>();
  #broken: ReadonlySet<ResourceRef> = new Set();
  /** Documents in which no object can be made out, by file. */
  #lost: ReadonlyMap<string, readonly BrokenDocument[]> = new Map();
  /** Objects of those documents, as they were before. */
  readonly #ghosts = new Map<Slot, PlacedDocument>();

  /** From now on the next version is read. */
  begin(snapshot: Snapshot, world: WorldView): WorldReader {
    const broken = brokenDocuments(snapshot, world);
    const slots = new Set<ResourceRef>();
    const found = new Set<YamlDocument>();
    for (const { uri, placed } of broken) {
      for (const slot of world.slotsIn(uri)) {
        // An object without a name may be any.
        if (slot.resource.document !== placed.document || slot.name === '') continue;
        slots.add(slot);
        found.add(placed.document);
      }
    }
    this.#broken = slots;
    this.#lost = groupBy(
      broken.filter(({ placed }) => !found.has(placed.document)),
      ({ uri }) => uri,
    );
    this.#findGhosts();
    return new SteadyReader(world.reader(), this);
  }

  /** It is shown as it was: its text is broken. */
  isBroken(resource: ResourceRef): boolean {
    return this.#broken.has(resource) || this.#ghosts.has(resource as Slot);
  }

  /** The object at a file offset; where none can be made out now, the one that stood there. */
  slotAt(snapshot: Snapshot, uri: string, offset: number): Slot | undefined {
    return this.#lostAt(uri, offset) ?? snapshot.resourceAt(uri, offset);
  }

  #lostAt(uri: string, offset: number): Slot | undefined {
    const at = this.#lost
      .get(uri)
      ?.findLast(
        ({ placed: { start, document } }) => start <= offset && offset <= start + document.text.length,
      );
    if (at === undefined) return undefined;
    return [...this.#ghosts].find(([, placed]) => placed === at.placed)?.[0];
  }

  /** Rows as they are shown: those of broken objects as they were. */
  shown<Row>(table: Table<Row>, key: string, now: readonly Entry<Row>[]): readonly Entry<Row>[] {
    if (!KEPT.has(table)) return now;
    const id = `${table.name} ${key}`;
    const before = (this.#lists.get(id) ?? []) as readonly Entry<Row>[];
    const isWhole = this.#broken.size + this.#lost.size === 0;
    // A copy: the world goes on with its own list.
    const shown = isWhole ? [...now] : this.#steady(before, now);
    this.#lists.set(id, shown);
    return shown;
  }

  #findGhosts(): void {
    this.#ghosts.clear();
    if (this.#lost.size === 0) return;
    for (const list of this.#lists.values()) {
      for (const { resource } of list) {
        const slot = resource as Slot;
        const document = slot.isRemoved ? this.#lostDocument(slot) : undefined;
        if (document !== undefined) this.#ghosts.set(slot, document);
      }
    }
  }

  #steady<Row>(before: readonly Entry<Row>[], now: readonly Entry<Row>[]): readonly Entry<Row>[] {
    const good = groupBy(
      before.filter((entry) => !this.#partial.has(entry)),
      ({ resource }) => resource,
    );
    const shown: Entry<Row>[] = [];
    for (const entry of now) {
      const isBroken = this.#broken.has(entry.resource);
      if (isBroken && good.has(entry.resource)) continue;
      if (isBroken) this.#partial.add(entry);
      shown.push(entry);
    }
    for (const [resource, entries] of good)
      if (this.isBroken(resource)) for (const entry of entries) shown.push(entry);
    return shown;
  }

  /** Where it stood: a document that can be read no more, with its name in it. */
  #lostDocument(slot: Slot): PlacedDocument | undefined {
    const [, kind] = slot.kindId.split('/');
    return this.#lost
      .get(slot.uri)
      ?.find(({ placed: { document } }) => document.header.kind === kind && document.text.includes(slot.name))
      ?.placed;
  }
}

function brokenDocuments(snapshot: Snapshot, world: WorldView): readonly BrokenDocument[] {
  const broken: BrokenDocument[] = [];
  for (const uri of world.uris()) {
    for (const placed of snapshot.file(uri)?.documents ?? []) {
      if (placed.document.problems.some(({ code }) => BREAKING.has(code))) broken.push({ uri, placed });
    }
  }
  return broken;
}

class SteadyReader implements WorldReader {
  readonly #world: WorldReader;
  readonly #good: LastGood;

  constructor(world: WorldReader, good: LastGood) {
    this.#world = world;
    this.#good = good;
  }

  read<Row>(table: Table<Row>, key: string): readonly Entry<Row>[] {
    return this.#good.shown(table, key, this.#world.read(table, key));
  }

  has<Row>(table: Table<Row>, key: string): boolean {
    return this.#world.has(table, key);
  }

  derive<Value>(derived: Derived<Value>, key: string): Value {
    return this.#world.derive(derived, key);
  }

  config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key] {
    return this.#world.config(key);
  }

  repository(): WorldReader | undefined {
    return this.#world.repository();
  }

  fileOf(resource: ResourceRef): string {
    return this.#world.fileOf(resource);
  }
}

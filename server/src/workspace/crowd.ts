/**
 * Rows that meet one another in pairs. What a rule asks of another row is asked once for each sort of rows that are
 * alike in all that counts, so that n rows cost no n × n; what is told of the others is the nearest and their number.
 */
import { append } from '../base/append.ts';
import type { ResourceRef } from '../model/resource.ts';
import { compareOrder, type EntryOrder } from './cell-store.ts';
import type { Derived, WorldReader } from './check.ts';
import { defineDerived } from './derived.ts';
import type { Entry, Table } from './table.ts';

/** The most that is told of a crowd one by one. */
export const MOST_OTHERS = 20;

/** Fewer rows are sorted for each reader: a derived read of its own would cost more. */
const FEW_ROWS = 16;

/** Rows that are alike; at least one. */
export interface Sort<Row> {
  readonly sample: Entry<Row>;
  /** Places in the crowd, ascending. */
  readonly places: readonly number[];
  /** Places of the first rows of different objects: one more than are told. */
  readonly heads: readonly number[];
  /** Which of `places` are an object's: its rows stand side by side. */
  readonly rangeOf: ReadonlyMap<string, Range>;
}

interface Range {
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
}

/** What an object has beside it, without its own rows. */
export interface Others<Row> {
  readonly count: number;
  /** All of them, or those that stand nearest to the object in the order of files. */
  readonly nearest: readonly Entry<Row>[];
  readonly objectCount: number;
  /** The first row of each of the first objects. */
  readonly firstObjects: readonly Entry<Row>[];
}

export class Crowd<Row> {
  readonly sorts: readonly Sort<Row>[];
  readonly #entries: readonly Entry<Row>[];
  /** Objects with rows of several sorts. */
  readonly #mixed = new Map<string, readonly Sort<Row>[]>();

  constructor(entries: readonly Entry<Row>[], alike: (entry: Entry<Row>) => string) {
    this.#entries = entries;
    const drafts = new Map<string, Draft<Row>>();
    entries.forEach((entry, place) => {
      const key = alike(entry);
      const draft: Draft<Row> = drafts.get(key) ?? {
        sample: entry,
        places: [],
        heads: [],
        rangeOf: new Map(),
      };
      drafts.set(key, draft);
      const to = draft.places.push(place);
      const own = draft.rangeOf.get(entry.resource.key);
      draft.rangeOf.set(entry.resource.key, { from: own?.from ?? to - 1, to });
      if (own === undefined && draft.heads.length <= MOST_OTHERS) draft.heads.push(place);
    });
    this.sorts = [...drafts.values()];
    if (this.sorts.length > 1) this.#mixed = mixed(this.sorts);
  }

  /** Rows of some sorts of this crowd, but those of `self`. */
  others(self: ResourceRef, sorts: readonly Sort<Row>[]): Others<Row> {
    const count = sum(sorts, ({ places, rangeOf }) => places.length - length(rangeOf.get(self.key)));
    const objects = sum(sorts, ({ rangeOf }) => rangeOf.size - (rangeOf.has(self.key) ? 1 : 0));
    const heads = sorts.flatMap((sort) => sort.heads.filter((head) => !isOwn(sort, self, head)));
    return {
      count,
      nearest: this.#at(this.#window(self, sorts, count)),
      objectCount: objects - this.#twice(self, sorts),
      firstObjects: firstOfEach(this.#at(ascending(heads))).slice(0, MOST_OTHERS),
    };
  }

  /** All rows of some sorts, in their order. */
  rows(sorts: readonly Sort<Row>[]): readonly Entry<Row>[] {
    return this.#at(ascending(sorts.flatMap(({ places }) => places)));
  }

  /** As many before the object as behind it, or more on one side when the other has fewer. */
  #window(self: ResourceRef, sorts: readonly Sort<Row>[], count: number): readonly number[] {
    const before: number[] = [];
    const behind: number[] = [];
    let countBefore = 0;
    for (const { places, rangeOf } of sorts) {
      const { from, to } = rangeOf.get(self.key) ?? this.#gap(self, places);
      countBefore += from;
      append(before, places.slice(Math.max(0, from - MOST_OTHERS), from));
      append(behind, places.slice(to, to + MOST_OTHERS));
    }
    const start = Math.max(0, Math.min(countBefore - MOST_OTHERS / 2, count - MOST_OTHERS));
    const taken = countBefore - start;
    const nearestBefore = taken <= 0 ? [] : ascending(before).slice(-taken);
    return [...nearestBefore, ...ascending(behind)].slice(0, MOST_OTHERS);
  }

  /** Where an object would stand that has no row of the sort. */
  #gap(self: ResourceRef, places: readonly number[]): Range {
    const at = this.#placeOf(self);
    const from = lowerBound(places, (place) => place >= at);
    return { from, to: from };
  }

  /** The first place behind those of the object, wherever it would stand. */
  #placeOf(self: ResourceRef): number {
    const order = self as ResourceRef & EntryOrder;
    return lowerBound(
      this.#entries,
      ({ resource }) => compareOrder(resource as ResourceRef & EntryOrder, order) > 0,
    );
  }

  /** How often objects that are counted in several of the sorts are counted too much. */
  #twice(self: ResourceRef, sorts: readonly Sort<Row>[]): number {
    if (sorts.length < 2 || this.#mixed.size === 0) return 0;
    const asked = new Set(sorts);
    let twice = 0;
    for (const [key, of] of this.#mixed) {
      const times = key === self.key ? 0 : of.filter((sort) => asked.has(sort)).length;
      twice += Math.max(0, times - 1);
    }
    return twice;
  }

  #at(places: readonly number[]): readonly Entry<Row>[] {
    return places.flatMap((place) => this.#entries[place] ?? []);
  }
}

interface Draft<Row> extends Sort<Row> {
  readonly places: number[];
  readonly heads: number[];
  readonly rangeOf: Map<string, Range>;
}

export interface CrowdTable<Row> {
  /** @param self who asks about others only: alone it meets nobody */
  of(world: WorldReader, key: string, self?: ResourceRef): Crowd<Row>;
}

/** Most keys are those of one object. */
const NOBODY = new Crowd<never>([], () => '');

/** Crowds of the keys of a table; `alike` tells sorts apart. */
export function defineCrowds<Row>(table: Table<Row>, alike: (entry: Entry<Row>) => string): CrowdTable<Row> {
  const crowds: Derived<Crowd<Row>> = defineDerived({
    name: `crowds of ${table.name}`,
    derive: (key, world) => new Crowd(world.read(table, key), alike),
  });
  return {
    of(world, key, self) {
      const entries = world.read(table, key);
      if (entries.length === 0 || entries.every(({ resource }) => resource.key === self?.key)) return NOBODY;
      return entries.length <= FEW_ROWS ? new Crowd(entries, alike) : world.derive(crowds, key);
    },
  };
}

function mixed<Row>(sorts: readonly Sort<Row>[]): Map<string, readonly Sort<Row>[]> {
  const all = new Map<string, Sort<Row>[]>();
  for (const sort of sorts) {
    for (const key of sort.rangeOf.keys()) {
      const known = all.get(key);
      if (known === undefined) all.set(key, [sort]);
      else known.push(sort);
    }
  }
  for (const [key, of] of all) if (of.length < 2) all.delete(key);
  return all;
}

function firstOfEach<Row>(entries: readonly Entry<Row>[]): readonly Entry<Row>[] {
  const seen = new Set<string>();
  return entries.filter(({ resource: { key } }) => !seen.has(key) && seen.add(key));
}

function length(range: Range | undefined): number {
  return range === undefined ? 0 : range.to - range.from;
}

function isOwn<Row>({ places, rangeOf }: Sort<Row>, { key }: ResourceRef, head: number): boolean {
  return places[rangeOf.get(key)?.from ?? -1] === head;
}

function ascending(places: readonly number[]): readonly number[] {
  return places.toSorted((a, b) => a - b);
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** The first index for which a test holds that holds for all behind it. */
function lowerBound<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The lasting place of one object in a unit of a world: survives edits of its content, and is the handle findings hold. */
import type { KindId } from '../base/kind-id.ts';
import type { ResourceRef, WrittenResource } from '../model/resource.ts';
import type { Cell, StoredEntry } from './cell-store.ts';
import type { Check } from './check.ts';
import type { Finding } from './finding.ts';
import type { Origin } from './origin.ts';
import type { PlacedResource } from './unit.ts';

/** One run of one check, or of all that look at a document alone, as others see it. */
export interface SlotEvaluation {
  readonly slot: Slot;
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
  readonly isPending: boolean;
  run(): void;
  markPending(): void;
  /** Withdraws what it has read. */
  forget(): void;
  /** Those of its checks that have asked how complete the world is. @param cell that stands for the answer */
  askedForCompleteness(cell: Cell): readonly Check[];
}

export class Slot implements ResourceRef {
  readonly key: string;
  readonly kindId: KindId;
  readonly name: string;
  readonly namespace: string;
  /** Ids of its world, and of its unit in it. */
  readonly world: string;
  readonly unit: string;
  /** File in which the object is written. */
  readonly uri: string;
  resource: WrittenResource;
  origin: Origin;
  /** Position among the objects of its unit. */
  index: number;
  isWinner = false;
  isRemoved = false;
  readonly contributed = new Map<Cell, readonly StoredEntry[]>();
  evaluations: readonly SlotEvaluation[] = [];
  /** Runs of its evaluations that may have changed what is found. */
  findingRuns = 0;

  constructor(
    { world, unit }: Pick<Slot, 'world' | 'unit'>,
    { resource, origin }: PlacedResource,
    index: number,
  ) {
    this.world = world;
    this.unit = unit;
    this.uri = origin.uri;
    this.resource = resource;
    this.origin = origin;
    this.index = index;
    this.key = resource.key;
    this.kindId = resource.kindId;
    this.name = resource.name;
    this.namespace = resource.namespace;
  }
}

/** The lasting place of one object in a unit of a world: survives edits of its content, and is the handle findings hold. */
import type { KindId } from '../base/kind-id.ts';
import type { ResourceRef, WrittenResource } from '../model/resource.ts';
import type { Cell, StoredEntry } from './cell-store.ts';
import type { Evaluation } from './evaluation.ts';
import type { Origin } from './origin.ts';
import type { PlacedResource } from './unit.ts';

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
  evaluations: readonly Evaluation[] = [];

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

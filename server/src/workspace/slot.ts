/** The lasting place of one object in a world: survives edits of its content, and is the handle findings hold. */
import type { KindId } from '../base/kind-id.ts';
import type { Resource, ResourceRef } from '../model/resource.ts';
import type { Cell, StoredEntry } from './cell-store.ts';
import type { Evaluation } from './evaluation.ts';

export class Slot implements ResourceRef {
  readonly key: string;
  readonly kindId: KindId;
  readonly name: string;
  readonly namespace: string;
  readonly uri: string;
  resource: Resource;
  /** Position among the objects of its file. */
  index: number;
  /** Offset in the file of the resource's document. */
  documentStart: number;
  isWinner = false;
  isRemoved = false;
  readonly contributed = new Map<Cell, readonly StoredEntry[]>();
  evaluations: readonly Evaluation[] = [];

  constructor(uri: string, resource: Resource, index: number, documentStart: number) {
    this.uri = uri;
    this.resource = resource;
    this.index = index;
    this.documentStart = documentStart;
    this.key = resource.key;
    this.kindId = resource.kindId;
    this.name = resource.name;
    this.namespace = resource.namespace;
  }
}

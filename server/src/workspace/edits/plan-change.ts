/**
 * Operations become changes of files: those on one document are planned together, and an object's origin says where its
 * text stands. Whatever cannot be changed refuses the whole.
 */
import { inOrder, type TextEdit } from '../../base/text-edit.ts';
import { type DocumentPart, editsInObject, partAt } from '../../model/document-part.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { layoutOf } from '../../yaml/edit-place.ts';
import type { YamlDocument } from '../../yaml/node.ts';
import type { Operation } from '../../yaml/plan/operation.ts';
import { planEdits } from '../../yaml/plan/plan-edits.ts';
import { writeDocument } from '../../yaml/write-value.ts';
import type { EditRefusal, FileEdits, SharedScope } from '../origin.ts';
import { Slot } from '../slot.ts';
import type { Snapshot } from '../snapshot.ts';
import { newDocumentEdit } from './new-document.ts';
import type { WorkspaceOperation } from './operation.ts';
import { removedObjectEdit } from './remove-object.ts';
import { writtenEdits } from './written-edits.ts';

export interface PlannedChange {
  readonly edits: FileEdits;
  /** Texts of new files by URI. */
  readonly created: ReadonlyMap<string, string>;
}

/**
 * A change without edits and files: everything is as it is wanted. `self`: what operations without an object mean.
 * `mayChange`: texts that several worlds are made of; by default none of them.
 */
export function planChange(
  snapshot: Snapshot,
  self: ResourceRef,
  operations: readonly WorkspaceOperation[],
  mayChange: SharedScope = () => false,
): PlannedChange | EditRefusal {
  const plan = new Plan(snapshot);
  const byDocument = new Map<YamlDocument, DocumentPlan>();
  for (const operation of operations) {
    if (!('path' in operation)) continue;
    const slot = operation.of ?? self;
    if (!(slot instanceof Slot)) return NOT_WRITTEN;
    const part = partAt(slot.resource, operation.path);
    const wanted = byDocument.get(part.document) ?? { slot, part, operations: [] };
    byDocument.set(part.document, wanted);
    wanted.operations.push(inDocument(slot, part, operation));
  }
  for (const wanted of byDocument.values()) {
    const refusal = plan.add(placedEdits(wanted, mayChange));
    if (refusal !== undefined) return refusal;
  }
  for (const operation of operations) {
    const refusal = plan.remove(operation, mayChange);
    if (refusal !== undefined) return refusal;
  }
  // New documents stand behind everything that is added to the one before them.
  for (const operation of operations) {
    const refusal = plan.create(operation);
    if (refusal !== undefined) return refusal;
  }
  return plan.change;
}

const NOT_WRITTEN: EditRefusal = { refused: 'The object is written in no file of the workspace' };

export function changesNothing({ edits, created }: PlannedChange): boolean {
  return created.size === 0 && [...edits.values()].every((list) => list.length === 0);
}

/** Operations on one document: that of an object, or one in the text of a scalar. */
interface DocumentPlan {
  readonly slot: Slot;
  readonly part: DocumentPart;
  readonly operations: Operation[];
}

function inDocument({ resource }: Slot, part: DocumentPart, operation: Operation): Operation {
  const path = part.documentPath;
  if (operation.op !== 'move') return { ...operation, path };
  return { ...operation, path, before: partAt(resource, operation.before).documentPath };
}

function placedEdits(wanted: DocumentPlan, mayChange: SharedScope): FileEdits | EditRefusal {
  const placed = editsOfObject(wanted, mayChange);
  const { slot, part, operations } = wanted;
  // What cannot be changed letter by letter is planned anew where it is written.
  const isElsewhere = 'refused' in placed && part.embedded === undefined;
  return isElsewhere ? (writtenEdits(slot.origin, operations, mayChange) ?? placed) : placed;
}

function editsOfObject(
  { slot, part, operations }: DocumentPlan,
  mayChange: SharedScope,
): FileEdits | EditRefusal {
  const planned = planEdits(part.document, operations);
  if ('refused' in planned) return planned;
  const edits = editsInObject(slot.resource, part, planned.edits);
  return edits === undefined ? CANNOT_HOLD : slot.origin.placeEdits(edits, mayChange);
}

const CANNOT_HOLD: EditRefusal = { refused: 'The text around it cannot hold what it would become' };

/** A document and one in a text of it may be changed at once. */
function overlap(edits: readonly TextEdit[]): boolean {
  const sorted = inOrder(edits);
  return sorted.some(({ range }, at) => range.start < (sorted[at - 1]?.range.end ?? 0));
}

class Plan {
  readonly #snapshot: Snapshot;
  readonly #edits = new Map<string, TextEdit[]>();
  readonly #created = new Map<string, string>();
  readonly #known = new Set<string>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  get change(): PlannedChange | EditRefusal {
    if ([...this.#edits.values()].some(overlap)) return { refused: 'Two of the changes meet at one place' };
    return { edits: this.#edits, created: this.#created };
  }

  /** A text that several objects are made of is changed once when they want the same of it. */
  add(edits: FileEdits | EditRefusal): EditRefusal | undefined {
    if ('refused' in edits) return edits;
    for (const [uri, list] of edits) {
      const known = this.#edits.get(uri) ?? [];
      for (const edit of list) {
        const { start, end } = edit.range;
        const key = `${uri} ${start} ${end} ${edit.newText}`;
        if (start < end && this.#known.has(key)) continue;
        this.#known.add(key);
        known.push(edit);
      }
      if (known.length > 0) this.#edits.set(uri, known);
    }
    return undefined;
  }

  remove(operation: WorkspaceOperation, mayChange: SharedScope): EditRefusal | undefined {
    if (operation.op !== 'removeObject') return undefined;
    if (!(operation.of instanceof Slot)) return NOT_WRITTEN;
    return this.add(removedObjectEdit(this.#snapshot, operation.of, operation, mayChange));
  }

  create(operation: WorkspaceOperation): EditRefusal | undefined {
    if (operation.op !== 'createDocument' && operation.op !== 'createFile') return undefined;
    const { beside } = operation;
    if (!(beside instanceof Slot)) return NOT_WRITTEN;
    if (operation.op === 'createDocument') {
      const placed = newDocumentEdit(this.#snapshot, beside, operation.manifest);
      return this.add('refused' in placed ? placed : new Map([[beside.uri, [placed]]]));
    }
    const layout = layoutOf(beside.resource.document);
    const separator = `---${layout.lineBreak}`;
    const texts = operation.manifests.map((manifest) => writeDocument(manifest, layout));
    this.#created.set(this.#freeUri(beside.uri, operation.name), texts.join(separator));
    return undefined;
  }

  #freeUri(beside: string, name: string): string {
    const folder = beside.slice(0, beside.lastIndexOf('/') + 1);
    const dot = name.lastIndexOf('.');
    const isTaken = (uri: string) => this.#snapshot.file(uri) !== undefined || this.#created.has(uri);
    let uri = folder + name;
    for (let count = 2; isTaken(uri); count++)
      uri = `${folder}${name.slice(0, dot)}-${count}${name.slice(dot)}`;
    return uri;
  }
}

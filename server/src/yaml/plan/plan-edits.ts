/**
 * Operations on one document become edits of its text that do not overlap. Operations whose edits keep apart are made
 * in one round; the others wait for the text as it is then, so each sees what the ones before have left.
 */
import type { TextEdit } from '../../base/text-edit.ts';
import { locatePath } from '../navigate.ts';
import type { YamlDocument } from '../node.ts';
import { parseDocument } from '../parse-document.ts';
import { agreedOperations } from './contradictions.ts';
import { editsOf, memberCount, type OperationEdits } from './edits-of.ts';
import { MovedPaths } from './moved-paths.ts';
import type { Operation, PlanRefusal } from './operation.ts';
import { TextPieces } from './text-pieces.ts';

/** Each round reads the document once. */
const MAX_ROUNDS = 40;

/** No edits: everything is as it is wanted already. */
export function planEdits(
  document: YamlDocument,
  operations: readonly Operation[],
): { readonly edits: readonly TextEdit[] } | PlanRefusal {
  const agreed = agreedOperations(operations);
  if ('refused' in agreed) return agreed;
  const pieces = new TextPieces(document.text);
  let pending = agreed.operations;
  let current = document;
  for (let count = 0; pending.length > 0; count++) {
    if (count === MAX_ROUNDS) return { refused: 'There are too many changes at one place' };
    if (count > 0) current = parseDocument(pieces.text, document.header);
    const round = new Round(current);
    const later: Operation[] = [];
    for (const operation of pending) {
      const made = editsOf(current, operation);
      if ('refused' in made) return made;
      if (!round.takes(made)) later.push(operation);
    }
    pieces.apply(round.edits);
    pending = later.map((operation) => relocated(operation, round.paths));
  }
  return { edits: pieces.edits() };
}

function relocated(operation: Operation, paths: MovedPaths): Operation {
  const path = paths.now(operation.path);
  return operation.op === 'move'
    ? { ...operation, path, before: paths.now(operation.before) }
    : { ...operation, path };
}

class Round {
  readonly paths = new MovedPaths();
  readonly #document: YamlDocument;
  /** By start, and far enough apart to have an order. */
  readonly #edits: TextEdit[] = [];
  /** By path of the changed collection: how many members are left as they are; 0 where nobody else may change it. */
  readonly #left = new Map<string, number>();

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  get edits(): readonly TextEdit[] {
    return this.#edits;
  }

  /** False: the operation has to wait for the next round. */
  takes({ edits, changed, operation }: OperationEdits): boolean {
    if (edits.length === 0) return true;
    const places = edits.map((edit) => this.#placeFor(edit));
    if (places.includes(undefined) || (changed !== undefined && !this.#change(changed, operation)))
      return false;
    for (const edit of edits) this.#edits.splice(this.#placeFor(edit) ?? 0, 0, edit);
    this.paths.add(operation);
    return true;
  }

  /** Members may go together as long as one stays; whatever adds a member is alone with its collection. */
  #change(collection: string, { op }: Operation): boolean {
    const known = this.#left.get(collection);
    if (op !== 'remove') {
      if (known !== undefined) return false;
      this.#left.set(collection, 0);
      return true;
    }
    const members = memberCount(locatePath(this.#document.root, collection)?.node);
    const left = (known ?? members) - 1;
    if (known !== undefined && left < 1) return false;
    this.#left.set(collection, Math.max(0, left));
    return true;
  }

  /** Where the edit goes in the list; undefined when it touches one that is there. */
  #placeFor({ range }: TextEdit): number | undefined {
    let low = 0;
    let high = this.#edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#edits[middle] as TextEdit).range.start < range.start) low = middle + 1;
      else high = middle;
    }
    const before = this.#edits[low - 1]?.range.end ?? -1;
    const after = this.#edits[low]?.range.start ?? Number.POSITIVE_INFINITY;
    return before < range.start && range.end < after ? low : undefined;
  }
}

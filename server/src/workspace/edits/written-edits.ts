/** Operations on an object that stands in no file as it is, carried out in the documents that its parts are written in. */
import { pathSteps } from '../../base/node-path.ts';
import { shiftRange } from '../../base/offset-range.ts';
import type { TextEdit } from '../../base/text-edit.ts';
import type { PlacedDocument, YamlDocument } from '../../yaml/node.ts';
import type { Operation } from '../../yaml/plan/operation.ts';
import { planEdits } from '../../yaml/plan/plan-edits.ts';
import type { EditRefusal, FileEdits, Origin, SharedScope } from '../origin.ts';

interface DocumentOperations {
  readonly uri: string;
  readonly placed: PlacedDocument;
  readonly operations: Operation[];
}

/** Undefined for objects that stand in a file. */
export function writtenEdits(
  origin: Origin,
  operations: readonly Operation[],
  mayChange: SharedScope,
): FileEdits | EditRefusal | undefined {
  if (origin.writtenPath === undefined) return undefined;
  const byDocument = new Map<YamlDocument, DocumentOperations>();
  for (const operation of operations) {
    const written = origin.writtenPath(operation.path, replaces(operation), mayChange);
    if ('refused' in written) return written;
    if (shiftsItems(operation, written.path) && origin.files.length > 1) return COUNTED;
    const { uri, placed, path } = written;
    const known = byDocument.get(placed.document) ?? { uri, placed, operations: [] };
    byDocument.set(placed.document, known);
    if (operation.op !== 'move') {
      known.operations.push({ ...operation, path });
      continue;
    }
    const before = origin.writtenPath(operation.before, false, mayChange);
    if ('refused' in before) return before;
    if (before.placed.document !== placed.document) return APART;
    known.operations.push({ ...operation, path, before: before.path });
  }
  return edits(byDocument.values());
}

/** What stands at the path goes with it, so all of that has to be written there. */
function replaces({ op }: Operation): boolean {
  return op === 'set' || op === 'respell' || op === 'remove' || op === 'move';
}

/** Patches name items by their number; and what they add as a whole is no item where they are written. */
function shiftsItems({ op, path }: Operation, written: string): boolean {
  if (op !== 'remove' && op !== 'insert' && op !== 'move') return false;
  return [path, written].some((each) => typeof pathSteps(each).at(-1) === 'number');
}

const COUNTED: EditRefusal = { refused: 'Other files may count the items of this list' };

const APART: EditRefusal = { refused: 'The two are written in different files' };

function edits(all: Iterable<DocumentOperations>): FileEdits | EditRefusal {
  const byUri = new Map<string, TextEdit[]>();
  for (const { uri, placed, operations } of all) {
    const planned = planEdits(placed.document, operations);
    if ('refused' in planned) return planned;
    const list = byUri.get(uri) ?? [];
    byUri.set(uri, list);
    for (const { range, newText } of planned.edits) {
      list.push({ range: shiftRange(range, placed.start), newText });
    }
  }
  return byUri;
}

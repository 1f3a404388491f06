/** The text edits of one operation, and which collection they change. */
import type { JsonValue } from '../../base/json.ts';
import { pathSteps } from '../../base/node-path.ts';
import type { TextEdit } from '../../base/text-edit.ts';
import {
  appendItem,
  insertEntry,
  insertItem,
  moveItem,
  removeEntry,
  removeItem,
  renameKey,
  setValue,
} from '../edit.ts';
import { ownEntries } from '../edit-place.ts';
import { respellScalar } from '../edit-respell.ts';
import { locatePath } from '../navigate.ts';
import type { YamlDocument, YamlNode } from '../node.ts';
import { nodeToJson } from '../to-json.ts';
import { lastStep, pathOf } from './moved-paths.ts';
import type { Operation, PlanRefusal } from './operation.ts';

export interface OperationEdits {
  readonly edits: readonly TextEdit[];
  /** Path of the map or list that gets or loses a member; undefined when only something inside a member changes. */
  readonly changed?: string;
  /** What the operation comes to, when it takes more along than it names. */
  readonly operation: Operation;
}

export function editsOf(document: YamlDocument, operation: Operation): OperationEdits | PlanRefusal {
  const found = attempt(document, operation);
  return found.edits === undefined
    ? { refused: reason(document, operation.path) }
    : { ...found, edits: found.edits };
}

interface Attempt {
  readonly edits: readonly TextEdit[] | undefined;
  readonly changed?: string;
  readonly operation: Operation;
}

function attempt(document: YamlDocument, operation: Operation): Attempt {
  switch (operation.op) {
    case 'set':
      return setEdits(document, operation);
    case 'append': {
      const isThere = locatePath(document.root, operation.path)?.complete === true;
      if (!isThere) return setEdits(document, { op: 'set', path: operation.path, value: [operation.value] });
      return {
        edits: appendItem(document, operation.path, operation.value),
        changed: operation.path,
        operation,
      };
    }
    case 'insert':
      return {
        edits: insertItem(document, operation.path, operation.value),
        changed: parentOf(operation),
        operation,
      };
    case 'respell':
      return { edits: respellScalar(document, operation.path, operation.parts), operation };
    case 'rename':
      return { edits: renameKey(document, operation.path, operation.name), operation };
    case 'move':
      return {
        edits: moveItem(document, operation.path, operation.before),
        changed: parentOf(operation),
        operation,
      };
    case 'remove':
      return removal(document, operation);
  }
}

function parentOf({ path }: Operation): string {
  return lastStep(path)?.parent ?? '';
}

function setEdits(document: YamlDocument, operation: Operation & { readonly op: 'set' }): Attempt {
  const steps = pathSteps(operation.path);
  const found = locatePath(document.root, operation.path);
  if (found?.complete === true) {
    if (JSON.stringify(nodeToJson(found.node)) === JSON.stringify(operation.value))
      return { edits: [], operation };
    return { edits: setValue(document, operation.path, operation.value, operation.flow === true), operation };
  }
  let depth = steps.length - 1;
  while (depth > 0 && locatePath(document.root, pathOf(steps.slice(0, depth)))?.complete !== true) depth--;
  const [key, ...inner] = steps.slice(depth);
  if (typeof key !== 'string' || inner.some((step) => typeof step === 'number')) {
    return { edits: undefined, operation };
  }
  const value = inner.reduceRight<JsonValue>((held, step) => ({ [step]: held }), operation.value);
  const parent = pathOf(steps.slice(0, depth));
  return { edits: insertEntry(document, parent, key, value), changed: parent, operation };
}

function removal(document: YamlDocument, operation: Operation & { readonly op: 'remove' }): Attempt {
  let { path } = operation;
  if (locatePath(document.root, path)?.complete !== true) return { edits: [], operation };
  while (operation.emptied === 'remove') {
    const parent = lastStep(path)?.parent;
    if (
      parent === undefined ||
      isTopLevel(parent) ||
      memberCount(locatePath(document.root, parent)?.node) > 1
    )
      break;
    path = parent;
  }
  const edits =
    typeof lastStep(path)?.step === 'number' ? removeItem(document, path) : removeEntry(document, path);
  return { edits, changed: lastStep(path)?.parent ?? '', operation: { ...operation, path } };
}

/** `spec` and `metadata` stay, however empty. */
function isTopLevel(path: string): boolean {
  return pathSteps(path).length <= 1;
}

export function memberCount(node: YamlNode | undefined): number {
  if (node === undefined || node.kind === 'scalar') return 0;
  return node.kind === 'seq' ? node.items.length : ownEntries(node).length;
}

function reason(document: YamlDocument, path: string): string {
  const found = locatePath(document.root, path);
  if (found?.via !== undefined) return `"${path}" is brought here by an alias: change it where it is written`;
  if (document.isTemplate)
    return `"${path}" stands in a template, and the change would touch what fills it in`;
  return found?.complete === true
    ? `"${path}" is written in a form that cannot be changed without losing text`
    : `There is no place for "${path}" in what is written`;
}

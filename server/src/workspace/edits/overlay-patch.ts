/** Operations on an object of a Kustomize root, written as a patch in the root itself: what is shared stays as it is. */
import type { JsonValue } from '../../base/json.ts';
import { childPath, itemPath, ROOT_PATH } from '../../base/node-path.ts';
import { shiftRange } from '../../base/offset-range.ts';
import { applyEdits } from '../../base/text-edit.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { Operation } from '../../yaml/plan/operation.ts';
import { planEdits } from '../../yaml/plan/plan-edits.ts';
import { readWhole } from '../../yaml/read-whole.ts';
import { isRecord, nodeToJson } from '../../yaml/to-json.ts';
import { writeFlow } from '../../yaml/write-value.ts';
import type { EditRefusal, FileEdits } from '../origin.ts';
import type { Slot } from '../slot.ts';

/** @param operations of one object, by its own paths */
export function overlayPatch(slot: Slot, operations: readonly Operation[]): FileEdits | EditRefusal {
  const { resource, origin } = slot;
  const overlay = origin.overlay?.();
  if (overlay === undefined || resource.basePath !== '') return NO_OVERLAY;
  const { uri, placed, originalName } = overlay;
  const field = fieldNamed(placed.document.root, 'patches');
  if (LATER.some((name) => fieldNamed(placed.document.root, name) !== undefined)) return CHANGED_LATER;
  const planned = planEdits(resource.document, operations);
  if ('refused' in planned) return planned;
  const before = jsonOf(resource.document.text);
  const after = jsonOf(applyEdits(resource.document.text, planned.edits));
  if (before === undefined || after === undefined) return NO_OVERLAY;
  const changes = [...changesBetween(before, after, [])];
  // The name, the namespace and the labels are those of the end of the build; and what is put together is not there yet.
  if (changes.length === 0 || changes.some(({ steps }) => steps[0] !== 'spec')) return CHANGED_LATER;
  if (changes.some(({ op, path }) => op !== 'add' && isComposed(slot, path))) return CHANGED_LATER;
  const value = { target: targetOf(resource, originalName), patch: patchText(changes) };
  const edits = planEdits(placed.document, [{ op: 'append', path: field ?? 'patches', value }]);
  if ('refused' in edits) return edits;
  return new Map([
    [uri, edits.edits.map(({ range, newText }) => ({ range: shiftRange(range, placed.start), newText }))],
  ]);
}

const NO_OVERLAY: EditRefusal = { refused: 'No kustomization of its own builds this object' };
const CHANGED_LATER: EditRefusal = { refused: 'Later steps of the build change it as well' };

/** Work of the same kustomization behind its patches. */
const LATER = ['patchesJson6902', 'replacements', 'transformers', 'vars'];

/** The tool does not look at the case of fields. */
function fieldNamed(root: YamlNode | undefined, name: string): string | undefined {
  const entries = root?.kind === 'map' ? root.entries : [];
  return entries.find(({ key }) => key.text.toLowerCase() === name.toLowerCase())?.key.text;
}

function isComposed({ origin }: Slot, path: string): boolean {
  const place = origin.editable(path);
  return 'refused' in place && origin.locate({ path }).kind === 'value';
}

function jsonOf(text: string): JsonValue | undefined {
  const { documents } = readWhole(text);
  const root = documents[0]?.document.root;
  return root && nodeToJson(root);
}

interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  readonly steps: readonly (string | number)[];
  /** In the object, as findings name it. */
  readonly path: string;
  readonly value?: JsonValue;
}

/** The smallest parts that differ; a list of another length as a whole. */
function* changesBetween(
  before: JsonValue,
  after: JsonValue,
  steps: readonly (string | number)[],
): Generator<Change> {
  const change = (op: Change['op'], at: readonly (string | number)[], value?: JsonValue): Change => ({
    op,
    steps: at,
    path: at.reduce<string>(
      (path, step) => (typeof step === 'number' ? itemPath(path, step) : childPath(path, step)),
      ROOT_PATH,
    ),
    ...(value !== undefined && { value }),
  });
  if (isRecord(before) && isRecord(after)) {
    for (const [key, value] of Object.entries(before)) {
      const other = Object.hasOwn(after, key) ? after[key] : undefined;
      if (other === undefined) yield change('remove', [...steps, key]);
      else yield* changesBetween(value, other, [...steps, key]);
    }
    for (const [key, value] of Object.entries(after))
      if (!Object.hasOwn(before, key)) yield change('add', [...steps, key], value);
  } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [at, value] of before.entries())
      yield* changesBetween(value, after[at] ?? null, [...steps, at]);
  } else if (JSON.stringify(before) !== JSON.stringify(after)) yield change('replace', steps, after);
}

function patchText(changes: readonly Change[]): string {
  const pointer = (steps: Change['steps']) =>
    steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return changes
    .map(({ op, steps, value }) => {
      const path = `- op: ${op}\n  path: ${writeFlow(pointer(steps), 'yaml')}\n`;
      return value === undefined ? path : `${path}  value: ${writeFlow(value, 'yaml')}\n`;
    })
    .join('');
}

function targetOf({ apiVersion, kindId }: Slot['resource'], name: string): JsonValue {
  const kind = kindId.slice(kindId.lastIndexOf('/') + 1);
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : [undefined, apiVersion];
  return { ...(group !== undefined && { group }), version: version ?? '', kind, name };
}

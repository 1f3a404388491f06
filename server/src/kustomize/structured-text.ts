/** Field paths that go on inside a scalar whose text is YAML or JSON. */
import { readWhole } from '../yaml/read-whole.ts';
import { writeEntryValue, writeScalar } from '../yaml/write-value.ts';
import { derivedFrom } from './place.ts';
import { stringTree, type Tree, type TreeScalar, treeOf, treeToJson } from './tree.ts';
import { type FindOptions, findSlots, type Slot } from './tree-path.ts';

/** Undefined when the path does not lead into a text. */
export function structuredSlots(
  root: Tree,
  path: readonly string[],
  options: FindOptions,
): readonly Slot[] | undefined {
  let holder: Tree | undefined = root;
  for (let depth = 0; depth < path.length - 1; depth++) {
    const slot: Slot | undefined = findSlots(holder, path.slice(depth, depth + 1))[0];
    if (slot === undefined) return undefined;
    if (slot.value.kind === 'scalar') return insideText(slot, slot.value, path.slice(depth + 1), options);
    holder = slot.value;
  }
  return undefined;
}

function insideText(
  holder: Slot,
  scalar: TreeScalar,
  path: readonly string[],
  options: FindOptions,
): readonly Slot[] | undefined {
  const { documents } = readWhole(scalar.text);
  const [placed] = documents;
  if (placed?.document.root === undefined || placed.document.problems.some(({ code }) => code === 'syntax'))
    return undefined;
  // Places inside the text, while it is worked on.
  const locate = (start: number, end: number) => ({
    file: '',
    start: placed.start + start,
    end: placed.start + end,
  });
  const tree = treeOf(placed.document.root, locate, 'build');
  const slots = findSlots(tree, path, options);
  if (slots.length === 0) return undefined;
  let text = scalar.text;
  let shift = 0;
  return slots.map((slot) => ({
    value: slot.value,
    replace(value) {
      slot.replace(value);
      const inPlace = splice(text, shift, slot.value, value);
      shift += (inPlace?.length ?? 0) - text.length;
      text = inPlace ?? write(tree, scalar.text);
      holder.replace(stringTree(text.trimEnd(), derivedFrom(scalar.origin, value.origin)));
    },
  }));
}

/** The text with one scalar changed, so that all else keeps its form. Slots come in the order of the text. */
function splice(text: string, shift: number, before: Tree, after: Tree): string | undefined {
  if (/^\s*[[{]/.test(text) || before.kind !== 'scalar' || after.kind !== 'scalar') return undefined;
  const start = before.origin.start + shift;
  const end = before.origin.end + shift;
  if (before.origin.file !== '' || end <= start) return undefined;
  return text.slice(0, start) + writeScalar(after.value) + text.slice(end);
}

/** In the form that the text had: JSON on one line or several, else YAML. */
function write(tree: Tree, before: string): string {
  const json = treeToJson(tree);
  if (/^\s*[[{]/.test(before)) {
    const isPretty = before.includes('\n') && before.includes('  ');
    return isPretty ? JSON.stringify(json, undefined, 2) : JSON.stringify(json);
  }
  const layout = { step: 2, dashStep: 0, lineBreak: '\n' };
  return writeEntryValue(json, -layout.step, layout).replace(/^\n/, '').trim();
}

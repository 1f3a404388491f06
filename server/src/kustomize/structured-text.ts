/** Field paths that go on inside a scalar whose text is YAML or JSON. */
import { parseYamlFile } from '../yaml/parse-file.ts';
import { writeEntryValue } from '../yaml/write-value.ts';
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
  const { documents } = parseYamlFile(scalar.text, { isOurs: () => true, explicit: true });
  const document = documents[0]?.document;
  if (document?.root === undefined || document.problems.some(({ code }) => code === 'syntax'))
    return undefined;
  const { file, start, end } = scalar.origin;
  const tree = treeOf(document.root, () => ({ file, start, end }));
  const slots = findSlots(tree, path, options);
  if (slots.length === 0) return undefined;
  return slots.map((slot) => ({
    value: slot.value,
    replace(value) {
      slot.replace(value);
      holder.replace(stringTree(write(tree, scalar.text), derivedFrom(scalar.origin, value.origin)));
    },
  }));
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

/** Texts that deliver something fill in: variables of Flux in what was built, elements of an ApplicationSet in its template. */
import { derivedFrom, type Origin } from './place.ts';
import {
  child,
  descendant,
  entriesOf,
  mapItems,
  plainTree,
  type Tree,
  type TreeMap,
  textOf,
} from './tree.ts';

export interface Variables {
  readonly values: ReadonlyMap<string, Tree>;
  /** More of them may stand in objects of the cluster: a default is not certain then. */
  readonly hasOthers: boolean;
}

export function variablesOf(spec: Tree | undefined): Variables | undefined {
  const postBuild = child(spec, 'postBuild');
  if (postBuild === undefined) return undefined;
  const values = [...entriesOf(child(postBuild, 'substitute'))].flatMap(([name, { value }]) =>
    textOf(value) === undefined ? [] : [[name, value] as const],
  );
  return { values: new Map(values), hasOthers: mapItems(child(postBuild, 'substituteFrom')).length > 0 };
}

const VARIABLE = /\$\{([A-Za-z_]\w*)(?::?[-=]([^${}]*))?\}/g;

/** Fills in what the object says; a variable that only the cluster knows stays. */
export function fillIn(root: TreeMap, variables: Variables): void {
  const metadata = child(root, 'metadata');
  const switches = ['labels', 'annotations'].map((field) =>
    textOf(descendant(metadata, field, 'kustomize.toolkit.fluxcd.io/substitute')),
  );
  if (!switches.includes('disabled')) filled(root, variables);
}

function filled(tree: Tree, variables: Variables): Tree {
  return withTexts(tree, (text, origin) => withVariables(text, origin, variables));
}

interface Filled {
  readonly text: string;
  readonly origin: Origin;
}

function withTexts(tree: Tree, fill: (text: string, origin: Origin) => Filled): Tree {
  if (tree.kind === 'list') {
    for (const [at, item] of tree.items.entries()) tree.items[at] = withTexts(item, fill);
    return tree;
  }
  if (tree.kind === 'map') {
    for (const [name, { key, value }] of tree.entries)
      tree.entries.set(name, { key, value: withTexts(value, fill) });
    return tree;
  }
  if (typeof tree.value !== 'string') return tree;
  const { text, origin } = fill(tree.text, tree.origin);
  // The tools fill in text, which is read again: `${PORT}` becomes a number.
  return text === tree.text ? tree : plainTree(text, origin);
}

function withVariables(written: string, at: Origin, variables: Variables): Filled {
  if (!written.includes('${')) return { text: written, origin: at };
  let origin = at;
  const text = written.replace(VARIABLE, (whole, name: string, otherwise: string | undefined) => {
    const value = variables.values.get(name);
    const known = textOf(value) ?? (variables.hasOthers ? undefined : otherwise);
    if (known === undefined) return whole;
    origin = derivedFrom(origin, value?.origin);
    return known;
  });
  return { text, origin };
}

const PLACEHOLDER = /\{\{-? ?([\w.[\]]+) ?-?\}\}/g;

/** `{{ name }}` and `{{ .name }}` replaced; what no value says stays. */
export function withElement(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => values.get(name.replace(/^\./, '')) ?? whole);
}

/** A template of objects with the values of one element; the values stand in it as they do in the template. */
export function elementOf(template: Tree, values: ReadonlyMap<string, string>): Tree {
  return withTexts(template, (text, origin) => ({ text: withElement(text, values), origin }));
}

/** Something in it is left that only the cluster knows. */
export function holdsTemplate(tree: Tree): boolean {
  if (tree.kind === 'scalar') return typeof tree.value === 'string' && tree.text.includes('{{');
  const inner = tree.kind === 'list' ? tree.items : [...tree.entries.values()].map(({ value }) => value);
  return inner.some(holdsTemplate);
}

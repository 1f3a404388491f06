/** Forms of configuration, checked as strictly as Kustomize decodes them: types, names without regard to case. */

import type { Place } from './place.ts';
import type { BuildErrorClass } from './problems.ts';
import { isNull, setEntry, type Tree, type TreeMap } from './tree.ts';

export type Shape =
  | 'string'
  | 'boolean'
  | 'number'
  | 'any'
  | { readonly list: Shape }
  /** Any key. */
  | { readonly mapOf: Shape }
  | { readonly fields: ReadonlyMap<string, Shape> };

export function fields(shapes: Readonly<Record<string, Shape>>): {
  readonly fields: ReadonlyMap<string, Shape>;
} {
  return { fields: new Map(Object.entries(shapes)) };
}

export interface ShapeFault {
  readonly class: Extract<BuildErrorClass, 'kustomization-unknown-field' | 'kustomization-bad-type'>;
  readonly message: string;
  readonly place: Place;
}

/**
 * Gives the keys the names that the shape has for them and the first fault, in the order of the text. Nulls are as
 * good as absent and are taken out.
 */
export function conform(tree: Tree, shape: Shape): ShapeFault | undefined {
  if (shape === 'any' || isNull(tree)) return undefined;
  if (typeof shape === 'string') {
    const isFit = tree.kind === 'scalar' && typeof tree.value === shape;
    return isFit ? undefined : badType(tree, shape);
  }
  if ('list' in shape) {
    if (tree.kind !== 'list') return badType(tree, 'list');
    return firstFault(tree.items, (item) => conform(item, shape.list));
  }
  if (tree.kind !== 'map') return badType(tree, 'mapping');
  if ('mapOf' in shape) return firstFault(tree.entries.values(), ({ value }) => conform(value, shape.mapOf));
  return fitFields(tree, shape.fields);
}

function fitFields(map: TreeMap, shapes: ReadonlyMap<string, Shape>): ShapeFault | undefined {
  const written = [...map.entries];
  map.entries.clear();
  let fault: ShapeFault | undefined;
  for (const [name, { key, value }] of written) {
    const field = fieldNamed(name, shapes);
    if (field === undefined) {
      fault ??= { class: 'kustomization-unknown-field', message: `Unknown field "${name}"`, place: key };
      continue;
    }
    const [known, shape] = field;
    fault ??= conform(value, shape);
    if (isNull(value)) continue;
    map.entries.delete(known);
    setEntry(map, known, value, key);
  }
  return fault;
}

function fieldNamed(name: string, shapes: ReadonlyMap<string, Shape>): readonly [string, Shape] | undefined {
  const exact = shapes.get(name);
  if (exact !== undefined) return [name, exact];
  const folded = name.toLowerCase();
  for (const field of shapes) if (field[0].toLowerCase() === folded) return field;
  return undefined;
}

function firstFault<Item>(
  items: Iterable<Item>,
  check: (item: Item) => ShapeFault | undefined,
): ShapeFault | undefined {
  let fault: ShapeFault | undefined;
  for (const item of items) {
    const found = check(item);
    fault ??= found;
  }
  return fault;
}

function badType(tree: Tree, wanted: string): ShapeFault {
  const found =
    tree.kind === 'scalar' ? `${typeof tree.value} "${tree.text}"` : tree.kind === 'map' ? 'mapping' : 'list';
  return {
    class: 'kustomization-bad-type',
    message: `Expected a ${wanted}, found a ${found}`,
    place: tree.origin,
  };
}

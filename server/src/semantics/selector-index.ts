/** Objects by the labels that they select: pods have few labels, meshes many selectors. */
import { groupBy } from '../base/group-by.ts';
import { carries } from './fields.ts';

type Labels = ReadonlyMap<string, string>;

interface Entry<Item> {
  readonly item: Item;
  readonly selector: Labels;
  readonly at: number;
}

export class SelectorIndex<Item> {
  readonly #groups: ReadonlyMap<string, readonly Entry<Item>[]>;

  constructor(items: readonly Item[], selectorOf: (item: Item) => Labels) {
    const entries = items.map((item, at) => ({ item, selector: selectorOf(item), at }));
    this.#groups = groupBy(entries, ({ selector }) => {
      const [first] = selector;
      return first === undefined ? '' : first.join('=');
    });
  }

  /** Those whose whole selector the labels carry, in their order; an empty selector is carried by all. */
  of(labels: Labels): readonly Item[] {
    const pairs = new Set(['', ...[...labels].map((pair) => pair.join('='))]);
    return [...pairs]
      .flatMap((pair) => this.#groups.get(pair) ?? [])
      .filter(({ selector }) => carries(labels, selector))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}

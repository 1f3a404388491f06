/** Names for subsets: what tells the workloads behind the rule's host apart. */
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { labelledBy } from '../label-scope.ts';
import { type MeshPlace, nodeAt, stringsOf } from '../mesh-place.ts';

export function subsetNames(place: MeshPlace): readonly Choice[] {
  const index = place.steps.at(-2);
  const list = nodeAt(place, ['spec', 'subsets']);
  const items = list?.kind === 'seq' ? list.items : [];
  const written = new Set(
    items.flatMap(({ value }, at) => (at === index ? [] : (stringsOf(value)['name'] ?? []))),
  );
  const values = new Map<string, Set<string>>();
  for (const { labels } of labelledBy(place, ['spec', 'subsets', items.length, 'labels'], '') ?? []) {
    for (const [key, value] of Object.entries(labels)) {
      const found = values.get(key);
      if (found === undefined) values.set(key, new Set([value]));
      else found.add(value);
    }
  }
  return [...values].flatMap(([key, found]): readonly Choice[] =>
    found.size < 2
      ? []
      : [...found]
          .filter((value) => DNS_LABEL.test(value) && !written.has(value))
          .sort()
          .map((value) => ({
            ...word(value, `${key}: ${value}`, key === 'version' ? RANK.first : RANK.common),
            habit: 'usual',
          })),
  );
}

const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

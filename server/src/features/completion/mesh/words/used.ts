/** Words that the files use elsewhere, the most frequent first. */
import { usedWords as table, type WordSort } from '../../../../workspace/tables/used-words.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';

/** What is being typed counts too, but is not offered to itself. */
export function usedWords(
  place: MeshPlace,
  sort: WordSort,
  noun: string,
  rank: number = RANK.common,
): readonly Choice[] {
  return counted(place, sort).map(([used, count]) =>
    word(used, count === 1 ? noun : `${noun}, in ${count} objects`, rank),
  );
}

/** Words with the number of objects that use them. */
export function counted(
  { reader, word: typed }: MeshPlace,
  sort: WordSort,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { row } of reader.read(table, sort)) counts.set(row.word, (counts.get(row.word) ?? 0) + 1);
  return [...counts]
    .filter(([used, count]) => used !== typed || count > 1)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

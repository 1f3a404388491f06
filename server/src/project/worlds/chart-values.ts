/** Values files beside a chart: its own always count, and of the others one at a time. */
import type { GivenValues } from './given-values.ts';
import { nameOf } from './paths.ts';
import type { ChartValuesList } from './unit.ts';

export interface ChartValues {
  readonly own: readonly string[];
  readonly others: readonly string[];
}

/** @param paths of the files of the chart */
export function valuesOfChart(folder: string, paths: readonly string[]): ChartValues {
  const names = paths.filter((path) => {
    const [first = '', ...rest] = path.slice(folder.length === 0 ? 0 : folder.length + 1).split('/');
    if (rest.length === 0) return /^values.*\.ya?ml$/.test(first);
    return first === 'ci' && rest.length === 1 && /-values\.ya?ml$/.test(rest[0] ?? '');
  });
  const own = names.filter((path) => /(?:^|\/)values\.ya?ml$/.test(path));
  return { own, others: names.filter((path) => !own.includes(path)) };
}

/** What delivery objects give, by whom. */
export type Given = GivenValues & { readonly by: string };

/** What the chart is rendered with, one list at a time: its own values, then these with each of the others. */
export function renderingsOfChart(
  { own, others }: ChartValues,
  given: readonly Given[],
): readonly ChartValuesList[] {
  const named = new Set(given.flatMap(({ files }) => files));
  const lists = [
    ...given.map(({ by, files, ...rest }) => ({
      ...rest,
      files: files.filter((path) => !own.includes(path)),
      label: rest.inline.length > 0 ? `values of ${by}` : nameOf(files.at(-1) ?? ''),
    })),
    ...others
      .filter((path) => !named.has(path))
      .map((path) => ({ files: [path], inline: [], isOpen: false, label: nameOf(path) })),
  ].filter(({ files, inline }) => files.length > 0 || inline.length > 0);
  const distinct = [
    ...new Map(lists.map((list) => [JSON.stringify([list.files, list.inline]), list])).values(),
  ];
  if (distinct.length === 0) return [];
  const alone = own.map((path) => ({ files: [path], inline: [], isOpen: false, label: nameOf(path) }));
  return [...alone.slice(0, 1), ...distinct.map((list) => ({ ...list, files: [...own, ...list.files] }))];
}

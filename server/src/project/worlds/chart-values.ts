/** Values files beside a chart: its own always count, and of the others one at a time. */

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

/**
 * What the chart is rendered with, one list at a time: its own values, then these with each of the others.
 * @param given lists that delivery objects name: each together
 */
export function renderingsOfChart(
  { own, others }: ChartValues,
  given: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const lists = [...given.filter((list) => list.length > 0), ...others.map((each) => [each])];
  const distinct = [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
  return distinct.length === 0
    ? []
    : [...(own.length === 0 ? [] : [own]), ...distinct.map((list) => [...own, ...list])];
}

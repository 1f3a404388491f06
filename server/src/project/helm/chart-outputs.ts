/** What an installed Helm has said of the charts of a project, by chart and list of values. */
import { isTemplateName } from '../../helm/chart.ts';
import type { HelmResult } from '../../workspace/chart-rendering.ts';
import type { ChartValuesList, ProjectUnit } from '../worlds/unit.ts';

export type ChartResult = HelmResult | { readonly problem: string };

/** Without any list the chart's own values count alone. */
const OWN: ChartValuesList = { files: [], inline: [], isOpen: false, label: '' };
/** More lists than this say nothing new of a chart. */
const MOST_LISTS = 12;

/** Empty for what is no chart. */
export function listsOf({ values = [], release }: ProjectUnit): readonly ChartValuesList[] {
  if (release === undefined) return [];
  return values.length === 0 ? [{ ...OWN, isOpen: release.isOpen }] : values.slice(0, MOST_LISTS);
}

export function keyOf({ root, namespace, release }: ProjectUnit, { files, inline }: ChartValuesList): string {
  return JSON.stringify([root, namespace, release?.name, files, inline]);
}

/** A template of the chart, or of a chart inside it; `path`: decoded. */
export function isTemplateOf({ root }: ProjectUnit, path: string): boolean {
  const steps = path.slice(root === '' ? 0 : root.length + 1).split('/');
  const name = steps.pop() ?? '';
  return steps.includes('templates') && isTemplateName(name);
}

export class ChartOutputs {
  readonly #results: ReadonlyMap<string, ChartResult>;

  constructor(results: ReadonlyMap<string, ChartResult> = new Map()) {
    this.#results = results;
  }

  /** Undefined where Helm was not asked, or gave no answer. */
  of(unit: ProjectUnit, list: ChartValuesList): HelmResult | undefined {
    const found = this.#results.get(keyOf(unit, list));
    return found === undefined || 'problem' in found ? undefined : found;
  }

  /** Why Helm gave no answer. */
  problemOf(unit: ProjectUnit, list: ChartValuesList): string | undefined {
    const found = this.#results.get(keyOf(unit, list));
    return found !== undefined && 'problem' in found ? found.problem : undefined;
  }

  /** Helm has spoken of at least one of its lists: each is a world of its own. */
  holds(unit: ProjectUnit): boolean {
    return listsOf(unit).some((list) => this.of(unit, list) !== undefined);
  }

  get size(): number {
    return this.#results.size;
  }

  /** With these results, and of the others those that are still wanted. */
  with(results: ReadonlyMap<string, ChartResult>, wanted: ReadonlySet<string>): ChartOutputs {
    const all = [...this.#results, ...results].filter(([key]) => wanted.has(key));
    return new ChartOutputs(new Map(all));
  }
}

/** Has an installed Helm render the charts of projects, one after the other. */

import { errorIn, helmFailure } from '../../workspace/helm-output.ts';
import { MAX_FILE_BYTES } from '../../yaml/limits.ts';
import { decodeFile } from '../decode-file.ts';
import type { Decoders, FileSource } from '../file-source.ts';
import type { Project } from '../project.ts';
import type { ChartValuesList, ProjectUnit } from '../worlds/unit.ts';
import { type ChartResult, isTemplateOf, keyOf, listsOf } from './chart-outputs.ts';
import type { Helm, HelmSignal } from './helm.ts';

/**
 * Stand for what nobody says: a release and its namespace are named when the chart is installed. Texts with this word in them
 * are judged as placeholders are.
 */
const UNKNOWN = { release: 'release-placeholder', namespace: 'namespace-placeholder' } as const;
/** A repository with more charts than this is judged without running Helm a thousand times. */
const MOST_CALLS = 200;

export interface RenderOptions {
  readonly helm: Helm;
  readonly source: FileSource;
  readonly decoders: Decoders;
  readonly signal: HelmSignal;
  /** Charts to render anew; the others keep what is known of them. */
  isWanted(project: Project, unit: ProjectUnit): boolean;
  /** Helm gave no answer: a sentence without a full stop. */
  onProblem(text: string): void;
}

/** @returns whether something else is known than before; the worlds are to be divided anew then */
export async function renderCharts(projects: readonly Project[], options: RenderOptions): Promise<boolean> {
  let hasChanged = false;
  let left = MOST_CALLS;
  for (const project of projects) {
    const results = new Map<string, ChartResult>();
    const known = new Set<string>();
    for (const { unit, list } of chartsOf(project)) {
      const key = keyOf(unit, list);
      known.add(key);
      if (options.signal.aborted || !options.isWanted(project, unit)) continue;
      if (left-- > 0) results.set(key, await renderOne(project, unit, list, options));
      else if (left === -1)
        options.onProblem(`Helm renders ${MOST_CALLS} charts at most; the others are read without it`);
    }
    if (options.signal.aborted) return false;
    project.chartOutputs = project.chartOutputs.with(results, known);
    hasChanged ||= results.size > 0;
  }
  return hasChanged;
}

function chartsOf(
  project: Project,
): readonly { readonly unit: ProjectUnit; readonly list: ChartValuesList }[] {
  return project.units.flatMap((unit) =>
    listsOf(unit).flatMap((list) => (list.isOpen ? [] : [{ unit, list }])),
  );
}

async function renderOne(
  project: Project,
  unit: ProjectUnit,
  { files, inline }: ChartValuesList,
  { helm, source, decoders, signal, onProblem }: RenderOptions,
): Promise<ChartResult> {
  const folder = project.uriOf(unit.root);
  const templates = unit.files.filter((uri) => isTemplateOf(unit, project.pathOf(uri)));
  // Before Helm reads them: one that is saved meanwhile reads otherwise than what was rendered of it.
  const reads = await source.read(templates, MAX_FILE_BYTES + 1);
  const texts = templates.flatMap((uri, at): (readonly [string, string])[] => {
    const read = reads[at];
    if (read === undefined || 'problem' in read) return [];
    const content = decodeFile(read.bytes, decoders.strict, read.size);
    return 'text' in content ? [[uri, content.text]] : [];
  });
  const namespace = unit.namespace ?? project.namespaceOf(unit);
  // Helm reads the chart's own values by itself.
  const own = `${unit.root === '' ? '' : `${unit.root}/`}values.yaml`;
  const answer = await helm.template(
    {
      folder,
      release: unit.release?.name ?? UNKNOWN.release,
      namespace: namespace ?? UNKNOWN.namespace,
      values: [
        ...files.filter((path) => path !== own).map((path) => project.uriOf(path)),
        ...inline.map((values) => ({ text: JSON.stringify(values) })),
      ],
    },
    signal,
  );
  if ('output' in answer) return { output: answer.output, read: new Map(texts) };
  const failure = 'stderr' in answer ? helmFailure(answer.stderr) : undefined;
  if (failure !== undefined) return { failure };
  const problem = 'stderr' in answer ? errorIn(answer.stderr) : answer.problem;
  if (!signal.aborted) onProblem(`Helm does not render "${unit.name}": ${problem}`);
  return { problem };
}

/** The JSON of `meshwright render` for a chart. */
import type { Chart } from '../helm/chart.ts';
import { type DiskSource, displayPath } from './disk-source.ts';
import type { RenderedNode, Rendering } from './rendering.ts';

export function renderedChart(
  { templates }: Chart,
  folder: string,
  source: DiskSource,
  workingFolder: string,
): Rendering {
  const nodes = templates.flatMap(({ path, template }) =>
    template.documents.flatMap((document) =>
      document.nodes.map(
        ({ path: at, range, state, value }): RenderedNode => ({
          file: displayPath(path, workingFolder),
          line: source.lineOf(path, range.start),
          path: at,
          state,
          ...(state === 'templated' || value === undefined ? {} : { value }),
        }),
      ),
    ),
  );
  const errors = templates.flatMap(({ path, template: { fault } }) =>
    fault === undefined
      ? []
      : [
          {
            class: 'template-syntax',
            message: fault.message,
            file: displayPath(path, workingFolder),
            line: source.lineOf(path, fault.start),
          },
        ],
  );
  return {
    version: 1,
    world: { kind: 'helm', root: displayPath(folder, workingFolder), completeness: 'auto' },
    nodes,
    unresolved: [],
    errors,
  };
}

/** What only the blocks of a chart's template can tell: actions that do not balance, keys twice in one branch. */
import { isTemplateName } from '../helm/chart.ts';
import { readTemplate } from '../helm/template.ts';
import type { UnitProblem } from './unit-problem.ts';

export const TEMPLATE_SYNTAX = 'template-syntax';
/** An installed Helm refuses it. */
export const TEMPLATE_RENDER = 'template-render';

/** Templates of charts: everything below a folder `templates`, but partials. */
function isChartTemplate(uri: string): boolean {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return uri.includes('/templates/') && isTemplateName(name);
}

export function templateProblems(uri: string, text: string): readonly UnitProblem[] {
  if (!text.includes('{{') || !isChartTemplate(uri)) return [];
  const { fault, duplicates } = readTemplate(text);
  if (fault !== undefined) {
    const { start, end, message } = fault;
    return [{ uri, start, end: Math.max(end, start + 1), code: TEMPLATE_SYNTAX, data: { detail: message } }];
  }
  return duplicates.map(({ start, end, key }) => ({ uri, start, end, code: 'duplicate-key', data: { key } }));
}

/** The last lines of a report for people: how much was checked, and what would have more of it checked. */
import type { LintReport } from '../report.ts';
import { displayText } from './display-text.ts';
import type { ReportView } from './reporter.ts';

/** A quiet report says it only where less than half was checked. */
export function coverageLines(
  { coverage }: Pick<LintReport, 'coverage'>,
  { isQuiet }: Pick<ReportView, 'isQuiet'>,
): readonly string[] {
  if (isQuiet && !coverage.isMostlyUnchecked) return [];
  const { summary, wayOut } = coverage;
  return [summary, ...(wayOut === undefined ? [] : [wayOut])].map(displayText);
}

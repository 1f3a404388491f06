/** What a form of a report is. */
import type { LintReport } from '../report.ts';
import type { Style } from '../style.ts';

/** What a reporter may use besides the report. */
export interface ReportView {
  readonly style: Style;
  readonly isQuiet: boolean;
  /** Width to fit excerpts in. */
  readonly columns: number;
  /** Findings that `--min-severity` leaves out. */
  readonly hidden: number;
  /** Lines of a file, without their breaks. */
  linesOf(file: string): readonly string[];
}

/** The whole text of the report, ending with a line break unless it is empty. */
export type Reporter = (report: LintReport, view: ReportView) => string;

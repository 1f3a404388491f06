/** The report as it is. */
import type { Reporter } from './reporter.ts';

export const json: Reporter = (report) => `${JSON.stringify(report, null, 2)}\n`;

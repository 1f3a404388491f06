/**
 * One line for each finding, for editors and scripts: `file:line:column severity rule message`, counted from 1. What was
 * checked stands in lines without a place.
 */
import { messageWithWorlds } from '../../workspace/finding.ts';
import { coverageLines } from './coverage-lines.ts';
import { displayText } from './display-text.ts';
import type { Reporter } from './reporter.ts';

export const compact: Reporter = (report, view) => {
  const lines = report.findings.map((finding) => {
    const { file, range, severity, rule } = finding;
    const place = `${displayText(file)}:${range.start.line + 1}:${range.start.character + 1}`;
    return `${place} ${severity} ${rule} ${displayText(messageWithWorlds(finding))}`;
  });
  return [...lines, ...coverageLines(report, view)].map((line) => `${line}\n`).join('');
};

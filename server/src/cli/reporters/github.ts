/** Workflow commands of GitHub Actions: findings show as annotations of the changed lines. Counted from 1. */
import type { Severity } from '../../workspace/finding.ts';
import { messageWithWorlds } from '../../workspace/finding.ts';
import { coverageLines } from './coverage-lines.ts';
import type { Reporter } from './reporter.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

export const github: Reporter = (report, view) => {
  const lines = report.findings.map((finding) => {
    const { file, range, severity, rule } = finding;
    const { start, end } = range;
    const isOnOneLine = start.line === end.line;
    const properties = [
      `file=${property(file)}`,
      `line=${start.line + 1}`,
      `endLine=${end.line + 1}`,
      // Columns are allowed on one line only; the end is included.
      ...(isOnOneLine
        ? [`col=${start.character + 1}`, `endColumn=${Math.max(start.character + 1, end.character)}`]
        : []),
      `title=${property(rule)}`,
    ];
    return `::${LEVELS[severity]} ${properties.join(',')}::${text(messageWithWorlds(finding))}`;
  });
  return [...lines, ...coverageLines(report, view)].map((line) => `${line}\n`).join('');
};

function text(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value: string): string {
  return text(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** For people: each finding with its place, its source line and what can be done, and a last line that counts. */
import { type Severity, worldsInWords } from '../../workspace/finding.ts';
import type { LintReport, ReportedFinding } from '../report.ts';
import { SEVERITIES } from '../severity-order.ts';
import { coverageLines } from './coverage-lines.ts';
import { displayText } from './display-text.ts';
import type { Reporter, ReportView } from './reporter.ts';
import { sourceExcerpt } from './source-excerpt.ts';

/** Of one rule in one folder. */
const SHOWN_OF_A_SORT = 3;
/** Of those that are counted. */
const MOST_PLACES = 10;
/** More fixes than these belong into an editor. */
const MAX_FIXES = 3;

export const pretty: Reporter = (report, view) => {
  const explained = new Set<string>();
  const blocks = folded(report.findings).map(({ finding, more }) => {
    const isFirst = !explained.has(finding.rule);
    explained.add(finding.rule);
    const text = block(finding, view, isFirst);
    return more.length === 0 ? `${text}\n` : `${text}\n${moreLine(more, view)}\n`;
  });
  const lines = [...(view.isQuiet ? [] : [summary(report, view)]), ...coverageLines(report, view)];
  if (lines.length > 0) blocks.push(`${lines.join('\n')}\n`);
  return blocks.join('\n');
};

interface Shown {
  readonly finding: ReportedFinding;
  /** Of the same rule and folder, told by their places. */
  readonly more: ReportedFinding[];
}

/** Of one rule in one folder the first are shown, and the others counted: all of them are in JSON. */
function folded(findings: readonly ReportedFinding[]): readonly Shown[] {
  const bySort = new Map<string, Shown[]>();
  const all: Shown[] = [];
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.severity} ${finding.file.slice(0, finding.file.lastIndexOf('/') + 1)}`;
    const before = bySort.get(key) ?? [];
    bySort.set(key, before);
    const last = before.at(-1);
    if (before.length === SHOWN_OF_A_SORT && last !== undefined) {
      last.more.push(finding);
      continue;
    }
    const shown = { finding, more: [] };
    before.push(shown);
    all.push(shown);
  }
  return all;
}

function moreLine(more: readonly ReportedFinding[], { style }: ReportView): string {
  const places = more.slice(0, MOST_PLACES).map(({ file, range }) => place(file, range.start));
  const rest = more.length - places.length;
  const listed = `${places.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return `  ${style.faint(`${more.length} more of this sort:`)} ${listed}`;
}

function block(finding: ReportedFinding, view: ReportView, isFirstOfRule: boolean): string {
  const { style } = view;
  const { file, range, severity, rule, message } = finding;
  const title = [
    style.strong(place(file, range.start)),
    style.severity(severity, severity),
    style.faint(rule),
  ].join('  ');
  const excerpt = sourceExcerpt(view.linesOf(file), range, view.columns).map(({ gutter, text, kind }) => {
    const body = kind === 'marks' ? style.severity(severity, text) : text;
    return `${style.faint(`${gutter} |`)} ${body}`;
  });
  return [title, `  ${displayText(message)}`, ...excerpt, ...notes(finding, view, isFirstOfRule)].join('\n');
}

function notes(finding: ReportedFinding, { style }: ReportView, isFirstOfRule: boolean): readonly string[] {
  const note = (label: string, text: string) => `  ${style.faint(`${label}:`)} ${text}`;
  const { resource, path } = finding;
  const lines: string[] = [];
  if (resource !== undefined) {
    const owner = [resource.namespace, resource.name].filter((part) => part !== undefined).join('/');
    const where = path === '' ? '' : `, ${path}`;
    lines.push(note('in', displayText(`${resource.kind} ${owner}${where}`)));
  }
  if (finding.worlds !== undefined) lines.push(note('worlds', displayText(worldsInWords(finding.worlds))));
  for (const { file, range, message } of finding.related) {
    lines.push(note('see', `${place(file, range.start)} ${displayText(message)}`));
  }
  const more = (finding.relatedCount ?? 0) - finding.related.length;
  if (more > 0) lines.push(note('see', `${more} more ${more === 1 ? 'place' : 'places'}`));
  for (const { title } of finding.fixes.slice(0, MAX_FIXES)) lines.push(note('fix', displayText(title)));
  if (isFirstOfRule) lines.push(note('docs', finding.docs));
  return lines;
}

/** In the form that terminals and editors make a link of. */
function place(file: string, start: { readonly line: number; readonly character: number }): string {
  return `${displayText(file)}:${start.line + 1}:${start.character + 1}`;
}

function summary(report: LintReport, { style, hidden }: ReportView): string {
  const { findings, files, resources, istio, suppressed } = report;
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const total =
    counts.length === 0
      ? // Where little was checked, silence is no praise.
        report.coverage.isMostlyUnchecked
        ? '0 findings'
        : style.strong('No findings')
      : counts
          .map(({ severity, count }) => style.severity(severity, `${count} ${noun(severity, count)}`))
          .join(', ');
  const scope = `${plural(files, 'file')}, ${plural(resources, 'resource')}, Istio ${istio}`;
  const extra = [
    hidden > 0 ? `${hidden} milder not shown` : '',
    suppressed > 0 ? `${suppressed} suppressed` : '',
  ].filter((part) => part !== '');
  return [`${total} ${style.faint(`(${scope})`)}`, ...extra].join('; ');
}

function noun(severity: Severity, count: number): string {
  return severity === 'info' || count === 1 ? severity : `${severity}s`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

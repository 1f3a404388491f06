/** Outcomes of request tests, for people and for CI. */
import type { TestOutcome } from '../../semantics/tests/outcome.ts';
import { displayText } from './display-text.ts';

/** One outcome with the place of its test. */
export interface PlacedOutcome {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly outcome: TestOutcome;
  readonly failures: readonly { readonly line: number; readonly text: string }[];
}

export const TEST_FORMATS = ['pretty', 'json', 'junit'] as const;
export type TestFormat = (typeof TEST_FORMATS)[number];

export function reportTests(outcomes: readonly PlacedOutcome[], format: TestFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(asJson(outcomes), null, 2)}\n`;
    case 'junit':
      return junit(outcomes);
    case 'pretty':
      return pretty(outcomes);
  }
}

function counts(outcomes: readonly PlacedOutcome[]): { readonly passed: number; readonly failed: number } {
  const failed = outcomes.filter(({ failures }) => failures.length > 0).length;
  return { passed: outcomes.length - failed, failed };
}

function asJson(outcomes: readonly PlacedOutcome[]): unknown {
  return {
    version: 1,
    ...counts(outcomes),
    tests: outcomes.map(({ file, line, outcome, failures }) => ({
      name: outcome.name,
      request: outcome.request,
      file,
      line: line - 1,
      ok: failures.length === 0,
      failures: failures.map((failure) => ({ ...failure, line: failure.line - 1 })),
    })),
  };
}

/** Failures with the reasons of the answer; what holds is counted. */
function pretty(outcomes: readonly PlacedOutcome[]): string {
  const lines: string[] = [];
  for (const { file, outcome, failures } of outcomes) {
    if (failures.length === 0) continue;
    lines.push(displayText(`FAIL ${outcome.name}: ${outcome.request}`));
    for (const { line, text } of failures) lines.push(displayText(`  ${file}:${line}: ${text}`));
    for (const { text } of outcome.steps) lines.push(displayText(`    - ${text}`));
    lines.push('');
  }
  const { passed, failed } = counts(outcomes);
  lines.push(`${passed} passed, ${failed} failed`);
  return `${lines.join('\n')}\n`;
}

function junit(outcomes: readonly PlacedOutcome[]): string {
  const { failed } = counts(outcomes);
  const cases = outcomes.map(({ file, outcome, failures }) => {
    const name = `${outcome.name}: ${outcome.request}`;
    const open = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(name)}"`;
    if (failures.length === 0) return `${open}/>`;
    const told = failures.map(
      ({ line, text }) =>
        `      <failure message="${escapeXml(text)}">${escapeXml(`${file}:${line}\n${outcome.steps.map((step) => step.text).join('\n')}`)}</failure>`,
    );
    return [`${open}>`, ...told, '    </testcase>'].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="meshwright" tests="${outcomes.length}" failures="${failed}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const XML_NAMES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/** Characters that XML 1.0 does not allow at all become a question mark. */
function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML does not allow.
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '?');
  return clean.replace(/[&<>"]/g, (character) => XML_NAMES.get(character) ?? '');
}

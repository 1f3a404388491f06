/** Colors of the terminal, or none. */
import type { Severity } from '../workspace/finding.ts';
import type { Terminal, TextSink } from './terminal.ts';

export interface Style {
  severity(severity: Severity, text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

export const PLAIN_STYLE: Style = {
  severity: (_, text) => text,
  strong: (text) => text,
  faint: (text) => text,
};

const SEVERITY_CODES: Readonly<Record<Severity, string>> = {
  error: '31',
  warning: '33',
  info: '34',
  hint: '36',
};

const COLOR_STYLE: Style = {
  severity: (severity, text) => paint(SEVERITY_CODES[severity], text),
  strong: (text) => paint('1', text),
  faint: (text) => paint('2', text),
};

/** Colors only on a terminal, and never against `NO_COLOR` (https://no-color.org) or `TERM=dumb`. */
export function styleFor(sink: TextSink, environment: Terminal['environment']): Style {
  const isRefused = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return sink.isTerminal && !isRefused ? COLOR_STYLE : PLAIN_STYLE;
}

function paint(code: string, text: string): string {
  return `\u001b[${code}m${text}\u001b[0m`;
}

/** Values as YAML text: plain where that reads back as the same value for every YAML reader, else quoted. */
import type { JsonValue } from '../base/json.ts';
import type { ScalarStyle } from './node.ts';
import { type PlainValue, plainValue } from './plain-scalar.ts';

export interface ScalarContext {
  /** Kept where it can hold the text. */
  readonly style?: ScalarStyle | undefined;
  readonly isFlow?: boolean;
}

/** How block text is laid out. */
export interface Layout {
  /** Spaces of one level. */
  readonly step: number;
  /** Spaces that a list's dashes stand behind the key of the list. */
  readonly dashStep: number;
  readonly lineBreak: string;
}

const INDICATOR = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:\s|$)|---|\.\.\.)/;
const UNPRINTABLE = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\ud800-\udfff]/;

/** One line of text that reads back as the value. */
export function writeScalar(value: PlainValue, context: ScalarContext = {}): string {
  if (typeof value !== 'string') return writeConstant(value);
  const { style, isFlow = false } = context;
  if (style === 'double' || needsEscapes(value)) return doubleQuoted(value);
  return style !== 'single' && isPlainSafe(value, isFlow) ? value : quoted(value, style);
}

function writeConstant(value: number | boolean | null): string {
  if (typeof value !== 'number') return String(value);
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return String(value);
}

function isPlainSafe(text: string, isFlow: boolean): boolean {
  if (text === '' || text.trim() !== text || INDICATOR.test(text)) return false;
  if (/:(?:\s|$)|\s#|\{\{/.test(text)) return false;
  if (isFlow && /[,[\]{}]|:$/.test(text)) return false;
  const value = plainValue(text);
  return typeof value === 'string' && isStringElsewhere(text);
}

/** Dates and sexagesimal numbers are strings to the API server, but not to other readers of YAML 1.1. */
function isStringElsewhere(text: string): boolean {
  return (
    !/^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?$|^\d{4}-\d\d?-\d\d?/.test(text) && text !== '=' && text !== '<<'
  );
}

function quoted(text: string, style: ScalarStyle | undefined): string {
  const preferDouble = style === undefined && text.includes("'") && !/["\\]/.test(text);
  return preferDouble ? doubleQuoted(text) : `'${text.replaceAll("'", "''")}'`;
}

function needsEscapes(text: string): boolean {
  return /[\n\r\t]/.test(text) || UNPRINTABLE.test(text);
}

function doubleQuoted(text: PlainValue): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The value on one line; `json` quotes every string and key. */
export function writeFlow(value: JsonValue, quoting: 'yaml' | 'json'): string {
  const scalar = (text: PlainValue): string =>
    quoting === 'json' ? doubleQuoted(text) : writeScalar(text, { isFlow: true });
  if (isList(value)) return `[${value.map((item) => writeFlow(item, quoting)).join(', ')}]`;
  if (value === null || typeof value !== 'object') return scalar(value);
  const entries = Object.entries(value).map(([key, item]) => `${scalar(key)}: ${writeFlow(item, quoting)}`);
  return `{${entries.join(', ')}}`;
}

/**
 * What stands behind `key:`, in block style: text of one line starts with a blank, everything else with a line break.
 * `column` is that of the key.
 */
export function writeEntryValue(value: JsonValue, column: number, layout: Layout): string {
  if (isList(value)) {
    if (value.length === 0) return ' []';
    const dashes = column + layout.dashStep;
    return value.map((item) => startLine(dashes, layout) + writeItem(item, dashes, layout)).join('');
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value);
    if (entries.length === 0) return ' {}';
    const inner = column + layout.step;
    return entries
      .map(([key, item]) => startLine(inner, layout) + writeEntry(key, item, inner, layout))
      .join('');
  }
  return ` ${writeText(value, column + layout.step, layout)}`;
}

export function writeEntry(key: string, value: JsonValue, column: number, layout: Layout): string {
  return `${writeScalar(key)}:${writeEntryValue(value, column, layout)}`;
}

/** A whole document of an object, with the line break at its end. */
export function writeDocument(value: Readonly<Record<string, JsonValue>>, layout: Layout): string {
  return Object.entries(value)
    .map(([key, item]) => writeEntry(key, item, 0, layout) + layout.lineBreak)
    .join('');
}

/** A list item with its dash, which stands at `column`. */
export function writeItem(value: JsonValue, column: number, layout: Layout): string {
  const inner = column + 2;
  if (isList(value) && value.length > 0) {
    const items = value.map((item) => writeItem(item, inner, layout));
    return `- ${items.join(startLine(inner, layout))}`;
  }
  if (value !== null && typeof value === 'object' && !isList(value) && Object.keys(value).length > 0) {
    const entries = Object.entries(value).map(([key, item]) => writeEntry(key, item, inner, layout));
    return `- ${entries.join(startLine(inner, layout))}`;
  }
  return `-${writeEntryValue(value, column, layout)}`;
}

/** A scalar; text of several lines as a block scalar whose lines stand at `column`. */
function writeText(value: PlainValue, column: number, layout: Layout): string {
  const block = typeof value === 'string' ? writeBlockText(value, column, layout) : undefined;
  return block ?? writeScalar(value);
}

/** Undefined for text that a block scalar cannot hold without tricks. */
export function writeBlockText(text: string, column: number, layout: Layout): string | undefined {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n');
  if (lines.length < 2 || /[\r\t]/.test(text) || UNPRINTABLE.test(text)) return undefined;
  if (body.endsWith('\n') || lines.some((line) => line.trim() === '' && line !== '') || /^\n*\s/.test(body))
    return undefined;
  const header = text.endsWith('\n') ? '|' : '|-';
  return (
    header + lines.map((line) => (line === '' ? layout.lineBreak : startLine(column, layout) + line)).join('')
  );
}

function startLine(column: number, layout: Layout): string {
  return layout.lineBreak + ' '.repeat(column);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

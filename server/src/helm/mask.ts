/**
 * A template as YAML of the same length: what prints nothing becomes blanks, what prints something inside a line a plain
 * word, and what fills lines alone is left blank. Text behind control words at the start of a line moves to where the
 * line would start, so that the structure stays.
 */
import { type Action, isSpace } from './actions.ts';
import type { Branch } from './blocks.ts';

export interface MaskedTemplate {
  readonly text: string;
  /** From an offset of the masked text to one of the template. */
  toSource(offset: number): number;
  /** Actions that print something and stand alone on their lines, in order: what they print is not known. */
  readonly standalone: readonly Action[];
}

/** Stands for what an action prints. */
const WORD = 'x';

interface Shift {
  readonly start: number;
  readonly end: number;
  readonly by: number;
}

export function maskTemplate(
  text: string,
  actions: readonly Action[],
  branches: readonly Branch[],
): MaskedTemplate {
  const units = [...blankDefinitions(text, branches)];
  const standalone: Action[] = [];
  const lines = lineStarts(text);
  const silent = (action: Action) => action.kind !== 'output' && action.kind !== 'template';
  for (const action of actions) if (silent(action)) blank(units, action.start, action.end);
  for (const group of groupsByLines(actions, lines, text.length)) {
    const outputs = group.actions.filter((action) => !silent(action));
    if (outputs.length === 0) continue;
    const isAlone = isBlankOutside(units, group, outputs);
    for (const action of outputs) {
      if (isAlone) {
        blank(units, action.start, action.end);
        standalone.push(action);
      } else writeWord(units, action);
    }
  }
  const shifts = pullLines(text, units, actions.filter(silent), lines);
  return {
    text: units.join(''),
    toSource: (offset) => offset + shiftAt(shifts, offset),
    standalone,
  };
}

/** UTF-16 units of the text, those in definitions blank: they print where they are called. */
function blankDefinitions(text: string, branches: readonly Branch[]): string[] {
  const units = text.split('');
  let until = 0;
  for (const { block, start, end } of branches) {
    if ((block.kind !== 'define' && block.kind !== 'block') || end <= until) continue;
    blank(units, start, end);
    until = end;
  }
  return units;
}

function blank(units: string[], start: number, end: number): void {
  for (let at = start; at < end; at++) if (!isLineBreak(units[at])) units[at] = ' ';
}

/** The word takes the action's first line; its other lines are blank. */
function writeWord(units: string[], { start, end }: Action): void {
  let isFirstLine = true;
  for (let at = start; at < end; at++) {
    if (isLineBreak(units[at])) isFirstLine = false;
    else units[at] = isFirstLine ? WORD : ' ';
  }
}

function isLineBreak(unit: string | undefined): boolean {
  return unit === '\n' || unit === '\r';
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

interface LineGroup {
  readonly actions: Action[];
  readonly start: number;
  end: number;
}

/** Actions that share lines, with the stretch of whole lines that they touch. */
function groupsByLines(
  actions: readonly Action[],
  lines: readonly number[],
  length: number,
): readonly LineGroup[] {
  const groups: LineGroup[] = [];
  let line = 0;
  for (const action of actions) {
    while ((lines[line + 1] ?? Infinity) <= action.start) line++;
    const start = lines[line] ?? 0;
    let last = line;
    while ((lines[last + 1] ?? Infinity) <= action.end - 1) last++;
    const end = lines[last + 1] ?? length;
    const known = groups.at(-1);
    if (known !== undefined && start < known.end) {
      known.actions.push(action);
      known.end = Math.max(known.end, end);
    } else groups.push({ actions: [action], start, end });
  }
  return groups;
}

function isBlankOutside(
  units: readonly string[],
  { start, end }: LineGroup,
  outputs: readonly Action[],
): boolean {
  let at = start;
  for (const action of [...outputs, { start: end, end }]) {
    for (; at < action.start; at++) if (!isSpace(units[at])) return false;
    at = action.end;
  }
  return true;
}

/** Moves what stands behind control words at the start of a line to the column of the first of them. */
function pullLines(
  text: string,
  units: string[],
  silent: readonly Action[],
  lines: readonly number[],
): readonly Shift[] {
  const shifts: Shift[] = [];
  let line = 0;
  let doneLine = -1;
  for (const action of silent) {
    while ((lines[line + 1] ?? Infinity) <= action.start) line++;
    if (line === doneLine) continue;
    const start = lines[line] ?? 0;
    doneLine = line;
    if (text.slice(start, action.start).trim() !== '') continue;
    const lineEnd = contentEnd(text, lines[line + 1] ?? text.length);
    // The text stands on the line where the last of the leading actions ends.
    let content = action.start;
    while (content < lineEnd && isSpace(units[content])) content++;
    if (content >= lineEnd) continue;
    const by = content - action.start;
    for (let at = action.start; at < lineEnd; at++)
      units[at] = at + by < lineEnd ? (units[at + by] ?? ' ') : ' ';
    shifts.push({ start: action.start, end: lineEnd, by });
  }
  return shifts;
}

function contentEnd(text: string, next: number): number {
  let end = next;
  while (end > 0 && isLineBreak(text[end - 1])) end--;
  return end;
}

function shiftAt(shifts: readonly Shift[], offset: number): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const shift = shifts[low - 1];
  return shift !== undefined && offset <= shift.end ? Math.min(shift.by, Math.max(0, shift.end - offset)) : 0;
}

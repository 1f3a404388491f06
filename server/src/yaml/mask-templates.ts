/**
 * Template actions (`{{ … }}`) are no YAML. Before parsing they are replaced, character by character, by text that YAML
 * takes for granted: blanks where an action has a line to itself, characters of a private range inside other text.
 * Offsets stay, and the private characters turn back into what they stood for.
 */
import { type BlockLine, blockLines } from './block-lines.ts';

export interface TemplateAction {
  readonly start: number;
  readonly end: number;
  /** False for control flow, definitions, assignments and comments, which print nothing themselves. */
  readonly isOutput: boolean;
}

export interface MaskedText {
  readonly text: string;
  readonly actions: readonly TemplateAction[];
}

const CONTROL = /^\{\{-?\s*(?:(?:if|else|end|range|with|define|block|break|continue)\b|\/\*|\$\w*\s*:?=)/;
const PRIVATE_START = 0xe000;
const PRIVATE = /[\ue000-\ue07f]/g;

export function maskTemplates(text: string): MaskedText {
  const actions = findActions(text);
  if (actions.length === 0) return { text, actions };
  const lines = blockLines(text, (line) => line.startsWith('{{'));
  const pieces: string[] = [];
  let at = 0;
  let lineIndex = 0;
  for (const action of actions) {
    while ((lines[lineIndex + 1]?.start ?? Infinity) <= action.start) lineIndex++;
    pieces.push(text.slice(at, action.start), fill(text, action, lines[lineIndex]));
    at = action.end;
  }
  pieces.push(text.slice(at));
  return { text: pieces.join(''), actions };
}

export function unmask(text: string): string {
  return text.replace(PRIVATE, (unit) => String.fromCharCode(unit.charCodeAt(0) - PRIVATE_START));
}

/** Actions outside comments, in order. One that is never closed ends with its line. */
function findActions(text: string): readonly TemplateAction[] {
  const actions: TemplateAction[] = [];
  for (let start = text.indexOf('{{'); start >= 0; ) {
    const end = actionEnd(text, start);
    if (!isCommented(text, start, actions.at(-1)?.end ?? 0))
      actions.push({ start, end, isOutput: !CONTROL.test(text.slice(start, Math.min(end, start + 80))) });
    start = text.indexOf('{{', end);
  }
  return actions;
}

function actionEnd(text: string, start: number): number {
  const close = text.indexOf('}}', start + 2);
  const nextOpen = text.indexOf('{{', start + 2);
  if (close >= 0 && (nextOpen < 0 || close < nextOpen)) return close + 2;
  const newline = text.indexOf('\n', start);
  const lineEnd = newline < 0 ? text.length : newline;
  return text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
}

/** True when a `#` outside quotes stands before the offset on its line; text before `from` was looked at already. */
function isCommented(text: string, offset: number, from: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  let quote = '';
  for (let at = Math.max(lineStart, from); at < offset; at++) {
    const unit = text.charAt(at);
    if (quote !== '') {
      if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === '#' && (at === lineStart || /\s/.test(text.charAt(at - 1)))) return true;
  }
  return false;
}

function fill(text: string, action: TemplateAction, line: BlockLine | undefined): string {
  const source = text.slice(action.start, action.end);
  const lineStart = line?.start ?? action.start;
  const newline = text.indexOf('\n', action.end);
  const before = text.slice(lineStart, action.start);
  const after = text.slice(action.end, newline < 0 ? text.length : newline);
  const isBlank = line?.isScalarText !== true && isOnlyActions(before) && isOnlyActions(after);
  const opensBlock = !action.isOutput && /[:-]\s+$/.test(before) && isOnlyActions(after);
  if (isBlank || opensBlock) return source.replace(/[^\r\n]/g, ' ');
  return source.replace(/[^\u0080-\uffff]/g, (unit) =>
    String.fromCharCode(PRIVATE_START + unit.charCodeAt(0)),
  );
}

function isOnlyActions(part: string): boolean {
  return /^\s*(?:\{\{[^{}]*\}\}\s*)*(?:#.*)?$/.test(part);
}

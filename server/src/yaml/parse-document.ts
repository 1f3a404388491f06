/** One document: from its text to its nodes, problems and directives. */
import { clampNode } from './clamp-node.ts';
import { findDirectives } from './directives.ts';
import { fastParse } from './fast-parse.ts';
import { MAX_ALIASED_NODES } from './limits.ts';
import { maskTabs } from './mask-tabs.ts';
import { type MaskedText, maskTemplates, mayNeedMask } from './mask-templates.ts';
import type { DocumentHeader, YamlDocument, YamlNode, YamlProblem } from './node.ts';
import { firstContent } from './read-header.ts';
import { Reading } from './reading.ts';
import type { TemplateAction } from './template-action.ts';
import { tolerantParse } from './tolerant-parse.ts';
import { reportUnreadable } from './unreadable.ts';

export function parseDocument(text: string, header: DocumentHeader): YamlDocument {
  const clean = mayNeedMask(text) ? undefined : parseClean(text, header);
  return clean ?? parseTolerantly(text, header);
}

function parseClean(text: string, header: DocumentHeader): YamlDocument | undefined {
  const reading = new Reading(text);
  const root = fastParse(reading);
  if (root === undefined) return undefined;
  const directives = findDirectives(text, root);
  const problems = reading.problems.tidy(text);
  return { text, header, state: 'parsed', root, problems, isTemplate: false, directives };
}

/** Reads any text; what the fast parser reads, too, it reads the same. */
export function parseTolerantly(text: string, header: DocumentHeader): YamlDocument {
  const masked = maskTemplates(text);
  const actions = masked.actions.filter(({ language }) => language !== 'placeholder');
  const isTemplate = actions.length > 0;
  const foreignMark = actions.find(({ language }) => language === 'other');
  const { root, problems } = readMasked(text, { ...masked, text: unifyLineBreaks(masked.text) });
  const told = isTemplate ? problems.filter((problem) => isOutsideActions(text, actions, problem)) : problems;
  // Marks that do not mask into YAML: what the template makes is not known at all.
  const isLost = foreignMark !== undefined && told.some(({ code }) => code === 'syntax');
  return {
    text,
    header,
    state: 'parsed',
    root: isLost ? undefined : root,
    problems: isLost ? [] : told,
    isTemplate,
    ...(foreignMark !== undefined && { foreignMark: { start: foreignMark.start, end: foreignMark.end } }),
    directives: findDirectives(text, root),
  };
}

export function foreignDocument(text: string, header: DocumentHeader): YamlDocument {
  return { text, header, state: 'foreign', root: undefined, problems: [], isTemplate: false, directives: [] };
}

/** True for blanks, comments and `%` directives: in the API server's eyes nothing at all. */
export function isEmpty(text: string): boolean {
  return firstContent(text) === text.length;
}

export function emptyDocument(text: string): YamlDocument {
  return {
    text,
    header: { apiVersion: undefined, kind: undefined },
    state: 'empty',
    root: undefined,
    problems: [],
    isTemplate: false,
    directives: findDirectives(text, undefined),
  };
}

/**
 * Without any closing quote behind it, an unclosed one takes the rest of the text. With these comments there always is
 * one, and the indentation of the lines between decides how far the quoted text goes.
 */
const QUOTE_STOP = '\n# \'\n# "';

interface Parsed {
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

function readMasked(source: string, masked: MaskedText): Parsed {
  const reading = new Reading(source, masked);
  const root = finish(reading, tolerantParse(reading));
  if (reading.hasRunawayQuote && !masked.text.endsWith(QUOTE_STOP))
    return readMasked(source, { ...masked, text: masked.text + QUOTE_STOP });
  if (!reading.problems.has('tab-indentation')) return { root, problems: reading.problems.tidy(source) };
  const { text, runs, lines } = maskTabs(masked.text);
  const again = new Reading(source, { ...masked, text });
  const untabbed = finish(again, tolerantParse(again));
  for (const { start, end } of runs) again.problems.add('tab-indentation', start, end);
  const isExplained = ({ code, start }: YamlProblem): boolean =>
    code === 'syntax' && lines.some((line) => line.start <= start && start <= line.end);
  return {
    root: untabbed,
    problems: again.problems.tidy(source).filter((problem) => !isExplained(problem)),
  };
}

function finish(reading: Reading, root: YamlNode | undefined): YamlNode | undefined {
  if (!reading.hasTooManyAliases) {
    const clamped = root && clampNode(root, reading.source.length);
    reportUnreadable(reading, clamped);
    return clamped;
  }
  reading.problems.add('too-many-aliases', 0, 1, { limit: MAX_ALIASED_NODES });
  return undefined;
}

/** A lone CR, NEL, LS and PS end lines for the API server's reader, but not for the `yaml` package. */
function unifyLineBreaks(text: string): string {
  return text.replace(/\r(?!\n)|[\u0085\u2028\u2029]/g, '\n');
}

/**
 * What a template prints is not known, so nothing is said about lines that actions touch, nor about keys that may
 * stand in different branches.
 */
function isOutsideActions(text: string, actions: readonly TemplateAction[], problem: YamlProblem): boolean {
  if (problem.code === 'duplicate-key') return actions.every((action) => action.isOutput);
  if (problem.code !== 'syntax' && problem.code !== 'tab-indentation') return true;
  const lineStart = text.lastIndexOf('\n', problem.start - 1) + 1;
  const from = text.lastIndexOf('\n', lineStart - 2) + 1;
  const newline = text.indexOf('\n', problem.end);
  const next = newline < 0 ? -1 : text.indexOf('\n', newline + 1);
  const to = next < 0 ? text.length : next;
  return actions.every((action) => action.end <= from || action.start >= to);
}

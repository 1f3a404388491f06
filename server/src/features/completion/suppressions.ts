/** In comments: `# meshwright-ignore`, and the rules that it may name. */
import type { OffsetRange } from '../../base/offset-range.ts';
import { RULES, TEXT_RULES } from '../../rules/registry.generated.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { CompletionItem } from './completion-item.ts';
import { RANK } from './suggestion.ts';

const DIRECTIVE = 'meshwright-ignore';

/** A comment up to the cursor: the first word alone, or the word in a list of rules. */
const FIRST_WORD = /(?:^|\s)#\s*([a-z-]*)$/;

/** `offset` counts from the start of the file. Files without an object of ours are left alone. */
export function suppressions(snapshot: Snapshot, uri: string, offset: number): readonly CompletionItem[] {
  if (snapshot.resources(uri).length === 0) return [];
  const text = snapshot.file(uri)?.text ?? '';
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  const list = ruleListIn(line);
  if (list !== undefined) {
    const word = list.at(-1) ?? '';
    const rest = /^[^\s:,]*/.exec(text.slice(offset))?.[0].length ?? 0;
    const range = { start: offset - word.length, end: offset + rest };
    return rules(snapshot, uri, {
      written: list.slice(0, -1),
      line,
      lineStart,
      range,
    });
  }
  const word = FIRST_WORD.exec(line)?.[1];
  if (word === undefined || word === '' || !DIRECTIVE.startsWith(word)) return [];
  return [
    {
      label: DIRECTIVE,
      kind: 'keyword',
      detail: 'silences rules on the next line, or in the whole document',
      insertText: `${DIRECTIVE} `,
      isSnippet: false,
      range: { start: offset - word.length, end: offset },
      sortKey: '0000',
      suggestNext: true,
    },
  ];
}

/** The names in an ignore comment up to the cursor, the last one being typed; undefined elsewhere. */
function ruleListIn(line: string): readonly string[] | undefined {
  const at = line.indexOf(DIRECTIVE);
  const before = line.slice(0, Math.max(0, at)).trimEnd();
  if (!before.endsWith('#') || !/^\s?$/.test(before.charAt(before.length - 2))) return undefined;
  const rest = line.slice(at + DIRECTIVE.length);
  if (!/^\s/.test(rest) || rest.includes(':')) return undefined;
  const names = rest.split(',').map((name) => name.trimStart());
  return /\s/.test(names.at(-1) ?? '') ? undefined : names.map((name) => name.trimEnd());
}

interface RuleList {
  readonly written: readonly string[];
  /** The line up to the cursor. */
  readonly line: string;
  readonly lineStart: number;
  readonly range: OffsetRange;
}

/** Rules that have something to say here come first: on the line that the comment is for, then in its document. */
function rules(
  snapshot: Snapshot,
  uri: string,
  { written, line, lineStart, range }: RuleList,
): readonly CompletionItem[] {
  const text = snapshot.file(uri)?.text ?? '';
  const isAlone = /^\s*#/.test(line);
  const target = isAlone ? text.indexOf('\n', lineStart) + 1 : lineStart;
  const targetEnd = text.indexOf('\n', target);
  const placed = snapshot.documentAt(uri, lineStart);
  const end = (placed?.start ?? 0) + (placed?.document.text.length ?? 0);
  const here = new Map<string, number>();
  for (const finding of snapshot.findings(uri)) {
    const { start } = finding.range;
    const isOnLine = start >= target && (targetEnd < 0 || start <= targetEnd);
    const isInDocument = start >= (placed?.start ?? 0) && start <= end;
    const rank = isOnLine ? RANK.first : isInDocument ? RANK.required : RANK.common;
    here.set(finding.rule, Math.min(rank, here.get(finding.rule) ?? RANK.common));
  }
  return [...RULES, ...TEXT_RULES]
    .filter(({ id }) => !written.includes(id) && !id.startsWith('suppression/'))
    .map(({ id, title }, order) => ({
      label: id,
      kind: 'value',
      detail: title,
      insertText: id,
      isSnippet: false,
      range,
      sortKey: `${here.get(id) ?? RANK.common}${String(order).padStart(3, '0')}`,
    }));
}

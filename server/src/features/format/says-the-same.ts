/** The proof behind every edit of the formatter: the same characters but blanks, read as the same values. */
import { applyEdits, type TextEdit } from '../../base/text-edit.ts';
import { sameContent } from '../../yaml/navigate.ts';
import type { YamlDocument } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse-document.ts';

/** Comments are characters that values do not account for, so both together cover all of the text. */
export function saysTheSame(document: YamlDocument, edits: readonly TextEdit[]): boolean {
  if (edits.length === 0) return true;
  const after = applyEdits(document.text, edits);
  if (ink(after) !== ink(document.text)) return false;
  const parsed = parseDocument(after, document.header);
  const isSound = parsed.problems.length === document.problems.length;
  return isSound && sameContent(parsed.root, document.root);
}

/** What is left of a text without its blanks; lines stay apart. */
function ink(text: string): string {
  return text
    .replace(/[ \t]+/g, '')
    .replace(/(?:\r?\n)+/g, '\n')
    .trim();
}

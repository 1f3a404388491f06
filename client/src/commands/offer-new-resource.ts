/** The wizard as an entry of the list in an empty file. */
import {
  CompletionItem,
  CompletionItemKind,
  type CompletionList,
  l10n,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';
import { NEW_RESOURCE_COMMAND } from './new-resource.ts';

type Answer = CompletionItem[] | CompletionList | null | undefined;

/** Behind what the server offers there; where it offers nothing, the file is not ours. */
export function withNewResource(document: TextDocument, position: Position, answer: Answer): Answer {
  const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
  const word = document.getText().trim();
  const isEmpty = document.lineCount < MOST_LINES && /^[A-Za-z]*$/.test(word);
  if (items.length === 0 || !isEmpty) return answer;
  const title = l10n.t('New resource…');
  const item = new CompletionItem({ label: title, description: 'Meshwright' }, CompletionItemKind.Event);
  item.insertText = '';
  item.range = new Range(position.translate(0, -Math.min(word.length, position.character)), position);
  // What is typed fits it everywhere, but the beginning of others better.
  item.filterText = `new resource wizard ${word}`;
  item.sortText = '9';
  item.detail = l10n.t('Pattern, service and a few questions; the files are shown before they are written');
  item.command = { command: NEW_RESOURCE_COMMAND, title };
  if (Array.isArray(answer)) return [...answer, item];
  items.push(item);
  return answer;
}

/** An empty file has a line or two. */
const MOST_LINES = 4;

/** `textDocument/completion`. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  type CompletionParams,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
} from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { completion, type CompletionItem as Suggestion } from '../../features/completion/index.ts';
import { isConfigurationFile } from '../../features/configuration-file.ts';
import { isMeshTestFile } from '../../features/mesh-tests/mesh-tests.ts';
import { meshTestCompletion } from '../../features/mesh-tests/test-completion.ts';
import type { ClientFeatures } from '../client-features.ts';
import type { Positions } from '../positions.ts';
import type { Session } from '../session.ts';
import { withoutStops } from './without-stops.ts';

const KINDS: Readonly<Record<Suggestion['kind'], CompletionItemKind>> = {
  field: CompletionItemKind.Field,
  enum: CompletionItemKind.EnumMember,
  value: CompletionItemKind.Value,
  keyword: CompletionItemKind.Keyword,
  reference: CompletionItemKind.Reference,
  snippet: CompletionItemKind.Snippet,
};

export function toCompletionList(
  session: Session,
  { textDocument, position, context }: CompletionParams,
): CompletionList {
  const uri = canonicalUri(textDocument.uri);
  if (!session.folders.settingsOf(uri).hasCompletion) return { isIncomplete: false, items: [] };
  // Our own client's editor knows the schema of the file by itself.
  if (session.features.isOurs && isConfigurationFile(uri)) return { isIncomplete: false, items: [] };
  const positions = session.positions(uri);
  if (isMeshTestFile(uri)) {
    const text = session.snapshot.file(uri)?.text ?? '';
    return {
      isIncomplete: false,
      items: meshTestCompletion(text, positions.offsetAt(position)).map((item) =>
        toCompletionItem(item, session.features, positions),
      ),
    };
  }
  const isByCharacter = context?.triggerKind === CompletionTriggerKind.TriggerCharacter;
  const { items, isIncomplete } = completion(
    session.snapshot,
    uri,
    positions.offsetAt(position),
    isByCharacter ? 'by-character' : 'invoked',
  );
  return {
    isIncomplete,
    items: items.map((item) => toCompletionItem(item, session.features, positions)),
  };
}

function toCompletionItem(item: Suggestion, features: ClientFeatures, positions: Positions): CompletionItem {
  const isSnippet = item.isSnippet && features.hasSnippets;
  const newText = item.isSnippet && !features.hasSnippets ? withoutStops(item.insertText) : item.insertText;
  const { documentation, suggestNext } = item;
  return {
    label: item.label,
    kind: KINDS[item.kind],
    sortText: item.sortKey,
    textEdit: { range: positions.rangeAt(item.range), newText },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    // The text has its indentation already.
    insertTextMode: InsertTextMode.asIs,
    ...(item.context !== undefined &&
      features.hasLabelDetails && { labelDetails: { description: item.context } }),
    ...(item.detail !== undefined && { detail: item.detail }),
    ...(documentation !== undefined && {
      documentation: { kind: features.completionMarkup, value: documentation },
    }),
    ...(item.filterText !== undefined && { filterText: item.filterText }),
    ...(item.preselect === true && { preselect: true }),
    ...(item.deprecated === true && features.hasDeprecatedItems && { tags: [CompletionItemTag.Deprecated] }),
    ...(suggestNext === true &&
      features.suggestCommand !== undefined && {
        command: {
          title: 'Suggest',
          command: features.suggestCommand,
          ...(features.suggestArguments.length > 0 && { arguments: [...features.suggestArguments] }),
        },
      }),
  };
}

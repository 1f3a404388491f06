/** Shows what a Kustomize root or a chart becomes: a read-only document whose lines lead to where they are written. */
import {
  Disposable,
  DocumentLink,
  EventEmitter,
  Location,
  l10n,
  languages,
  Range,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { BecomesResult } from '../../../server/src/lsp/protocol.ts';

export interface BecomingView extends Disposable {
  show(becoming: BecomesResult): Promise<void>;
}

const SCHEME = 'meshwright-becomes';
const SELECTOR = { scheme: SCHEME };

export function createBecomingView(): BecomingView {
  const shown = new Map<string, BecomesResult>();
  const didChange = new EventEmitter<Uri>();
  const originAt = (document: TextDocument, line: number) =>
    shown.get(document.uri.path)?.origins.find((origin) => origin.line === line);
  const parts = [
    didChange,
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: didChange.event,
      // What the editor restores after a restart was made by a server that is gone.
      provideTextDocumentContent: ({ path }) =>
        shown.get(path)?.text ??
        l10n.t('# Run "Meshwright: Show what this becomes" again to fill this page.'),
    }),
    languages.registerDocumentLinkProvider(SELECTOR, {
      provideDocumentLinks: ({ uri }) =>
        (shown.get(uri.path)?.origins ?? []).flatMap(({ line, words, uri: origin, range }) => {
          if (words === undefined) return [];
          const place = Uri.parse(origin).with({ fragment: `L${range.start.line + 1}` });
          return [new DocumentLink(new Range(line, words[0], line, words[1]), place)];
        }),
    }),
    languages.registerDefinitionProvider(SELECTOR, {
      provideDefinition: (document, { line }) => {
        const origin = originAt(document, line);
        if (origin === undefined) return undefined;
        const { start, end } = origin.range;
        return new Location(
          Uri.parse(origin.uri),
          new Range(start.line, start.character, end.line, end.character),
        );
      },
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === SCHEME) shown.delete(uri.path);
    }),
  ];
  return {
    async show(becoming) {
      const uri = Uri.from({ scheme: SCHEME, path: `/${becoming.world}.yaml` });
      shown.set(uri.path, becoming);
      didChange.fire(uri);
      const document = await workspace.openTextDocument(uri);
      await languages.setTextDocumentLanguage(document, 'yaml');
      await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true });
    },
    dispose: () => Disposable.from(...parts).dispose(),
  };
}

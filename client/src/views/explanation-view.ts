/** Shows markdown as a read-only document, rendered, beside the editor. */
import { commands, Disposable, EventEmitter, type Memento, Uri, workspace } from 'vscode';

export interface ExplanationView extends Disposable {
  show(markdown: string): Promise<void>;
}

const SCHEME = 'meshwright-explanation';
// One address for all answers, so that asking again does not pile up tabs.
const ADDRESS = Uri.from({ scheme: SCHEME, path: '/Why is there no finding here.md' });

const KEY = 'meshwright.explanation';

/** `state`: keeps the last answer, so that a page that the editor restores is not blank. */
export function createExplanationView(state: Memento): ExplanationView {
  let text = state.get(KEY, '');
  const didChange = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: didChange.event,
    provideTextDocumentContent: () => text,
  });
  // A page that was restored before has asked too early.
  if (text !== '') didChange.fire(ADDRESS);
  return {
    show: async (markdown) => {
      text = markdown;
      await state.update(KEY, text);
      didChange.fire(ADDRESS);
      await workspace.openTextDocument(ADDRESS);
      await commands.executeCommand('markdown.showPreviewToSide', ADDRESS);
    },
    dispose: () => Disposable.from(didChange, provider).dispose(),
  };
}

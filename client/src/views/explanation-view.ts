/** Shows markdown as a read-only document, rendered, beside the editor. */
import { commands, Disposable, EventEmitter, Uri, workspace } from 'vscode';

export interface ExplanationView extends Disposable {
  show(markdown: string): Promise<void>;
}

const SCHEME = 'meshwright-explanation';
// One address for all answers, so that asking again does not pile up tabs.
const ADDRESS = Uri.from({ scheme: SCHEME, path: '/Why is there no finding here.md' });

export function createExplanationView(): ExplanationView {
  let text = '';
  const didChange = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: didChange.event,
    provideTextDocumentContent: () => text,
  });
  return {
    show: async (markdown) => {
      text = markdown;
      didChange.fire(ADDRESS);
      await workspace.openTextDocument(ADDRESS);
      await commands.executeCommand('markdown.showPreviewToSide', ADDRESS);
    },
    dispose: () => Disposable.from(didChange, provider).dispose(),
  };
}

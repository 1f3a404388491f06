/** Shows markdown as a read-only document, rendered, beside the editor. */
import { commands, type Disposable, FileSystemError, type Memento, Uri, workspace } from 'vscode';
import { serveVirtualFiles } from './virtual-files.ts';

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
  const files = serveVirtualFiles(SCHEME, async (page) => {
    if (page.path !== ADDRESS.path) throw FileSystemError.FileNotFound(page);
    return new TextEncoder().encode(text);
  });
  return {
    show: async (markdown) => {
      text = markdown;
      await state.update(KEY, text);
      files.changed(ADDRESS);
      await workspace.openTextDocument(ADDRESS);
      await commands.executeCommand('markdown.showPreviewToSide', ADDRESS);
    },
    dispose: () => files.dispose(),
  };
}

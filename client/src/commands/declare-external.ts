/** Adds names to a list of `meshwright.json`, which is made when there is none, and shows it. */
import { l10n, Position, Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { CoverageGroup } from '../../../server/src/lsp/coverage-protocol.ts';
import { withDeclaration } from './with-declaration.ts';

const NAME = 'meshwright.json';

export async function declareExternal({
  key,
  values,
  folder,
}: NonNullable<CoverageGroup['declaration']>): Promise<void> {
  const file = Uri.joinPath(Uri.parse(folder), NAME);
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) await workspace.fs.writeFile(file, new TextEncoder().encode('{}\n'));
  const document = await workspace.openTextDocument(file);
  const text = withDeclaration(document.getText(), key, values);
  await window.showTextDocument(document);
  if (text === undefined) {
    window.showWarningMessage(
      l10n.t('{0} cannot be read as JSON; add this to it: {1}', NAME, `"${key}": ${JSON.stringify(values)}`),
    );
    return;
  }
  const edit = new WorkspaceEdit();
  const all = new Range(new Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  edit.replace(file, all, text);
  await workspace.applyEdit(edit);
  // The answer follows from what is on disk in a window without the file, so that it must be there.
  await document.save();
}

/** The request as a test beside the YAML: an edit that can be undone, in the nearest file of tests, else in a new one. */
import { l10n, Position, Range, Uri, ViewColumn, WorkspaceEdit, window, workspace } from 'vscode';
import {
  KEEP_TEST,
  type KeepTestParams,
  type KeepTestResult,
} from '../../../../server/src/lsp/panels-protocol.ts';
import type { ActSubject } from '../host/panel-kind.ts';

const PATTERN = '**/*.mesh-test.{yaml,yml}';
const MOST_FILES = 1_000;

export async function keepTest({ head, cursor, server }: ActSubject): Promise<void> {
  const test = testOf(head);
  const client = await server.client();
  if (test === undefined || client === undefined) return;
  const near = Uri.parse(cursor.uri, true);
  const known = await nearestFile(near);
  const folder = Uri.joinPath(near, '..');
  const suite = folder.path.slice(folder.path.lastIndexOf('/') + 1) || 'mesh';
  const uri = known ?? Uri.joinPath(folder, `${suite}.mesh-test.yaml`);
  const text = known === undefined ? '' : (await workspace.openTextDocument(known)).getText();
  const params: KeepTestParams = { text, suite, test };
  const { edits, refused } = await client.sendRequest<KeepTestResult>(KEEP_TEST, params);
  if (refused !== undefined) {
    window.showWarningMessage(l10n.t('The test cannot be kept in {0}: {1}', uri.path, refused));
    return;
  }
  const change = new WorkspaceEdit();
  if (known === undefined) change.createFile(uri, { ignoreIfExists: true });
  for (const { range, newText } of edits) {
    const { start, end } = range;
    change.replace(
      uri,
      new Range(new Position(start.line, start.character), new Position(end.line, end.character)),
      newText,
    );
  }
  if (!(await workspace.applyEdit(change))) return;
  const added = edits.at(-1)?.range.start.line ?? 0;
  const column = window.visibleTextEditors[0]?.viewColumn ?? ViewColumn.One;
  await window.showTextDocument(uri, {
    viewColumn: column,
    selection: new Range(added, 0, added, 0),
    preview: true,
  });
}

/** Only what the server has sent: the page has no say in it. */
function testOf(head: unknown): unknown {
  const copies = typeof head === 'object' && head !== null && 'copies' in head ? head.copies : undefined;
  return typeof copies === 'object' && copies !== null && 'test' in copies ? copies.test : undefined;
}

/** Of those in the folders above and around, the one with the longest way in common. */
async function nearestFile(near: Uri): Promise<Uri | undefined> {
  const all = await workspace.findFiles(PATTERN, undefined, MOST_FILES);
  const shared = ({ path }: Uri) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return near.path.startsWith(folder) ? folder.length : -1;
  };
  const fitting = all.filter((uri) => shared(uri) >= 0);
  return fitting.toSorted((a, b) => shared(b) - shared(a) || (a.path < b.path ? -1 : 1))[0];
}

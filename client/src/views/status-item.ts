/** The language status items. */
import { Disposable } from 'vscode';

export function createStatusItems(_server: unknown): Disposable {
  return new Disposable(() => {});
}

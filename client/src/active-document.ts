/** The document that the active editor shows, when it is one that the server reads. */
import { type TextDocument, window } from 'vscode';
import { needsServer } from './when-needed.ts';

export function activeDocument(): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  return document !== undefined && needsServer(document) ? document : undefined;
}

/** What the extension says about a file, as the Problems panel has it. */
import * as vscode from 'vscode';
import { fileUri } from './open-file.ts';
import { waitFor } from './wait-for.ts';

export function diagnosticsOf(path: string): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(fileUri(path)).filter(({ source }) => source === 'meshwright');
}

/** Waits until the file's diagnostics are as wanted. */
export function waitForDiagnostics(
  path: string,
  what: string,
  isWanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const now = () => diagnosticsOf(path);
  return waitFor(
    `${what} in ${path}`,
    () => (isWanted(now()) ? now() : undefined),
    () => now().map(({ message }) => message),
  );
}

/** Its rule, whether or not the code carries a link. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

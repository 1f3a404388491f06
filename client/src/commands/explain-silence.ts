/** "Why is there no finding here?": the server's answer as a read-only document. */
import { commands } from 'vscode';
import type { CommandContext } from './register-commands.ts';

export async function explainSilence(_context: CommandContext): Promise<void> {
  await commands.executeCommand('noop');
}

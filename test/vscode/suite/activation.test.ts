import * as vscode from 'vscode';
import { check } from './check.ts';
import { note } from './note.ts';
import { openFile } from './open-file.ts';

suite('Activation', () => {
  test('a YAML file activates the extension', async () => {
    const extension = vscode.extensions.getExtension('meshwright.meshwright');
    check(extension !== undefined, 'the extension is not installed');
    const start = performance.now();
    await openFile('checkout.yaml');
    await extension.activate();
    note(`opened and activated in ${(performance.now() - start).toFixed(0)} ms`);
    check(extension.isActive, 'the extension is not active');
  });

  test('the commands are registered', async () => {
    const commands = await vscode.commands.getCommands(true);
    const declared: readonly { readonly command: string }[] =
      vscode.extensions.getExtension('meshwright.meshwright')?.packageJSON.contributes.commands;
    check(declared.length > 0, 'the manifest declares no command');
    for (const { command } of declared) check(commands.includes(command), `${command} is not registered`);
  });
});

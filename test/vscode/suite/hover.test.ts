import * as vscode from 'vscode';
import { check, checkIncludes } from './check.ts';
import { openFile } from './open-file.ts';
import { waitFor } from './wait-for.ts';

suite('Hover', () => {
  test('a field is explained', async () => {
    const { document } = await openFile('hover.yaml');
    const position = document.positionAt(document.getText().indexOf('retries') + 2);
    const text = await waitFor('hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      const parts = hovers.flatMap(({ contents }) => contents);
      const markdown = parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
      return markdown === '' ? undefined : markdown;
    });
    checkIncludes(text, 'retries');
    check(text.length > 100, `more than a name: ${text}`);
  });
});

import * as vscode from 'vscode';
import { check, checkEqual } from './check.ts';
import { ruleOf, waitForDiagnostics } from './diagnostics-of.ts';
import { openFile } from './open-file.ts';

suite('Untrusted folder', () => {
  test('the folder is not trusted', () => checkEqual(vscode.workspace.isTrusted, false));

  test('findings appear all the same', async () => {
    await openFile('checkout.yaml');
    const [finding] = await waitForDiagnostics('checkout.yaml', 'finding', (all) => all.length > 0);
    check(finding !== undefined, 'no finding');
    checkEqual(ruleOf(finding), 'schema/unknown-field');
    await waitForDiagnostics('unopened.yaml', 'finding', (all) => all.length > 0);
  });
});

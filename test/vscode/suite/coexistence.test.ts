import * as vscode from 'vscode';
import { check, checkEqual } from './check.ts';
import { fileUri, openFile } from './open-file.ts';
import { waitFor } from './wait-for.ts';

interface Contributor {
  requestSchema(resource: string): string | undefined;
  requestSchemaContent(uri: string): string;
}

suite('With Red Hat’s YAML extension', () => {
  async function contributor(): Promise<Contributor> {
    const stub = vscode.extensions.getExtension<{ contributors: Map<string, Contributor> }>(
      'redhat.vscode-yaml',
    );
    check(stub !== undefined, 'the stand-in is not installed');
    const { contributors } = await stub.activate();
    return waitFor('contributor', () => contributors.get('meshwright'));
  }

  test('it is given a schema that allows everything, for our own files', async () => {
    await openFile('checkout.yaml');
    const { requestSchema, requestSchemaContent } = await contributor();
    const address = requestSchema(fileUri('checkout.yaml').toString());
    check(address !== undefined, 'no schema for a file of ours');
    checkEqual(address.split(':')[0], 'meshwright');
    const schema = JSON.parse(requestSchemaContent(address));
    checkEqual(Object.keys(schema).sort(), ['$schema', 'title']);
  });

  test('other files are left to it', async () => {
    await openFile('other/deployment.yaml');
    const { requestSchema } = await contributor();
    checkEqual(requestSchema(fileUri('other/deployment.yaml').toString()), undefined);
  });

  test('the setting switches it off at once', async () => {
    await openFile('checkout.yaml');
    const { requestSchema } = await contributor();
    const settings = vscode.workspace.getConfiguration('meshwright');
    await settings.update('yaml.coexistence', 'off', vscode.ConfigurationTarget.Workspace);
    checkEqual(requestSchema(fileUri('checkout.yaml').toString()), undefined);
    await settings.update('yaml.coexistence', undefined, vscode.ConfigurationTarget.Workspace);
    check(requestSchema(fileUri('checkout.yaml').toString()) !== undefined, 'the schema is back');
  });
});

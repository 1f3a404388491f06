// Not fixtures: these judge when a program is run, and what is said until it has answered.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { FileChangeType } from 'vscode-languageserver-protocol';
import { CHART, ROUTE, writeFakeHelm } from '../helm/installed-helm.ts';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';

const IS_WINDOWS = process.platform === 'win32' && 'a script is no program there';
const TEMPLATE = 'shop/templates/route.yaml';
const PRINTED = 'duration/bad-syntax';

/** Asks until the answer is the wanted one; the test's own time limit ends what never comes. */
async function untilRules(client: LspClient, uri: string, isWanted: (rules: readonly unknown[]) => boolean) {
  while (!isWanted(await client.rules(uri))) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('charts are rendered when the setting says so, and again when they are saved', {
  skip: IS_WINDOWS,
  timeout: 60_000,
}, async (t) => {
  const folder = new TestFolder(t, CHART);
  const program = writeFakeHelm(folder.path);
  const settings = new Map([['', { meshwright: { helm: { path: program } } }]]);
  const client = await LspClient.start(t, { folders: [folder], settings });
  const uri = folder.uriOf(TEMPLATE);
  await untilRules(client, uri, (rules) => rules.includes(PRINTED));
  // What is typed is read without Helm, which has seen another text.
  client.open(uri, ROUTE.replace('- cart', '- carts'));
  assert.equal((await client.rules(uri)).includes(PRINTED), false);
  const runs = readFileSync(`${program}.log`, 'utf8').length;
  folder.write(TEMPLATE, ROUTE.replace('- cart', '- carts'));
  client.fileEvent(uri, FileChangeType.Changed);
  await untilRules(client, uri, (rules) => rules.includes(PRINTED));
  assert.ok(readFileSync(`${program}.log`, 'utf8').length > runs);
  // Taken back: everything is read as before.
  client.settings.set('', { meshwright: {} });
  client.notify('workspace/didChangeConfiguration', { settings: null });
  await untilRules(client, uri, (rules) => !rules.includes(PRINTED));
  rmSync(`${program}.log`);
  client.fileEvent(uri, FileChangeType.Changed);
  await client.rules(uri);
  assert.equal(existsSync(`${program}.log`), false);
  await client.stop();
});

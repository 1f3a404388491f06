// Not fixtures: these judge code actions as an editor asks for and applies them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CodeAction,
  type Diagnostic,
  FileChangeType,
  type ShowMessageRequestParams,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { applyTextEdits, editsOf } from './apply-text-edits.ts';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';
import { mesh, route, SUBSET_RULE, TYPO } from './manifests.ts';

const URI = 'file:///alone/typo.yaml';

async function actionsFor(
  client: LspClient,
  uri: string,
  diagnostic: Diagnostic | undefined,
  only?: readonly string[],
): Promise<readonly CodeAction[]> {
  const start = { line: 0, character: 0 };
  return client.request('textDocument/codeAction', {
    textDocument: { uri },
    range: diagnostic?.range ?? { start, end: start },
    context: { diagnostics: diagnostic === undefined ? [] : [diagnostic], ...(only && { only }) },
  });
}

async function unknownField(client: LspClient, uri: string): Promise<Diagnostic> {
  const found = (await client.pull(uri)).find(({ code }) => code === 'schema/unknown-field');
  assert.ok(found);
  return found;
}

test('"did you mean" is a quick fix that can be applied', async (t) => {
  const client = await LspClient.start(t);
  client.open(URI, TYPO);
  const diagnostic = await unknownField(client, URI);
  const fix = (await actionsFor(client, URI, diagnostic)).find(({ isPreferred }) => isPreferred === true);
  assert.equal(fix?.kind, 'quickfix');
  assert.deepEqual(fix.diagnostics, [diagnostic]);
  assert.equal(applyTextEdits(TYPO, editsOf(fix.edit, URI)), TYPO.replace('hostz', 'hosts'));
  await client.stop();
});

test('edits are made when they are asked for, on the text of that moment', async (t) => {
  const resolves = { dataSupport: true, resolveSupport: { properties: ['edit'] } };
  const literals = { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } };
  const client = await LspClient.start(t, {
    capabilities: { textDocument: { codeAction: { ...literals, ...resolves } } },
  });
  client.open(URI, TYPO);
  const diagnostic = await unknownField(client, URI);
  const fix = (await actionsFor(client, URI, diagnostic)).find(({ isPreferred }) => isPreferred === true);
  assert.ok(fix);
  assert.equal(fix.edit, undefined);
  const moved = `# moved down\n\n${TYPO}`;
  client.change(URI, { text: moved });
  const resolved = await client.request<CodeAction>('codeAction/resolve', fix);
  assert.equal(applyTextEdits(moved, editsOf(resolved.edit, URI)), moved.replace('hostz', 'hosts'));
  client.change(URI, { text: TYPO.replace('hostz', 'hosts') });
  assert.equal((await client.request<CodeAction>('codeAction/resolve', fix)).edit, undefined);
  await client.stop();
});

test('a finding can be silenced by a comment on the line above', async (t) => {
  for (const lineEnd of ['\n', '\r\n']) {
    const folder = new TestFolder(t, mesh());
    const client = await LspClient.start(t, { folders: [folder] });
    const uri = folder.uriOf('route.yaml');
    const text = route('v9').replaceAll('\n', lineEnd);
    client.open(uri, text);
    const [diagnostic] = await client.pull(uri);
    const actions = await actionsFor(client, uri, diagnostic);
    const ignore = actions.find(({ title }) => title === `Ignore "${SUBSET_RULE}" here`);
    const after = applyTextEdits(text, editsOf(ignore?.edit, uri));
    const comment = `            # meshwright-ignore ${SUBSET_RULE}: `;
    assert.equal(after, text.replace('            subset', `${comment}${lineEnd}            subset`));
    client.change(uri, { text: after });
    assert.deepEqual(await client.rules(uri), []);
    await client.stop();
  }
});

test('a finding can be silenced in its whole document', async (t) => {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('route.yaml');
  client.open(uri, route('v9'));
  const [diagnostic] = await client.pull(uri);
  const actions = await actionsFor(client, uri, diagnostic);
  const ignore = actions.find(({ title }) => title === `Ignore "${SUBSET_RULE}" in this document`);
  const after = applyTextEdits(route('v9'), editsOf(ignore?.edit, uri));
  assert.equal(after, `# meshwright-ignore ${SUBSET_RULE}: \n${route('v9')}`);
  client.change(uri, { text: after });
  assert.deepEqual(await client.rules(uri), []);
  await client.stop();
});

test('the first line is silenced from behind, so that the rest of the document is not', async (t) => {
  const client = await LspClient.start(t);
  const text = TYPO.replace('networking.istio.io/v1', 'networking.istio.io/v9');
  client.open(URI, text);
  const diagnostic = (await client.pull(URI)).find(({ range }) => range.start.line === 0);
  assert.ok(diagnostic);
  const ignore = (await actionsFor(client, URI, diagnostic)).find(({ title }) => title.endsWith(' here'));
  const after = applyTextEdits(text, editsOf(ignore?.edit, URI));
  assert.equal(
    after.split('\n')[0],
    `apiVersion: networking.istio.io/v9 # meshwright-ignore ${diagnostic.code}: `,
  );
  await client.stop();
});

test('JSON has no comments, so nothing is offered that needs one', async (t) => {
  const client = await LspClient.start(t);
  const uri = 'file:///alone/typo.json';
  const json = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'cart' },
    spec: { hostz: [] },
  };
  client.open(uri, JSON.stringify(json, null, 2), 'json');
  const diagnostic = await unknownField(client, uri);
  const titles = (await actionsFor(client, uri, diagnostic)).map(({ title }) => title);
  assert.ok(titles.length > 0);
  assert.deepEqual(
    titles.filter((title) => title.startsWith('Ignore')),
    [],
  );
  await client.stop();
});

test('the documentation opens in the editor’s own way', async (t) => {
  const client = await LspClient.start(t);
  client.open(URI, TYPO);
  const actions = await actionsFor(client, URI, await unknownField(client, URI));
  const command = actions.find((action) => action.command !== undefined)?.command;
  assert.deepEqual(client.initialized.capabilities.executeCommandProvider?.commands, [command?.command]);
  await client.request('workspace/executeCommand', command);
  assert.deepEqual(client.shownDocuments, [
    'https://github.com/meshwright/meshwright/blob/main/docs/rules/schema/unknown-field.md',
  ]);
  await client.stop();
});

test('"fix all" comes only when it is asked for, and applies safe fixes only', async (t) => {
  const client = await LspClient.start(t);
  client.open(URI, TYPO);
  const diagnostic = await unknownField(client, URI);
  const kinds = new Set((await actionsFor(client, URI, diagnostic)).map(({ kind }) => kind));
  assert.deepEqual([...kinds], ['quickfix']);
  // A guess at a field's name may change the meaning.
  assert.deepEqual(await actionsFor(client, URI, diagnostic, ['source.fixAll']), []);
  assert.deepEqual(await actionsFor(client, URI, diagnostic, ['refactor']), []);
  await client.stop();
});

/** Files may be made, and edits that the server sends are applied. */
const WILLING = {
  capabilities: {
    workspace: {
      applyEdit: true,
      workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] },
    },
  },
};

test('a rule is silenced for a folder by an entry of meshwright.json, which is made when there is none', async (t) => {
  const folder = new TestFolder(t, { 'legacy/old/typo.yaml': TYPO, 'typo.yaml': TYPO });
  const client = await LspClient.start(t, { folders: [folder], ...WILLING });
  const uri = folder.uriOf('legacy/old/typo.yaml');
  const config = folder.uriOf('meshwright.json');
  client.open(uri, TYPO);
  const inFolder = async () => {
    const actions = await actionsFor(client, uri, await unknownField(client, uri));
    return actions.find(({ title }) =>
      title.startsWith('Ignore "schema/unknown-field" in folder "legacy/old"'),
    );
  };
  const [create, write] = (await inFolder())?.edit?.documentChanges ?? [];
  assert.deepEqual(create, { kind: 'create', uri: config });
  const made =
    write !== undefined && 'edits' in write
      ? write.edits.map((edit) => 'newText' in edit && edit.newText)
      : [];
  assert.deepEqual(JSON.parse(String(made[0])), {
    suppressions: [{ rules: ['schema/unknown-field'], files: ['legacy/old'], reason: '' }],
  });
  for (const lineEnd of ['\n', '\r\n']) {
    const written = ['{', '  "completeness": "partial"', '}', ''].join(lineEnd);
    folder.write('meshwright.json', written);
    client.fileEvent(config, FileChangeType.Changed);
    await client.pullWorkspace();
    const after = applyTextEdits(written, editsOf((await inFolder())?.edit, config));
    assert.equal(after.includes('\r\n'), lineEnd === '\r\n');
    assert.deepEqual(JSON.parse(after).suppressions[0].files, ['legacy/old'], after);
    assert.equal(JSON.parse(after).completeness, 'partial');
    const seen = client.refreshes;
    folder.write('meshwright.json', after);
    client.fileEvent(config, FileChangeType.Changed);
    await client.until('refresh', () => client.refreshes > seen);
    assert.ok(!(await client.rules(uri)).includes('schema/unknown-field'));
    const reports = await client.pullWorkspace();
    const other = reports.get(folder.uriOf('typo.yaml'));
    const told = other?.kind === 'full' ? other.items.map(({ code }) => code) : [];
    assert.ok(told.includes('schema/unknown-field'), 'elsewhere it is still told');
  }
  await client.stop();
});

test('one rule is mended in all of a file at once', async (t) => {
  const client = await LspClient.start(t, WILLING);
  const text = `${TYPO}---\n${TYPO.replace('name: ', 'name: other-')}`;
  client.open(URI, text);
  const actions = await actionsFor(client, URI, await unknownField(client, URI));
  const all = actions.find(({ title }) => title === 'Fix all "schema/unknown-field" in this file');
  assert.equal(applyTextEdits(text, editsOf(all?.edit, URI)), text.replaceAll('hostz', 'hosts'));
  client.change(URI, { text: TYPO });
  const alone = await actionsFor(client, URI, await unknownField(client, URI));
  assert.deepEqual(
    alone.filter(({ title }) => title.startsWith('Fix all')),
    [],
    'nothing beside it',
  );
  await client.stop();
});

/** A person who presses a button, and an editor that applies what it is sent. */
function answering(client: LspClient) {
  const person = { questions: [] as string[], presses: '', applied: [] as WorkspaceEdit[] };
  client.connection.onRequest('window/showMessageRequest', (params: ShowMessageRequestParams) => {
    person.questions.push(params.message);
    return params.actions?.find(({ title }) => title === person.presses) ?? null;
  });
  client.connection.onRequest('workspace/applyEdit', ({ edit }: { readonly edit: WorkspaceEdit }) => {
    person.applied.push(edit);
    return { applied: true };
  });
  return person;
}

test('one rule is mended in all of a folder after its number was agreed to, and in no file outside', async (t) => {
  const folder = new TestFolder(t, { 'a.yaml': TYPO, 'b/c.yaml': TYPO, 'd.yaml': route('v1') });
  const other = new TestFolder(t, { 'e.yaml': TYPO });
  const client = await LspClient.start(t, { folders: [folder, other], ...WILLING });
  const person = answering(client);
  const uri = folder.uriOf('a.yaml');
  client.open(uri, TYPO);
  await client.pullWorkspace();
  const actions = await actionsFor(client, uri, await unknownField(client, uri));
  const action = actions.find(
    ({ title }) => title === 'Fix all "schema/unknown-field" in folder "folder-1"…',
  );
  assert.ok(action?.command);
  const { command } = action.command;
  const run = () => client.request('workspace/executeCommand', action.command);
  await run();
  assert.match(person.questions.join(), /"schema\/unknown-field": 2, in files: 2/);
  assert.equal(person.applied.length, 0, 'nobody agreed');
  person.presses = 'Apply';
  await run();
  const [edit] = person.applied;
  for (const name of ['a.yaml', 'b/c.yaml']) {
    const own = folder.uriOf(name);
    assert.equal(applyTextEdits(TYPO, editsOf(edit, own)), TYPO.replace('hostz', 'hosts'), name);
  }
  assert.equal(edit?.documentChanges?.length, 2);
  for (const wrong of [[], [1, folder.uri], ['schema/unknown-field', 'nowhere'], ['no/rule', folder.uri]]) {
    const params = { command, arguments: wrong };
    assert.equal(await client.request('workspace/executeCommand', params), null);
  }
  assert.equal(person.applied.length, 1);
  await client.stop();
});

// Not fixtures: these judge which files make a world, and which settings hold in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileChangeType } from 'vscode-languageserver-protocol';
import type { DocumentStatus } from '../../server/src/lsp/protocol.ts';
import { TestFolder } from './folder.ts';
import { LspClient, type ScopedSettings } from './lsp-client.ts';
import { deployment, mesh, route, rule, SUBSET_RULE, TYPO } from './manifests.ts';

async function codesByUri(client: LspClient): Promise<Record<string, readonly unknown[]>> {
  const reports = await client.pullWorkspace();
  return Object.fromEntries(
    [...reports].map(([uri, report]) => [
      uri,
      report.kind === 'full' ? report.items.map(({ code }) => code) : [],
    ]),
  );
}

function changeSettings(client: LspClient, scope: string, meshwright: unknown, exclude: unknown = {}): void {
  client.settings.set(scope, { meshwright, exclude });
  client.notify('workspace/didChangeConfiguration', { settings: null });
}

test('workspace folders are worlds of their own', async (t) => {
  const { 'rule.yaml': _, ...withoutRule } = mesh();
  const whole = new TestFolder(t, mesh());
  const lacking = new TestFolder(t, {
    ...withoutRule,
    'other-rule.yaml': rule('v2'),
    'v2.yaml': deployment('v2'),
  });
  const client = await LspClient.start(t, { folders: [whole, lacking] });
  assert.deepEqual(await codesByUri(client), { [lacking.uriOf('route.yaml')]: [SUBSET_RULE] });
  await client.stop();
});

test('folders come and go', async (t) => {
  const first = new TestFolder(t, mesh());
  const second = new TestFolder(t, { 'typo.yaml': TYPO });
  const client = await LspClient.start(t, { folders: [first] });
  assert.deepEqual(await codesByUri(client), {});
  const event = { uri: second.uri, name: 'second' };
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [event], removed: [] } });
  assert.deepEqual(Object.keys(await codesByUri(client)), [second.uriOf('typo.yaml')]);
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [event] } });
  assert.deepEqual(await codesByUri(client), {});
  await client.stop();
});

test('a file outside of every folder is judged alone', async (t) => {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = 'untitled:Untitled-1';
  client.open(uri, route('v9'));
  const severities = (await client.pull(uri)).map(({ severity }) => severity);
  // Nothing can be proved about what it names.
  assert.deepEqual(
    severities.filter((severity) => severity !== 4),
    [],
  );
  client.close(uri);
  assert.deepEqual(await codesByUri(client), {});
  await client.stop();
});

test('a folder with a kustomization is a world of its own', async (t) => {
  const folder = new TestFolder(t, {
    ...mesh(),
    'overlay/kustomization.yaml': 'resources: [route.yaml]\n',
    'overlay/route.yaml': route('v1'),
  });
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('overlay/route.yaml');
  const world = async () =>
    (
      await client.request<{ readonly world: { readonly name: string } }>('meshwright/documentStatus', {
        uri,
      })
    ).world.name;
  await client.pullWorkspace();
  assert.equal(await world(), 'folder-1/overlay');
  folder.remove('overlay/kustomization.yaml');
  client.fileEvent(folder.uriOf('overlay/kustomization.yaml'), FileChangeType.Deleted);
  await client.pullWorkspace();
  assert.equal(await world(), 'folder-1');
  await client.stop();
});

test('ignored, excluded, generated and vendored files are not read', async (t) => {
  const folder = new TestFolder(t, {
    '.gitignore': '/rendered/\n*.tmp.yaml\n!keep.tmp.yaml\n',
    'typo.yaml': TYPO,
    'keep.tmp.yaml': TYPO,
    'other.tmp.yaml': TYPO,
    'rendered/typo.yaml': TYPO,
    'nested/.gitignore': 'secret.yaml\n',
    'nested/secret.yaml': TYPO,
    'nested/shown.yaml': TYPO,
    'node_modules/pkg/typo.yaml': TYPO,
    'dist/typo.yaml': TYPO,
    'excluded/typo.yaml': TYPO,
    'unwanted/typo.yaml': TYPO,
    'package.json': '{"name": "nothing of ours"}',
  });
  const settings: ScopedSettings = new Map([
    [
      folder.uri,
      {
        meshwright: { files: { ignore: ['unwanted/'] } },
        exclude: { '**/excluded': true, '**/*.yaml': { when: '$(basename)' } },
      },
    ],
  ]);
  const client = await LspClient.start(t, { folders: [folder], settings, initializationOptions: {} });
  const expected = ['keep.tmp.yaml', 'nested/shown.yaml', 'typo.yaml'].map((name) => folder.uriOf(name));
  assert.deepEqual(Object.keys(await codesByUri(client)).sort(), expected);
  await client.until('status', () => JSON.stringify(client.statuses.at(-1) ?? null).includes('"ready"'));
  const status = client.statuses.at(-1) as {
    readonly skippedFolders: number;
    readonly files: { readonly known: number };
  };
  assert.equal(status.skippedFolders, 2);
  assert.equal(status.files.known, 3);
  // A new file is judged by the same rules.
  folder.write('new.tmp.yaml', TYPO);
  folder.write('dist/new.yaml', TYPO);
  for (const name of ['new.tmp.yaml', 'dist/new.yaml'])
    client.fileEvent(folder.uriOf(name), FileChangeType.Created);
  assert.deepEqual(Object.keys(await codesByUri(client)).sort(), expected);
  folder.write('.gitignore', 'typo.yaml\n');
  client.fileEvent(folder.uriOf('.gitignore'), FileChangeType.Changed);
  assert.deepEqual(
    Object.keys(await codesByUri(client)).sort(),
    ['keep.tmp.yaml', 'nested/shown.yaml', 'new.tmp.yaml', 'other.tmp.yaml'].map((name) =>
      folder.uriOf(name),
    ),
  );
  await client.stop();
});

test('an ignored file that is opened is judged, but counts for no other', async (t) => {
  const { 'rule.yaml': ignored = '', ...files } = mesh();
  const folder = new TestFolder(t, {
    ...files,
    '.gitignore': 'rule.yaml\n',
    'rule.yaml': ignored,
    'rule-2.yaml': rule('v2'),
  });
  const client = await LspClient.start(t, { folders: [folder] });
  client.open(folder.uriOf('rule.yaml'), ignored.replace('host:', 'hostt:'));
  assert.ok((await client.rules(folder.uriOf('rule.yaml'))).includes('schema/unknown-field'));
  client.open(folder.uriOf('route.yaml'), route('v1'));
  assert.deepEqual(await client.rules(folder.uriOf('route.yaml')), [SUBSET_RULE]);
  await client.stop();
});

test('settings are read per folder and again when they change', async (t) => {
  const one = new TestFolder(t, { 'typo.yaml': TYPO });
  const two = new TestFolder(t, { 'typo.yaml': TYPO });
  const settings: ScopedSettings = new Map([
    [one.uri, { meshwright: { diagnostics: { severity: { 'schema/unknown-field': 'off' } } } }],
  ]);
  const client = await LspClient.start(t, { folders: [one, two], settings });
  const severityIn = async (folder: TestFolder) => {
    client.open(folder.uriOf('typo.yaml'), TYPO);
    const found = (await client.pull(folder.uriOf('typo.yaml'))).find(
      ({ code }) => code === 'schema/unknown-field',
    );
    return found?.severity;
  };
  assert.deepEqual([await severityIn(one), await severityIn(two)], [undefined, 1]);
  const before = client.refreshes;
  // Nothing has changed, so nobody is asked to look again.
  client.notify('workspace/didChangeConfiguration', { settings: null });
  assert.deepEqual([await severityIn(one), await severityIn(two)], [undefined, 1]);
  assert.equal(client.refreshes, before);
  changeSettings(client, one.uri, { diagnostics: { severity: { 'schema/unknown-field': 'hint' } } });
  await client.until('refresh', () => client.refreshes > before);
  assert.deepEqual([await severityIn(one), await severityIn(two)], [4, 1]);
  changeSettings(client, two.uri, { diagnostics: { enable: false } });
  assert.deepEqual([await severityIn(one), await severityIn(two)], [4, undefined]);
  changeSettings(client, one.uri, { files: { ignore: ['*.yaml'] } });
  assert.deepEqual(await client.pull(one.uriOf('typo.yaml')), []);
  await client.stop();
});

test('the target release follows the setting', async (t) => {
  const folder = new TestFolder(t, {});
  const client = await LspClient.start(t, { folders: [folder] });
  const target = async () => {
    await client.pullWorkspace();
    const uri = folder.uriOf('typo.yaml');
    const { world } = await client.request<DocumentStatus>('meshwright/documentStatus', { uri });
    return [world?.istioVersion, world?.istioVersionSource, world?.completeness];
  };
  client.open(folder.uriOf('typo.yaml'), TYPO);
  assert.deepEqual(await target(), ['1.31', 'auto', 'auto']);
  changeSettings(client, folder.uri, { istio: { version: '1.22' }, world: { completeness: 'partial' } });
  assert.deepEqual(await target(), ['1.22', 'setting', 'partial']);
  await client.stop();
});

test('settings that make no sense are reported and have their defaults', async (t) => {
  const client = await LspClient.start(t, {
    initializationOptions: {},
    settings: new Map([
      ['', { meshwright: { istio: { version: '9.9' }, diagnostics: { severity: { 'no/rule': 'off' } } } }],
    ]),
  });
  const uri = 'file:///alone/typo.yaml';
  client.open(uri, TYPO);
  assert.ok((await client.pull(uri)).length > 0);
  await client.until('status', () => client.statuses.length > 0);
  const { settingProblems } = client.statuses.at(-1) as { readonly settingProblems: readonly string[] };
  assert.equal(settingProblems.length, 2);
  assert.match(settingProblems[0] ?? '', /"meshwright\.istio\.version" must be one of auto, 1\.31/);
  assert.match(settingProblems[1] ?? '', /diagnostics\.severity": There is no rule "no\/rule"/);
  await client.stop();
});

test('clients without workspace/configuration give settings at the start and with each change', async (t) => {
  const folder = new TestFolder(t, { 'typo.yaml': TYPO });
  const off = { diagnostics: { enable: false } };
  const client = await LspClient.start(t, {
    folders: [folder],
    capabilities: { workspace: { configuration: false } },
    initializationOptions: { settings: off },
  });
  assert.deepEqual(await codesByUri(client), {});
  client.notify('workspace/didChangeConfiguration', {
    settings: { meshwright: { 'diagnostics.enable': true } },
  });
  assert.deepEqual(Object.keys(await codesByUri(client)), [folder.uriOf('typo.yaml')]);
  await client.stop();
});

const TWO_UNSEEN = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: routes, namespace: sales }
spec:
  hosts: [shop.example]
  http:
    - match: [{ uri: { prefix: /till } }]
      route: [{ destination: { host: till } }]
    - route: [{ destination: { host: desk } }]
`;
const EXPOSING = '# Before\n\n```sh\nkubectl expose deployment till -n sales --port 80\n```\n';

test('names that nobody can judge are one hint in a file; what a command beside it makes is none of them', async (t) => {
  const folder = new TestFolder(t, { 'a.yaml': TWO_UNSEEN });
  const client = await LspClient.start(t, { folders: [folder] });
  const told = async () => {
    const reports = await client.pullWorkspace();
    return [...reports.values()].flatMap((report) =>
      report.kind === 'full' ? report.items.map(({ message }) => String(message).split(':')[0]) : [],
    );
  };
  assert.deepEqual(await told(), ['2 hosts are in none of these files']);
  folder.write('README.md', EXPOSING);
  client.fileEvent(folder.uriOf('README.md'), FileChangeType.Created);
  const [one = '', ...others] = await told();
  assert.deepEqual(others, []);
  assert.match(one, /^Service "desk" of namespace "sales" is in none of these files/);
  folder.remove('README.md');
  client.fileEvent(folder.uriOf('README.md'), FileChangeType.Deleted);
  assert.deepEqual(await told(), ['2 hosts are in none of these files']);
  await client.stop();
});

// Not fixtures: these judge that the editor follows `meshwright.json` as the command line does.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { FileChangeType } from 'vscode-languageserver-protocol';
import type { DocumentStatus } from '../../server/src/lsp/protocol.ts';
import { TestFolder } from './folder.ts';
import { type ClientOptions, LspClient } from './lsp-client.ts';
import { deployment, mesh, route, rule, SUBSET_RULE, service, TYPO } from './manifests.ts';

const CONFIG = 'meshwright.json';
const FIELD_RULE = 'schema/unknown-field';
const ERROR = 1;
const HINT = 4;

/** Routes to a host that no file defines. */
const ELSEWHERE = route('v1')
  .replace('host: cart', 'host: stock.shop.svc.cluster.local')
  .replace(/ +subset: .*\n/, '');

/** A folder whose configuration changes as an editor would report it. */
class ConfiguredFolder extends TestFolder {
  client: LspClient | undefined;

  async start(t: TestContext, options: ClientOptions = {}): Promise<LspClient> {
    this.client = await LspClient.start(t, { folders: [this], ...options });
    return this.client;
  }

  put(name: string, content: string): void {
    this.write(name, content);
    this.client?.fileEvent(this.uriOf(name), FileChangeType.Changed);
  }

  delete(name: string): void {
    this.remove(name);
    this.client?.fileEvent(this.uriOf(name), FileChangeType.Deleted);
  }

  /** `rule severity` of each finding in a file. */
  async found(name: string): Promise<readonly string[]> {
    const reports = await this.client?.pullWorkspace();
    const report = reports?.get(this.uriOf(name));
    return report?.kind === 'full' ? report.items.map(({ code, severity }) => `${code} ${severity}`) : [];
  }

  async world(name: string): Promise<DocumentStatus['world']> {
    await this.client?.pullWorkspace();
    const params = { uri: this.uriOf(name) };
    return (await this.client?.request<DocumentStatus>('meshwright/documentStatus', params))?.world;
  }
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

test('completeness in the file makes a fact of what was a hint, and stands above the setting', async (t) => {
  const folder = new ConfiguredFolder(t, { 'route.yaml': ELSEWHERE });
  const settings = new Map([['', { meshwright: { world: { completeness: 'partial' } } }]]);
  const client = await folder.start(t, { settings });
  const hint = await folder.found('route.yaml');
  assert.ok(hint.length > 0);
  assert.deepEqual(
    hint.filter((finding) => !finding.endsWith(` ${HINT}`)),
    [],
  );
  const before = client.refreshes;
  folder.put(CONFIG, json({ completeness: 'complete', istioVersion: '1.29' }));
  await client.until('refresh', () => client.refreshes > before);
  assert.ok((await folder.found('route.yaml')).some((finding) => finding.endsWith(` ${ERROR}`)));
  const world = await folder.world('route.yaml');
  assert.deepEqual([world?.completeness, world?.istioVersion], ['complete', '1.29']);
  assert.equal(world?.istioVersionSource, 'setting');
  folder.put(CONFIG, json({ completeness: 'complete', externalHosts: ['*.shop.svc.cluster.local'] }));
  assert.equal(
    (await folder.found('route.yaml')).some((finding) => finding.endsWith(` ${ERROR}`)),
    false,
  );
  folder.delete(CONFIG);
  assert.deepEqual(await folder.found('route.yaml'), hint);
  await client.stop();
});

test('severities of the file stand above those of the settings, rule by rule', async (t) => {
  const folder = new ConfiguredFolder(t, {
    ...mesh(),
    'route.yaml': route('v9'),
    'typo.yaml': TYPO,
    [CONFIG]: json({ severities: { [FIELD_RULE]: 'off' } }),
  });
  const severity = { [FIELD_RULE]: 'warning', [SUBSET_RULE]: 'hint' };
  const client = await folder.start(t, {
    settings: new Map([['', { meshwright: { diagnostics: { severity } } }]]),
  });
  const has = async (rule: string, name: string) =>
    (await folder.found(name)).find((finding) => finding.startsWith(rule));
  assert.equal(await has(FIELD_RULE, 'typo.yaml'), undefined);
  assert.equal(await has(SUBSET_RULE, 'route.yaml'), `${SUBSET_RULE} ${HINT}`);
  folder.put(CONFIG, json({ severities: { [FIELD_RULE]: 'hint' } }));
  assert.equal(await has(FIELD_RULE, 'typo.yaml'), `${FIELD_RULE} ${HINT}`);
  folder.delete(CONFIG);
  assert.equal(await has(FIELD_RULE, 'typo.yaml'), `${FIELD_RULE} 2`);
  assert.deepEqual(client.shownMessages, []);
  await client.stop();
});

test('what the file ignores is not read, also when it is opened', async (t) => {
  const folder = new ConfiguredFolder(t, {
    'typo.yaml': TYPO,
    'old/typo.yaml': TYPO,
    [CONFIG]: json({ ignore: ['old/'] }),
  });
  const client = await folder.start(t);
  assert.ok((await folder.found('typo.yaml')).length > 0);
  assert.deepEqual(await folder.found('old/typo.yaml'), []);
  client.open(folder.uriOf('old/typo.yaml'), TYPO);
  assert.deepEqual(await client.pull(folder.uriOf('old/typo.yaml')), []);
  folder.put(CONFIG, json({ ignore: ['/typo.yaml'] }));
  assert.deepEqual(await folder.found('typo.yaml'), []);
  assert.ok((await client.pull(folder.uriOf('old/typo.yaml'))).length > 0);
  folder.delete(CONFIG);
  assert.ok((await folder.found('typo.yaml')).length > 0);
  await client.stop();
});

test('mesh config is read from the file it names, and again when that changes', async (t) => {
  const strict = 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }\n';
  const folder = new ConfiguredFolder(t, {
    'service.yaml': service(),
    'route.yaml': route('v1').replace('host: cart', 'host: api.partner.example'),
    [CONFIG]: json({ completeness: 'complete', meshConfig: './conf/../conf/mesh.yaml' }),
    'conf/mesh.yaml': '{}',
  });
  const client = await folder.start(t);
  const open = await folder.found('route.yaml');
  folder.put('conf/mesh.yaml', strict);
  const closed = await folder.found('route.yaml');
  assert.notDeepEqual(closed, open);
  folder.put('conf/mesh.yaml', 'kind: ConfigMap\ndata:\n  mesh: "{}"\n');
  assert.deepEqual(await folder.found('route.yaml'), open);
  folder.put('conf/mesh.yaml', `kind: ConfigMap\ndata:\n  mesh: |\n    ${strict}`);
  assert.deepEqual(await folder.found('route.yaml'), closed);
  assert.equal(client.shownMessages.length, 0);
  folder.delete('conf');
  assert.deepEqual(await folder.found('route.yaml'), open);
  assert.match(
    client.shownMessages[0]?.message ?? '',
    /meshwright\.json:1:\d+: "meshConfig": Cannot read ".*mesh\.yaml"/,
  );
  await client.stop();
});

test('a key that makes no sense is named once, and the others count', async (t) => {
  const broken = {
    colour: 'red',
    completeness: 'complete',
    meshNetworks: 'gone.yaml',
    severities: { 'no/rule': 'off', [SUBSET_RULE]: 'loud', [FIELD_RULE]: 'hint' },
  };
  const folder = new ConfiguredFolder(t, { 'typo.yaml': TYPO, [CONFIG]: json(broken) });
  const client = await folder.start(t);
  assert.ok((await folder.found('typo.yaml')).includes(`${FIELD_RULE} ${HINT}`));
  assert.equal((await folder.world('typo.yaml'))?.completeness, 'complete');
  folder.put(CONFIG, `${json(broken)}\n`);
  await folder.found('typo.yaml');
  assert.equal(client.shownMessages.length, 1);
  const [shown] = client.shownMessages;
  assert.equal(shown?.type, 2);
  const lines = shown?.message.split('\n') ?? [];
  for (const [index, start] of [
    'folder-1/meshwright.json: Unknown key "colour"',
    `folder-1/meshwright.json: "severities": severity of "${SUBSET_RULE}" must be one of`,
    'folder-1/meshwright.json: There is no rule "no/rule"',
    'folder-1/meshwright.json: "meshNetworks": Cannot read "folder-1/gone.yaml"',
  ].entries())
    assert.ok(lines[index]?.replace(/json:1:\d+:/, 'json:').startsWith(start), lines[index]);
  assert.ok(lines.every((line) => client.logged.includes(line)));
  await client.stop();
});

test('a file that is no JSON keeps nothing from being answered', async (t) => {
  const folder = new ConfiguredFolder(t, { 'typo.yaml': TYPO, [CONFIG]: '{"severities": {' });
  const client = await folder.start(t);
  assert.ok((await folder.found('typo.yaml')).includes(`${FIELD_RULE} ${ERROR}`));
  assert.match(client.shownMessages[0]?.message ?? '', /^folder-1\/meshwright\.json:1:\d+: not valid YAML/);
  for (const text of ['[]', '7', '', '\u0000', 'a: 1\n---\nb: 1\n']) {
    folder.put(CONFIG, text);
    assert.ok((await folder.found('typo.yaml')).includes(`${FIELD_RULE} ${ERROR}`), text);
  }
  folder.put(CONFIG, json({ severities: { [FIELD_RULE]: 'off' } }));
  assert.equal((await folder.found('typo.yaml')).includes(`${FIELD_RULE} ${ERROR}`), false);
  await client.stop();
});

test('each folder has its own, and only at its root', async (t) => {
  const off = json({ severities: { [FIELD_RULE]: 'off' } });
  const one = new ConfiguredFolder(t, { 'typo.yaml': TYPO, [CONFIG]: off });
  const two = new ConfiguredFolder(t, { 'typo.yaml': TYPO, [`below/${CONFIG}`]: off });
  const client = await LspClient.start(t, { folders: [one, two] });
  one.client = client;
  two.client = client;
  assert.equal((await one.found('typo.yaml')).includes(`${FIELD_RULE} ${ERROR}`), false);
  assert.ok((await two.found('typo.yaml')).includes(`${FIELD_RULE} ${ERROR}`));
  await client.stop();
});

test('it is read through the client where only the client can read', async (t) => {
  const folder = 'vscode-vfs://github/shop/mesh';
  const files = new Map([
    [`${folder}/typo.yaml`, TYPO],
    [`${folder}/old/typo.yaml`, TYPO],
    [`${folder}/v2.yaml`, deployment('v2')],
    [`${folder}/rule.yaml`, rule('v2')],
    [`${folder}/conf/mesh.yaml`, 'rootNamespace: mesh-root\n'],
    [`${folder}/${CONFIG}`, json({ ignore: ['old/'], meshConfig: 'conf/mesh.yaml', istioVersion: '1.28' })],
  ]);
  const client = await LspClient.start(t, {
    virtual: { folder, files },
    initializationOptions: { readThroughClient: ['vscode-vfs'] },
  });
  const uris = [...(await client.pullWorkspace()).keys()];
  assert.ok(uris.includes(`${folder}/typo.yaml`));
  assert.equal(uris.includes(`${folder}/old/typo.yaml`), false);
  const uri = `${folder}/typo.yaml`;
  const { world } = await client.request<DocumentStatus>('meshwright/documentStatus', { uri });
  assert.equal(world?.istioVersion, '1.28');
  files.set(`${folder}/${CONFIG}`, json({ istioVersion: '1.27' }));
  client.fileEvent(`${folder}/${CONFIG}`, FileChangeType.Changed);
  assert.ok((await client.pullWorkspace()).has(`${folder}/old/typo.yaml`));
  const after = await client.request<DocumentStatus>('meshwright/documentStatus', { uri });
  assert.equal(after.world?.istioVersion, '1.27');
  assert.deepEqual(client.shownMessages, []);
  await client.stop();
});

test('worlds of the file have their own configuration, and nothing crosses between them', async (t) => {
  const folder = new ConfiguredFolder(t, {
    'typo.yaml': TYPO,
    'prod/service.yaml': service(),
    'prod/typo.yaml': TYPO,
    'test/route.yaml': ELSEWHERE,
    [CONFIG]: json({
      severities: { 'schema/*': 'hint' },
      worlds: [
        { name: 'prod', files: ['prod'], istioVersion: '1.28', severities: { 'schema/*': 'warning' } },
        { name: 'test', files: ['test/**'], completeness: 'complete' },
      ],
    }),
  });
  const client = await folder.start(t);
  assert.ok((await folder.found('typo.yaml')).includes(`${FIELD_RULE} ${HINT}`));
  assert.ok((await folder.found('prod/typo.yaml')).includes(`${FIELD_RULE} 2`));
  assert.ok((await folder.found('test/route.yaml')).some((finding) => finding.endsWith(` ${ERROR}`)));
  const prod = await folder.world('prod/typo.yaml');
  assert.deepEqual([prod?.name, prod?.istioVersion], ['folder-1: prod', '1.28']);
  assert.equal((await folder.world('test/route.yaml'))?.completeness, 'complete');
  assert.deepEqual(client.shownMessages, []);
  await client.stop();
});

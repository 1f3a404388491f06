// Not fixtures: these judge what only our own client asks and is asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CoverageResult } from '../../server/src/lsp/coverage-protocol.ts';
import type {
  BecomesResult,
  DocumentStatus,
  ExplainSilenceResult,
  FixAllResult,
  OurDocumentsResult,
  PatternsResult,
  RulesResult,
  WorkspaceStatus,
  WorldsResult,
} from '../../server/src/lsp/protocol.ts';
import type { TreeResult } from '../../server/src/lsp/tree-protocol.ts';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';
import { mesh, route, SUBSET_RULE, service, TYPO } from './manifests.ts';

test('the status says what is known, and again when it changes', async (t) => {
  const folder = new TestFolder(t, { ...mesh(), 'route.yaml': route('v9') });
  const client = await LspClient.start(t, { folders: [folder], initializationOptions: {} });
  const last = () => client.statuses.at(-1) as WorkspaceStatus | undefined;
  await client.until('findings', () => last()?.state === 'ready' && last()?.findings.error === 1);
  const [world] = last()?.worlds ?? [];
  assert.equal(world?.name, 'folder-1');
  assert.deepEqual(
    [world.istioVersion, world.completeness, world.files, world.resources],
    ['1.31', 'auto', 4, 4],
  );
  client.open(folder.uriOf('route.yaml'), route('v1'));
  await client.until('no findings', () => last()?.findings.error === 0);
  await client.stop();
});

test('other clients are not sent what they do not know', async (t) => {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { folders: [folder], mode: 'push' });
  client.open('file:///alone/typo.yaml', TYPO);
  await client.pushed('file:///alone/typo.yaml');
  await client.request('meshwright/documentIsOurs', {});
  assert.deepEqual(client.statuses, []);
  await client.stop();
});

test('a document’s status says whether it is ours', async (t) => {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { folders: [folder] });
  client.open(folder.uriOf('route.yaml'), route('v9'));
  client.open(folder.uriOf('values.yaml'), 'replicas: 3\n');
  await client.pullWorkspace();
  const status = (name: string) =>
    client.request<DocumentStatus>('meshwright/documentStatus', { uri: folder.uriOf(name) });
  const ours = await status('route.yaml');
  assert.deepEqual([ours.isOurs, ours.resources, ours.findings.error], [true, 1, 1]);
  assert.equal(ours.world?.name, 'folder-1');
  const other = await status('values.yaml');
  assert.equal(other.isOurs, false);
  assert.equal(other.world, undefined);
  await client.stop();
});

test('files of Istio and Gateway API documents only are told apart', async (t) => {
  const folder = new TestFolder(t, {
    'ours.yaml': `${TYPO}---\n# nothing here\n`,
    'mixed.yaml': `${TYPO}---\n${service()}`,
    'service.yaml': service(),
    'foreign.yaml': 'a: 1\n',
  });
  const client = await LspClient.start(t, { folders: [folder] });
  const all = await client.request<OurDocumentsResult>('meshwright/documentIsOurs', {});
  assert.deepEqual(all.uris, [folder.uriOf('ours.yaml')]);
  const some = await client.request<OurDocumentsResult>('meshwright/documentIsOurs', {
    uris: [folder.uriOf('mixed.yaml'), folder.uriOf('ours.yaml'), 'file:///unknown.yaml'],
  });
  assert.deepEqual(some.uris, [folder.uriOf('ours.yaml')]);
  await client.stop();
});

test('what was not checked is told with what would change it', async (t) => {
  const folder = new TestFolder(t, {
    ...mesh(),
    'route.yaml': route('v1').replace('host: cart', 'host: rates.billing.svc.cluster.local'),
  });
  const client = await LspClient.start(t, { folders: [folder] });
  const ask = () => client.request<CoverageResult>('meshwright/coverage', {});
  const { checked, total, groups } = await ask();
  assert.deepEqual(await client.connection.sendRequest('meshwright/coverage'), await ask());
  assert.ok(checked < total);
  const [group] = groups.filter(({ text }) => text.startsWith('1 host '));
  assert.equal(group?.text, '1 host in a namespace that no file here defines (billing)');
  assert.deepEqual(group?.declaration, {
    key: 'externalNamespaces',
    values: ['billing'],
    folder: folder.uri,
  });
  assert.equal(group?.places[0]?.uri, folder.uriOf('route.yaml'));
  const status = await client.request<DocumentStatus>('meshwright/documentStatus', {
    uri: folder.uriOf('route.yaml'),
  });
  assert.ok((status.references?.total ?? 0) > (status.references?.checked ?? 0));
  await client.stop();
});

test('what is taken to exist stands behind what was not checked, with its places', async (t) => {
  const folder = new TestFolder(t, {
    ...mesh(),
    'meshwright.json': JSON.stringify({ externalHosts: ['rates.billing.svc.cluster.local'] }),
    'route.yaml': route('v1').replace('host: cart', 'host: rates.billing.svc.cluster.local'),
    'made.yaml': route('v1')
      .replace('name: cart', 'name: made')
      .replace('host: cart', 'host: istiod.istio-system.svc.cluster.local'),
  });
  const client = await LspClient.start(t, { folders: [folder] });
  const { groups } = await client.request<CoverageResult>('meshwright/coverage', {});
  const named = groups
    .slice(-2)
    .map(({ text, remedy, places }) => [text, remedy, places.map(({ uri }) => uri)]);
  assert.deepEqual(named, [
    [
      '1 made by the cluster, an installer, an operator or a command (istiod.istio-system.svc.cluster.local)',
      'Taken to exist: nothing to do',
      [folder.uriOf('made.yaml')],
    ],
    [
      '1 declared in meshwright.json (rates.billing.svc.cluster.local)',
      'Taken to exist, because meshwright.json says so',
      [folder.uriOf('route.yaml')],
    ],
  ]);
  await client.stop();
});

test('silence is explained', async (t) => {
  const suppressed = `# meshwright-ignore ${SUBSET_RULE}: known\n${route('v9')}`;
  const folder = new TestFolder(t, { ...mesh(), 'route.yaml': suppressed });
  const client = await LspClient.start(t, { folders: [folder] });
  const explain = async (uri: string, line = 3) =>
    (
      await client.request<ExplainSilenceResult>('meshwright/explainSilence', {
        uri,
        position: { line, character: 0 },
      })
    ).markdown;
  const text = await explain(folder.uriOf('route.yaml'));
  assert.match(text, /Name: `folder-1`\n/);
  assert.match(text, /Completeness `auto`/);
  assert.match(text, /`VirtualService` `shop\/cart`/);
  assert.match(text, /rules ran: .*`virtual-service\/subset-not-found`/);
  assert.match(
    text,
    /Suppressed by comments, annotations or meshwright\.json: 1\n {2}- line \d+, `virtual-service\/subset-not-found`/,
  );
  assert.match(
    text,
    /## Its references\n(?:- .*\n)*- subset `v9` of namespace `shop`: \*\*checked, wrong\.\*\*/,
  );
  assert.match(text, /## In all files\n\d+ resources in 1 unit\. \d+ of \d+ references/);
  const hostile = 'file:///alone/`x`.yaml';
  const hidden = '# meshwright-ignore schema/unknown-field: x\n';
  client.open(hostile, `${hidden}${TYPO.replace(/name: .*/, 'name: "`a` <b>"')}  "[x](http://y)<img>": 1\n`);
  const told = await explain(hostile);
  assert.match(told, /`` .*`x`\.yaml ``/);
  assert.match(told, /`` .*`a` <b> ``/);
  assert.doesNotMatch(told.replace(/(`+).*?\1/g, ''), /[^\\]<|[^\\]\]\(/);
  client.open('file:///alone/compose.yaml', 'services: {}\n');
  assert.match(await explain('file:///alone/compose.yaml'), /is in no workspace folder.*is not one of ours/s);
  assert.match(await explain('file:///never/seen.yaml'), /knows no document/);
  await client.stop();
});

test('folders that only the client can read are read through it', async (t) => {
  const folder = 'vscode-vfs://github/shop/mesh';
  const files = new Map([
    [`${folder}/typo.yaml`, TYPO],
    [`${folder}/ignored.yaml`, TYPO],
    [`${folder}/.gitignore`, 'ignored.yaml\n'],
    [`${folder}/dist/typo.yaml`, TYPO],
  ]);
  for (const canSearch of [true, false]) {
    const client = await LspClient.start(t, {
      virtual: { folder, files, canSearch },
      initializationOptions: { readThroughClient: ['vscode-vfs'] },
    });
    assert.deepEqual([...(await client.pullWorkspace()).keys()], [`${folder}/typo.yaml`]);
    await client.stop();
  }
});

test('a slow folder shows progress', async (t) => {
  const folder = 'vscode-vfs://slow/mesh';
  const files = new Map([[`${folder}/typo.yaml`, TYPO]]);
  const client = await LspClient.start(t, {
    virtual: { folder, files, delay: 600 },
    initializationOptions: { readThroughClient: ['vscode-vfs'] },
  });
  await client.pullWorkspace();
  const kinds = (client.progress as readonly { readonly value: { readonly kind: string } }[]).map(
    ({ value }) => value.kind,
  );
  assert.equal(kinds[0], 'begin');
  assert.equal(kinds.at(-1), 'end');
  await client.stop();
});

test('the palette is answered: patterns of the folder, rules, a full check', async (t) => {
  const folder = new TestFolder(t, { ...mesh(), 'route.yaml': route('v9') });
  const client = await LspClient.start(t, { folders: [folder] });
  const { patterns } = await client.request<PatternsResult>('meshwright/patterns', {
    uri: folder.uriOf('new.yaml'),
  });
  const canary = patterns.find(({ label }) => label === 'canary release: cart');
  assert.ok(canary, patterns.map(({ label }) => label).join(', '));
  assert.match(canary.text, /namespace: shop/);
  const { rules } = await client.request<RulesResult>('meshwright/rules', {});
  assert.ok(rules.some(({ id, url }) => id === 'schema/unknown-field' && url.endsWith('unknown-field.md')));
  const status = await client.request<WorkspaceStatus>('meshwright/checkFolder', {});
  assert.deepEqual([status.state, status.findings.error, status.files.ours], ['ready', 1, 4]);
  await client.stop();
});

test('all safe fixes of a file or of a folder come as one change, and nothing else does', async (t) => {
  const unused = `# meshwright-ignore schema/unknown-field: nothing is\n${service()}`;
  const files = { 'a.yaml': unused, 'below/b.yaml': unused.replaceAll('cart', 'till'), 'c.yaml': TYPO };
  const folder = new TestFolder(t, files);
  const other = new TestFolder(t, { 'd.yaml': unused });
  const client = await LspClient.start(t, { folders: [folder, other] });
  const ask = (params: object) => client.request<FixAllResult>('meshwright/fixAll', params);
  const inFolder = await ask({ folder: folder.uri });
  assert.deepEqual([inFolder.files, inFolder.fixes], [2, 2]);
  const inFile = await ask({ uri: folder.uriOf('a.yaml') });
  assert.deepEqual([inFile.files, inFile.fixes], [1, 1]);
  assert.deepEqual(await ask({ uri: folder.uriOf('c.yaml') }), { edit: {}, files: 0, fixes: 0 });
  await client.stop();
});

test('worlds are told and switched, and what an overlay becomes is shown with where it is written', async (t) => {
  const folder = new TestFolder(t, {
    'base/kustomization.yaml': 'resources: [service.yaml]\n',
    'base/service.yaml': service('cart'),
    'dev/kustomization.yaml': 'namespace: dev\nresources: [../base]\n',
    'prod/kustomization.yaml': 'namespace: prod\nresources: [../base]\n',
    'chart/Chart.yaml': 'name: shop\n',
    'chart/templates/route.yaml': route('v1').replace('subset: v1', 'subset: {{ .Values.subset }}'),
  });
  const client = await LspClient.start(t, { folders: [folder] });
  const uri = folder.uriOf('base/service.yaml');
  const worlds = () => client.request<WorldsResult>('meshwright/worlds', { uri });
  const { worlds: all } = await worlds();
  assert.deepEqual(
    all.map(({ name, kind, showsDocument }) => [name, kind, showsDocument]),
    [
      ['folder-1/dev', 'kustomize', true],
      ['folder-1/prod', 'kustomize', true],
      ['folder-1/chart', 'helm', false],
    ],
  );
  assert.equal(all[0]?.uri, folder.uriOf('dev/kustomization.yaml'));
  assert.equal(all[0]?.why, 'a kustomization of base into namespace "dev"');
  const becomes = (file: string, world?: string) =>
    client.request<BecomesResult | null>('meshwright/becomes', { uri: folder.uriOf(file), world });
  const dev = await becomes('base/service.yaml');
  assert.deepEqual([dev?.world, dev?.worlds], ['folder-1/dev', ['folder-1/dev', 'folder-1/prod']]);
  const lines = dev?.text.split('\n') ?? [];
  const line = lines.findIndex((each) => each.includes('namespace: dev'));
  assert.ok(lines[line]?.endsWith('# dev/kustomization.yaml:1'), dev?.text);
  const origin = dev?.origins.find((each) => each.line === line);
  assert.equal(origin?.uri, folder.uriOf('dev/kustomization.yaml'));
  assert.equal(lines[line]?.slice(...(origin?.words ?? [])), 'dev/kustomization.yaml:1');
  const name = lines.findIndex((each) => each.includes('name: cart'));
  assert.equal(dev?.origins.find((each) => each.line === name)?.uri, uri);
  assert.match((await becomes('base/service.yaml', 'folder-1/prod'))?.text ?? '', /namespace: prod/);
  assert.match((await becomes('chart/templates/route.yaml'))?.text ?? '', /subset: {2}# templated/);
  await client.request('meshwright/showWorld', { name: 'folder-1/prod' });
  assert.equal((await worlds()).preferred, 'folder-1/prod');
  assert.equal((await becomes('base/service.yaml'))?.world, 'folder-1/prod');
  const status = await client.request<DocumentStatus>('meshwright/documentStatus', { uri });
  assert.equal(status.world?.name, 'folder-1/prod');
  await client.stop();
});

test('the tree is asked branch by branch, and changes are told of', async (t) => {
  const folder = new TestFolder(t, { ...mesh(), 'route.yaml': route('v9') });
  const client = await LspClient.start(t, { folders: [folder], initializationOptions: {} });
  await client.pullWorkspace();
  const ask = (node?: string) => client.request<TreeResult>('meshwright/tree', { node });
  const { nodes, contents } = await client.request<TreeResult>('meshwright/tree', { only: 'contents' });
  assert.deepEqual([nodes, contents.mesh, contents.observed], [[], true, false]);
  const [world] = (await ask()).nodes;
  assert.deepEqual([world?.label, world?.findings], ['folder-1', { worst: 'error', count: 1 }]);
  const [namespace] = (await ask(world?.id)).nodes;
  const groups = (await ask(namespace?.id)).nodes;
  const routes = groups.find(({ kind }) => kind === 'routes');
  const objects = (await ask(routes?.id)).nodes;
  assert.ok(
    objects.some(({ place }) => place?.uri === folder.uriOf('route.yaml')),
    JSON.stringify(objects),
  );
  client.open(folder.uriOf('route.yaml'), route('v1'));
  await client.pullWorkspace();
  const [mended] = (await ask()).nodes;
  assert.deepEqual([mended?.id, mended?.findings], [world?.id, undefined]);
  await client.stop();
});

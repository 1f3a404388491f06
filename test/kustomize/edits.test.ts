/** Mistakes of a base and of a patch: told where they are written, with the overlays that have them, and mended there. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { rename } from '../../server/src/features/rename/rename.ts';
import { offerFixes } from '../../server/src/rules/offer-fixes.ts';
import { messageWithWorlds, type PublishedFinding } from '../../server/src/workspace/finding.ts';
import { FOLDER, MemoryProject } from '../harness/memory-project.ts';

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {ports: [{port: 80, name: http}]}\n';
const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
spec:
  hosts: ["cart"]
  http:
    - timeuot: 5s # too long?
      route:
        - destination: { host: 'cart' }
`;
const BASE = 'resources: [route.yaml, service.yaml]\n';
const PATCH = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart}
spec:
  http:
    - retires: { attempts: 2 }
      route: [{ destination: { host: cart } }]
`;

function files(overlays: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) {
  const roots = Object.entries(overlays).map(([name, text]) => [
    `overlays/${name}/kustomization.yaml`,
    `resources: [../../base]\n${text}`,
  ]);
  return {
    'base/kustomization.yaml': BASE,
    'base/route.yaml': ROUTE,
    'base/service.yaml': SERVICE,
    ...Object.fromEntries(roots),
    ...more,
  };
}

async function open(all: Readonly<Record<string, string>>): Promise<MemoryProject> {
  const mesh = await new MemoryProject(all).read();
  for (const _ of mesh.workspace.snapshot.analyze());
  return mesh;
}

function findingIn(mesh: MemoryProject, path: string, rule: string): PublishedFinding {
  const found = mesh.workspace.snapshot.findings(`${FOLDER}/${path}`).filter((each) => each.rule === rule);
  assert.equal(found.length, 1, `${rule} in ${path}`);
  return found[0] as PublishedFinding;
}

/** `path: text` of the files that a fix changes. */
function mended(
  mesh: MemoryProject,
  finding: PublishedFinding,
  title = /./,
): readonly (readonly [string, string])[] {
  const { snapshot } = mesh.workspace;
  const fix = offerFixes(snapshot, finding, (error) => {
    throw error;
  }).find((each) => title.test(each.title));
  return [...(fix?.change.edits ?? [])].map(([uri, edits]) => [
    uri.slice(FOLDER.length + 1),
    applyEdits(snapshot.file(uri)?.text ?? '', edits),
  ]);
}

const DEV_AND_PROD = { dev: 'namespace: dev\n', prod: 'namespace: prod\n' };

describe('a mistake in a base', () => {
  it('is told once, in the base, with the overlays, and mended there', async () => {
    const mesh = await open(files(DEV_AND_PROD));
    const finding = findingIn(mesh, 'base/route.yaml', 'schema/unknown-field');
    assert.match(messageWithWorlds(finding), / \(in overlays\/dev, overlays\/prod\)$/);
    assert.equal(ROUTE.slice(finding.range.start, finding.range.end), 'timeuot');
    assert.deepEqual(mended(mesh, finding), [['base/route.yaml', ROUTE.replace('timeuot', 'timeout')]]);
  });

  it('names the overlays that have it, and is not mended there when another one does not', async () => {
    const mesh = await open(
      files(
        { dev: '', prod: 'patches: [{path: patch.yaml}]\n' },
        { 'overlays/prod/patch.yaml': PATCH.replace('retires', 'retries') },
      ),
    );
    const finding = findingIn(mesh, 'base/route.yaml', 'schema/unknown-field');
    assert.deepEqual(finding.worlds, ['overlays/dev']);
    const edits = mended(mesh, finding);
    assert.deepEqual(
      edits.map(([path]) => path),
      ['overlays/dev/kustomization.yaml'],
      'for that one alone',
    );
  });

  it('names no overlay when there is one', async () => {
    const mesh = await open(files({ dev: '' }));
    const finding = findingIn(mesh, 'base/route.yaml', 'schema/unknown-field');
    assert.equal(finding.worlds, undefined);
    assert.equal(mended(mesh, finding).length, 1);
  });

  it('is mended by what is added to an object of the base', async () => {
    const rule =
      'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: cart}\nspec:\n  host: "cart"\n  subsets: # by version\n    - name: v1\n      labels: {version: v1}\n';
    const route = ROUTE.replace("host: 'cart'", 'host: cart, subset: v2').replace('timeuot', 'timeout');
    const all = files(DEV_AND_PROD, { 'base/route.yaml': `${route}---\n${rule}` });
    const mesh = await open(all);
    const finding = findingIn(mesh, 'base/route.yaml', 'virtual-service/subset-not-found');
    const [[path, text] = ['', '']] = mended(mesh, finding, /subset "v2"/);
    assert.equal(path, 'base/route.yaml');
    assert.match(
      text,
      /host: "cart"\n {2}subsets: # by version\n {4}- name: v1\n {6}labels: \{version: v1\}\n {4}- name: v2\n/,
    );
  });
});

describe('a mistake in an overlay', () => {
  it('is a fact although a patch of another overlay adds what is missing', async () => {
    const rule =
      'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: cart}\nspec: {host: cart, subsets: [{name: v1}]}\n';
    const route = ROUTE.replace("host: 'cart'", 'host: cart, subset: v2').replace('timeuot', 'timeout');
    const patch = '[{"op": "add", "path": "/spec/subsets/-", "value": {"name": "v2"}}]';
    const root = 'resources: [../../base, route.yaml]\n';
    const mesh = await open({
      'base/kustomization.yaml': 'resources: [service.yaml, rule.yaml]\n',
      'base/service.yaml': SERVICE,
      'base/rule.yaml': rule,
      'overlays/dev/kustomization.yaml': `${root}patches: [{target: {kind: DestinationRule}, patch: '${patch}'}]\n`,
      'overlays/dev/route.yaml': route,
      'overlays/prod/kustomization.yaml': root,
      'overlays/prod/route.yaml': route,
    });
    const finding = findingIn(mesh, 'overlays/prod/route.yaml', 'virtual-service/subset-not-found');
    assert.equal(finding.severity, 'error');
    const quiet = mesh.workspace.snapshot.findings(`${FOLDER}/overlays/dev/route.yaml`);
    assert.deepEqual(
      quiet.filter(({ rule: id }) => id === 'virtual-service/subset-not-found'),
      [],
    );
  });
});

describe('a mistake in a patch', () => {
  it('is told and mended in the patch', async () => {
    const mesh = await open(
      files({ dev: '', prod: 'patches: [{path: patch.yaml}]\n' }, { 'overlays/prod/patch.yaml': PATCH }),
    );
    const finding = findingIn(mesh, 'overlays/prod/patch.yaml', 'schema/unknown-field');
    assert.equal(PATCH.slice(finding.range.start, finding.range.end), 'retires');
    assert.deepEqual(mended(mesh, finding), [
      ['overlays/prod/patch.yaml', PATCH.replace('retires', 'retries')],
    ]);
  });
});

describe('renaming in a base', () => {
  const offset = SERVICE.indexOf('cart');

  it('changes the base and what names it in every overlay, in the quotes it is written in', async () => {
    const extra = ROUTE.replace('name: cart', 'name: more').replace('timeuot', 'timeout');
    const mesh = await open(
      files({ dev: '', prod: 'resources: [../../base, more.yaml]\n' }, { 'overlays/prod/more.yaml': extra }),
    );
    const { snapshot } = mesh.workspace;
    const renamed = rename(snapshot, `${FOLDER}/base/service.yaml`, offset, 'basket');
    assert.ok(renamed !== undefined && 'edits' in renamed, JSON.stringify(renamed));
    const texts = new Map(
      [...renamed.edits].map(([uri, edits]) => [
        uri.slice(FOLDER.length + 1),
        applyEdits(snapshot.file(uri)?.text ?? '', edits),
      ]),
    );
    assert.deepEqual([...texts.keys()].sort(), [
      'base/route.yaml',
      'base/service.yaml',
      'overlays/prod/more.yaml',
    ]);
    assert.match(texts.get('base/route.yaml') ?? '', /hosts: \["basket"\](?:.*\n)+.*host: 'basket'/);
    assert.equal(texts.get('base/service.yaml'), SERVICE.replace('cart', 'basket'));
  });

  it('is refused with the reason where an overlay calls it something else', async () => {
    const mesh = await open(files({ dev: '', prod: 'namePrefix: p-\n' }));
    const renamed = rename(mesh.workspace.snapshot, `${FOLDER}/base/service.yaml`, offset, 'basket');
    assert.ok(renamed !== undefined && 'refused' in renamed);
    assert.match(renamed.refused, /called "p-cart" in overlays\/prod|made when the files are put together/);
  });
});

describe('a fix for one overlay alone', () => {
  const APART = { dev: 'namespace: dev\n', prod: 'namespace: prod\n' };

  it('is a patch in its kustomization, beside the fix in the base', async () => {
    const all = files(APART);
    const mesh = await open(all);
    const finding = findingIn(mesh, 'base/route.yaml', 'schema/unknown-field');
    const [[path, text] = ['', ''], ...others] = mended(mesh, finding, /in overlays\/dev only$/);
    assert.equal(path, 'overlays/dev/kustomization.yaml');
    assert.equal(others.length, 0);
    assert.equal(
      text,
      `resources: [../../base]
namespace: dev
patches:
  - target:
      group: networking.istio.io
      version: v1
      kind: VirtualService
      name: cart
    patch: |
      - op: remove
        path: /spec/http/0/timeuot
      - op: add
        path: /spec/http/0/timeout
        value: 5s
`,
    );
    const after = await open({ ...all, [path]: text });
    const left = findingIn(after, 'base/route.yaml', 'schema/unknown-field');
    assert.deepEqual(left.worlds, ['overlays/prod']);
    const again = mended(after, left, /in overlays\/prod only$/);
    const done = await open({ ...all, [path]: text, ...Object.fromEntries(again) });
    assert.deepEqual(done.findings(), []);
  });

  it('is not offered where later steps of the build change the object, and where nobody shares it', async () => {
    const later = { dev: 'patchesJson6902: []\n', prod: '' };
    const mesh = await open(files(later));
    const titles = (opened: MemoryProject) =>
      offerFixes(
        opened.workspace.snapshot,
        findingIn(opened, 'base/route.yaml', 'schema/unknown-field'),
        (error) => {
          throw error;
        },
      ).map(({ title }) => title.replace(/^.*, in/, 'in'));
    assert.ok(!titles(mesh).includes('in overlays/dev only'));
    assert.ok(titles(mesh).includes('in overlays/prod only'));
    assert.ok(!titles(await open(files({ dev: '' }))).some((title) => title.endsWith(' only')));
  });
});

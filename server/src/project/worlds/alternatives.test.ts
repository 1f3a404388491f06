import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryProject } from '../../../../test/harness/memory-project.ts';
import { areEnvironments, areVariants } from './folder-names.ts';
import { route, rule, service } from './testing/manifests.ts';

describe('alternatives', () => {
  const steps = {
    'app.yaml': `${service('cart', { namespace: 'shop' })}---\n${rule('cart', 'v1', 'v2')}`,
    'rollout-90-10.yaml': route('cart', 'v1'),
    'rollout-50-50.yaml': route('cart', 'v2'),
  };

  it('of one folder are true one at a time, and each is checked with the rest', async () => {
    const mesh = await new MemoryProject({ ...steps, 'rollout-0-100.yaml': route('cart', 'v3') }).read();
    assert.equal(mesh.worlds('app.yaml').length, 3);
    assert.equal(mesh.worlds('rollout-50-50.yaml').length, 1);
    const found = mesh.findings().filter((finding) => !finding.includes('subset-selects-nothing'));
    assert.deepEqual(found, ['rollout-0-100.yaml virtual-service/subset-not-found']);
  });

  it('contradict only together', async () => {
    const { 'app.yaml': _, ...routes } = steps;
    const cart = service('cart', { namespace: 'shop' });
    const rules = { 'rule-v1.yaml': rule('cart', 'v1'), 'rule-v2.yaml': rule('cart', 'v2') };
    const one = await new MemoryProject({
      'cart.yaml': cart,
      ...rules,
      'r.yaml': route('cart', 'v1'),
    }).read();
    assert.deepEqual(
      one.findings().filter((finding) => finding.includes('subset-not-found')),
      [],
    );
    const none = await new MemoryProject({
      'cart.yaml': cart,
      ...rules,
      'r.yaml': route('cart', 'v3'),
    }).read();
    assert.ok(none.findings().includes('r.yaml virtual-service/subset-not-found'));
    assert.equal(Object.keys(routes).length, 2);
  });

  it('are off where the files are complete', async () => {
    const mesh = await new MemoryProject(steps, { config: { completeness: 'complete' } }).read();
    assert.equal(mesh.worlds('app.yaml').length, 1);
    assert.equal(mesh.units().length, 1);
  });
});

describe('names', () => {
  it('differ in a varying part', () => {
    for (const [one, other] of [
      ['rollout-90-10.yaml', 'rollout-50-50.yaml'],
      ['peer-strict.yaml', 'peer-permissive.yaml'],
      ['v1.yaml', 'v2.yaml'],
      ['news.yaml', 'news-https.yaml'],
      ['dev.yaml', 'prod.yaml'],
      ['operator-1.8.5.yaml', 'operator-1.9.4.yaml'],
      ['demo-a', 'demo-b'],
      ['scenario3.yaml', 'scenario10.yaml'],
      ['scenario2.yaml', 'scenario3-strict.yaml'],
    ] as const)
      assert.ok(areVariants(one, other), `${one} ${other}`);
    for (const [one, other] of [
      ['cart.yaml', 'checkout.yaml'],
      ['a-route.yaml', 'a-rule.yaml'],
      ['old.yaml', 'strict.yaml'],
      ['web.yaml', 'web-service.yaml'],
      ['web1.yaml', 'cart2.yaml'],
    ] as const)
      assert.ok(!areVariants(one, other), `${one} ${other}`);
  });

  it('of siblings are environments only together', () => {
    assert.ok(areEnvironments(['dev', 'prod']));
    assert.ok(areEnvironments(['eu-west-1', 'us-east-2']));
    assert.ok(!areEnvironments(['dev', 'app']));
    assert.ok(!areEnvironments(['dev']));
  });
});

describe('objects that contradict each other', () => {
  const bare = (name: string, namespace?: string) =>
    route('cart', 'v1').replace(
      'name: cart, namespace: shop',
      namespace === undefined ? `name: ${name}` : `name: ${name}, namespace: ${namespace}`,
    );
  const conflicts = async (files: Readonly<Record<string, string>>, config = {}) =>
    (await new MemoryProject(files, { config }).read())
      .findings()
      .filter((finding) => finding.includes('conflicting-hosts'))
      .map((finding) => finding.split(' ')[0]);
  const apart = { 'apps/a/one.yaml': bare('one'), 'apps/b/two.yaml': bare('two') };

  it('are told in one folder, and in folders of which one holds the other', async () => {
    assert.deepEqual(await conflicts({ 'a.yaml': bare('one'), 'b.yaml': bare('two') }), ['a.yaml', 'b.yaml']);
    assert.deepEqual(await conflicts({ 'a.yaml': bare('one'), 'b/b.yaml': bare('two') }), [
      'a.yaml',
      'b/b.yaml',
    ]);
  });

  it('are not told in folders side by side, where nobody says that both are applied', async () => {
    assert.deepEqual(await conflicts(apart), []);
    assert.deepEqual(await conflicts(apart, { completeness: 'complete' }), Object.keys(apart));
  });

  it('are told there when they are written for one namespace', async () => {
    const files = { 'apps/a/one.yaml': bare('one', 'lab'), 'apps/b/two.yaml': bare('two', 'lab') };
    assert.deepEqual(await conflicts(files), Object.keys(files));
  });

  it('are not told in a folder whose files are alternatives', async () => {
    const others = (count: number) =>
      Object.fromEntries(
        [...Array(count).keys()].map((at) => {
          const name = `${String.fromCharCode(112 + at)}-mirrored.yaml`;
          return [`k8s/${name}`, bare('mirrored').replace('v1', `v${at}`).replaceAll('cart', 'till')];
        }),
      );
    const pair = { 'k8s/a.yaml': bare('one'), 'k8s/b.yaml': bare('two') };
    assert.deepEqual(await conflicts({ ...pair, ...others(3) }), ['k8s/a.yaml', 'k8s/b.yaml']);
    assert.deepEqual(await conflicts({ ...pair, ...others(4) }), []);
    assert.deepEqual(await conflicts({ ...pair, ...others(4) }, { completeness: 'complete' }), [
      'k8s/a.yaml',
      'k8s/b.yaml',
    ]);
    // A build that names them applies them all.
    const built = { 'k8s/kustomization.yaml': 'resources: [a.yaml, b.yaml]\n' };
    assert.deepEqual(await conflicts({ ...pair, ...others(4), ...built }), ['k8s/a.yaml', 'k8s/b.yaml']);
  });

  it('are not told where one may be another version of the other', async () => {
    assert.deepEqual(await conflicts({ 'a.yaml': bare('one'), 'b.yaml': bare('one', 'lab') }), []);
  });
});

describe('a subset that the rule of its host lacks', () => {
  const severityOf = async (files: Readonly<Record<string, string>>) => {
    const { workspace } = await new MemoryProject(files).read();
    const { snapshot } = workspace;
    for (const _ of snapshot.analyze());
    return snapshot
      .uris()
      .flatMap((uri) => snapshot.findings(uri))
      .find((found) => found.rule.endsWith('subset-not-found'))?.severity;
  };
  const open = (text: string) => text.replace(', namespace: shop', '');

  it('is a fact in one folder or one namespace, and likely in folders side by side without any', async () => {
    const files = { 'a/route.yaml': route('cart', 'v2'), 'b/rule.yaml': rule('cart', 'v1') };
    assert.equal(await severityOf(files), 'error');
    const bare = { 'a/route.yaml': open(files['a/route.yaml']), 'b/rule.yaml': open(files['b/rule.yaml']) };
    assert.equal(await severityOf(bare), 'warning');
    assert.equal(
      await severityOf({ ...bare, 'b/rule.yaml': '', 'a/b/rule.yaml': bare['b/rule.yaml'] }),
      'error',
    );
  });
});

describe('pods of one Service', () => {
  const app = (version: string) => `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { selector: { app: cart }, ports: [{ port: 80, name: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart-${version}, namespace: shop }
spec: { template: { metadata: { labels: { app: cart, version: ${version} } } } }
---
${rule('cart', 'v1', 'v2')}`;
  const missing = async (one: string, other: string) =>
    (await new MemoryProject({ [`${one}/app.yaml`]: app('v1'), [`${other}/app.yaml`]: app('v2') }).read())
      .findings()
      .filter((finding) => finding.includes('subset-selects-nothing')).length;

  it('stand in all clusters of a mesh, and in one environment', async () => {
    assert.equal(await missing('clusters/east', 'clusters/west'), 0);
    assert.equal(await missing('clusters/dev', 'clusters/prod'), 2);
    assert.equal(await missing('envs/dev', 'envs/prod'), 2);
  });
});

/** `trace`, `test` and `query` as a person runs them: real files, whole outputs; about the program, so no fixture. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inFolder, runHere, SHOP } from './run-cli.ts';

const MESH = `apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: books, namespace: shop }
spec:
  hosts: [books]
  http:
    - match: [{ uri: { prefix: /a } }]
      route: [{ destination: { host: books } }]
`;

const TEST = `apiVersion: meshwright/v1
kind: MeshTest
metadata: { name: books }
spec:
  requests:
    - name: a
      from: { namespace: shop }
      url: http://books/a
      expect: { destination: books }
    - name: b
      from: { namespace: shop }
      url: http://books/b
      expect: { status: 200 }
`;

describe('meshwright trace', () => {
  it('tells where a request goes, with the place of each reason', async () => {
    const run = await runHere(
      ['trace', '--from', 'shop/app=frontend', '--url', 'http://catalog/items'],
      SHOP,
    );
    assert.equal(run.exitCode, 0, run.stderr);
    assert.match(
      run.stdout,
      /Route "beta-testers" does not match: wanted header x-beta-tester is "true" {2}shop\/catalog-canary\.yaml:33/,
    );
    assert.match(run.stdout, /At outbound\|80\|v2\|catalog\.shop\.svc\.cluster\.local \(weight 10\)/);
    assert.match(run.stdout, /Mutual TLS to a server that wants mutual TLS: works/);
  });

  it('prints the same as JSON', async () => {
    const run = await runHere(['trace', '--from', 'shop', '--url', 'http://cart/', '--format', 'json'], SHOP);
    const answer = JSON.parse(run.stdout);
    assert.equal(answer.route.outcome, 'routed');
    assert.equal(answer.destinations[0].workloads[0].authz.decision, 'DENY');
  });

  it('says what is wrong with a question', async () => {
    const noPort = await runHere(['trace', '--from', 'shop', '--url', 'tcp://db'], SHOP);
    assert.deepEqual(
      [noPort.exitCode, noPort.stderr],
      [2, 'meshwright: --url tcp://db: the address has no port\n'],
    );
    const noClient = await runHere(['trace', '--from', 'gateway:edge', '--url', 'http://x/'], SHOP);
    assert.match(noClient.stderr, /write namespace\/label=value/);
    const nothing = await inFolder({ 'a.txt': '' }, (folder) =>
      runHere(['trace', '--from', 'x', '--url', 'http://x/'], folder),
    );
    assert.equal(nothing.exitCode, 2);
  });
});

describe('meshwright test', () => {
  it('runs the suite of the sample mesh', async () => {
    const run = await runHere(['test'], SHOP);
    assert.deepEqual([run.exitCode, run.stdout], [0, '6 passed, 0 failed\n']);
  });

  it('shows what failed, where, and why', () =>
    inFolder({ 'mesh.yaml': MESH, 'books.mesh-test.yaml': TEST }, async (folder) => {
      const run = await runHere(['test'], folder);
      assert.equal(run.exitCode, 1);
      assert.match(
        run.stdout,
        /FAIL b: GET http:\/\/books\/b\n {2}books\.mesh-test\.yaml:13: status is 404, wanted 200/,
      );
      assert.match(run.stdout, /1 passed, 1 failed\n$/);
      const junit = await runHere(['test', '--format', 'junit'], folder);
      assert.match(junit.stdout, /<testsuite name="meshwright" tests="2" failures="1">/);
      const json = JSON.parse((await runHere(['test', '--format', 'json'], folder)).stdout);
      assert.deepEqual([json.passed, json.failed, json.tests[1].failures[0].line], [1, 1, 12]);
    }));

  it('refuses what it cannot read, and a run without tests', () =>
    inFolder({ 'mesh.yaml': MESH, 'bad.yaml': 'a: [', 'none.yaml': 'a: 1\n' }, async (folder) => {
      assert.equal((await runHere(['test', 'mesh.yaml'], folder)).exitCode, 2);
      assert.match(
        (await runHere(['test', '--tests', 'gone.yaml', 'mesh.yaml'], folder)).stderr,
        /Cannot read "gone\.yaml"/,
      );
      assert.match(
        (await runHere(['test', '--tests', 'bad.yaml', 'mesh.yaml'], folder)).stderr,
        /bad\.yaml:1: this is no YAML/,
      );
      assert.match(
        (await runHere(['test', '--tests', 'none.yaml', 'mesh.yaml'], folder)).stderr,
        /holds no test/,
      );
    }));
});

describe('meshwright query', () => {
  it('answers each line by its id, and exits with 2 when one has no answer', () =>
    inFolder({ 'mesh.yaml': MESH }, async (folder) => {
      const question = { kind: 'resolve', from: { namespace: 'shop' }, value: 'books' };
      const lines = [
        { id: 1, files: ['mesh.yaml'], query: question },
        { id: 2, files: ['gone.yaml'], query: question },
        { id: 3, files: ['mesh.yaml'], query: { kind: 'weather' } },
      ];
      const run = await runHere(['query'], folder, {
        input: lines.map((line) => JSON.stringify(line)).join('\n'),
      });
      const [first, second, third] = run.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.equal(first.result.fqdn, 'books.shop.svc.cluster.local');
      assert.equal(first.result.steps[0].file, 'mesh.yaml');
      assert.match(second.error, /^gone\.yaml cannot be read/);
      assert.match(third.error, /there are route, authz/);
      assert.equal(run.exitCode, 2);
    }));
});

describe('meshwright explain', () => {
  const run = (subject: string, input = '') => runHere(['explain', subject], SHOP, { input });

  it('puts a resource, a rule, a field and a line of a log into words', async () => {
    assert.match(
      (await run('VirtualService/shop/catalog')).stdout,
      /The rest go to subset v1 of catalog \(90 %\)/,
    );
    assert.match(
      (await run('virtual-service/subset-not-found')).stdout,
      /^virtual-service\/subset-not-found: /,
    );
    assert.match((await run('VirtualService.spec.http[].retries')).stdout, /\*\*retries\*\*/);
    assert.match(
      (await run('-', 'outbound|80|v3|catalog.shop.svc.cluster.local\n')).stdout,
      /defines subset "v3"/,
    );
  });

  it('offers near names for what is not there', async () => {
    const gone = await run('VirtualService/shop/catalg');
    assert.deepEqual(
      [gone.exitCode, gone.stderr],
      [2, 'meshwright: There is no VirtualService shop/catalg here; near it: shop/catalog\n'],
    );
    assert.match(
      (await run('virtual-service/subset-not-foun')).stderr,
      /near it: virtual-service\/subset-not-found/,
    );
    assert.match((await run('VirtualServise.spec')).stderr, /near it: VirtualService/);
    assert.equal((await run('a log line without any of that')).exitCode, 2);
  });

  it('answers a symptom with what the files hold', async () => {
    const { exitCode, stdout } = await run('404');
    assert.equal(exitCode, 0);
    assert.match(stdout, /^Requests are answered with 404\n/);
    assert.match(stdout, /!! {2}Is each VirtualService bound.*shop-gatway.*promotions-route\.yaml:10\n/s);
    assert.match(stdout, /ok {2}Do delegates exist and fit\?/);
    assert.match(stdout, /\$ istioctl proxy-config routes/);
  });

  it('knows environment variables, and names the near ones', async () => {
    const known = await run('PILOT_ENABLE_AMBIENT');
    assert.match(known.stdout, /^PILOT_ENABLE_AMBIENT \(of istiod, boolean, default false\)\n/);
    const unknown = await run('PILOT_ENABLE_AMBIENTT');
    assert.equal(unknown.exitCode, 2);
    assert.match(unknown.stderr, /near it: PILOT_ENABLE_AMBIENT/);
  });
});

/** `meshwright fix` on real files. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inFolder, runHere } from './run-cli.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: reviews
  annotations:
    sidecar.istio.io/interceptionMode: TPROXY # why
    sidecar.istio.io/rewriteAppHTTPProbers: "true"
    traffic.sidecar.istio.io/kubevirtInterfaces: net1
spec: { containers: [{ name: reviews, image: reviews }] }
`;
const SUGGESTED = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec:
  hosst: reviews
`;
const UNNEEDED = `# meshwright-ignore schema/wrong-type: long gone
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ratings, namespace: shop }
spec: { host: ratings.shop.svc.cluster.local }
`;

describe('meshwright fix', () => {
  it('applies safe fixes, keeps the rest of every byte, and has nothing left to do then', () =>
    inFolder(
      { 'pod.yaml': POD, 'b/rule.yaml': UNNEEDED.replaceAll('\n', '\r\n'), 'c.yaml': SUGGESTED },
      async (folder) => {
        const { exitCode, stdout, stderr } = await runHere(['fix'], folder);
        assert.equal(stderr, '');
        assert.equal(exitCode, 0);
        assert.match(
          stdout,
          /pod\.yaml: Rename to "istio\.io\/reroute-virtual-interfaces" {2}\(annotation\/deprecated\)/,
        );
        const pod = readFileSync(join(folder, 'pod.yaml'), 'utf8');
        assert.equal(
          pod,
          POD.replace('traffic.sidecar.istio.io/kubevirtInterfaces', 'istio.io/reroute-virtual-interfaces'),
        );
        const rule = readFileSync(join(folder, 'b/rule.yaml'), 'utf8');
        assert.equal(rule, UNNEEDED.slice(UNNEEDED.indexOf('\n') + 1).replaceAll('\n', '\r\n'));
        assert.equal(readFileSync(join(folder, 'c.yaml'), 'utf8'), SUGGESTED);
        const again = await runHere(['fix'], folder);
        assert.equal(again.exitCode, 0);
        assert.equal(again.stdout, '0 fixes in 0 files\n');
      },
    ));

  it('prints a unified diff and writes nothing with --dry-run', () =>
    inFolder({ 'pod.yaml': POD }, async (folder) => {
      const { exitCode, stdout } = await runHere(['fix', '--dry-run', 'pod.yaml'], folder);
      assert.equal(exitCode, 1);
      assert.match(stdout, /^--- a\/pod\.yaml\n\+\+\+ b\/pod\.yaml\n@@ -\d+,\d+ \+\d+,\d+ @@\n/);
      assert.match(stdout, /^- {4}traffic\.sidecar\.istio\.io\/kubevirtInterfaces: net1$/m);
      assert.match(stdout, /^\+ {4}istio\.io\/reroute-virtual-interfaces: net1$/m);
      assert.equal(readFileSync(join(folder, 'pod.yaml'), 'utf8'), POD);
      const none = await runHere(['fix', '--dry-run', '--rule', 'yaml/*', 'pod.yaml'], folder);
      assert.deepEqual([none.exitCode, none.stdout], [0, '']);
    }));

  it('takes suggestions that are likelier than others with --unsafe, of the named rules only', () =>
    inFolder({ 'pod.yaml': POD, 'c.yaml': SUGGESTED }, async (folder) => {
      const { exitCode } = await runHere(['fix', '--unsafe', '--rule', 'schema/unknown-field'], folder);
      assert.equal(exitCode, 0);
      assert.equal(readFileSync(join(folder, 'c.yaml'), 'utf8'), SUGGESTED.replace('hosst', 'host'));
      assert.equal(readFileSync(join(folder, 'pod.yaml'), 'utf8'), POD);
    }));

  it('refuses with a sentence', () =>
    inFolder({ 'readme.txt': '' }, async (folder) => {
      for (const [args, sentence] of [
        [['-'], /Standard input cannot be fixed/],
        [['--rule', 'no/rule'], /There is no rule "no\/rule"/],
        [['gone.yaml'], /Cannot read "gone\.yaml"/],
        [['.'], /Nothing to fix/],
      ] as const) {
        const { exitCode, stderr, stdout } = await runHere(['fix', ...args], folder);
        assert.equal(exitCode, 2);
        assert.match(stderr, sentence);
        assert.equal(stdout, '');
      }
      assert.deepEqual(readdirSync(folder), ['readme.txt']);
    }));
});

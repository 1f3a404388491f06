/** `meshwright fix` on folders with planted mistakes: done after one run, and what is left has no safe fix. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { preferredFix } from '../../server/src/features/code-actions/fix-all.ts';
import { offerFixes } from '../../server/src/rules/offer-fixes.ts';
import { inFolder, runHere } from '../cli/run-cli.ts';
import { MemoryProject } from '../harness/memory-project.ts';
import { generatedMesh, WITHOUT_GENERATOR, yamlBelow } from './generated-mesh.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/shop', import.meta.url));

/** Mistakes with a safe way out, beside others. */
const SAFE = `# kept
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: old, namespace: shop, labels: { canary: on } }
spec:
  hosts: [old.example.com]
  http:
    - timeout: "5s" # kept, too
      route: [{ destination: { host: nowhere } }]
---
apiVersion: v1
kind: Pod
metadata:
  name: old
  namespace: shop
  annotations:
    traffic.sidecar.istio.io/kubevirtInterfaces: net1
spec: { containers: [{ name: old, image: old }] }
`;

async function leaves(files: Readonly<Record<string, string>>, options: readonly string[]): Promise<number> {
  return inFolder(files, async (folder) => {
    const first = await runHere(['fix', ...options], folder);
    assert.deepEqual([first.stderr, first.exitCode], ['', 0]);
    const texts = yamlBelow(folder);
    const again = await runHere(['fix', ...options], folder);
    assert.equal(again.stdout, '0 fixes in 0 files\n');
    assert.deepEqual(yamlBelow(folder), texts);
    const { workspace } = await new MemoryProject(Object.fromEntries(texts)).read();
    const { snapshot } = workspace;
    for (const _ of snapshot.analyze());
    const left = snapshot.uris().flatMap((uri) => [...snapshot.findings(uri)]);
    for (const finding of left) {
      const fixes = offerFixes(snapshot, finding, assert.ifError);
      const taken = options.includes('--unsafe') ? preferredFix(fixes) : fixes.find(({ isSafe }) => isSafe);
      assert.equal(taken?.title, undefined, `${finding.rule}: ${finding.message}`);
    }
    const fixes = /^(\d+) fix(?:es)? in /m.exec(first.stdout);
    return Number(fixes?.[1]);
  });
}

describe('a folder with planted mistakes', () => {
  const sample = Object.fromEntries(yamlBelow(SAMPLE));

  it('is done after one run of safe fixes', async () => {
    assert.ok((await leaves({ ...sample, 'old.yaml': SAFE }, [])) >= 2);
  });

  it('is done after one run of all likely fixes', async () => {
    assert.ok((await leaves({ ...sample, 'old.yaml': SAFE }, ['--unsafe'])) >= 4);
  });

  it('is done after one run where fixes push a conflict about', async () => {
    const entry = (name: string, namespace: string, protocol: string, exportTo = '*') => `---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  hosts: [api.example.com]
  exportTo: ["${exportTo}"]
  resolution: DNS
  ports: [{ number: 443, name: api, protocol: ${protocol} }]
`;
    // Two definitions of one object do not see each other: each follows another entry.
    const entries = [
      entry('a', 'shop', 'HTTP'),
      entry('a', 'shop', 'TLS'),
      entry('b', 'shop', 'TLS'),
      entry('c', 'shop', 'HTTP', '.'),
      entry('c', 'web', 'TLS', '.'),
    ];
    assert.ok((await leaves({ 'entries.yaml': entries.join('') }, ['--unsafe'])) >= 1);
  });

  it('is done when it is a large one', { skip: WITHOUT_GENERATOR }, async () => {
    const files = generatedMesh('--services', '20', '--errors', '40', '--seed', '11');
    const fixes = await leaves(Object.fromEntries(files), ['--unsafe']);
    assert.ok(fixes >= 10, `${fixes} fixes`);
  });
});

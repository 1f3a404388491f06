/** Patterns in an empty document: found by the words that people type, filled with what the mesh has. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { type CompletionItem, completion } from '../../server/src/features/completion/index.ts';
import { isSubsequence } from '../../server/src/features/completion/matching.ts';
import { PATTERNS } from '../../server/src/features/completion/patterns/patterns.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { meshSnapshot, meshWorkspace, unmark } from './marked-text.ts';
import { HERE_URI, MESH, MESH_URI } from './mesh-files.ts';

/** Each file in its mesh; the mesh is read once. */
const workspaces = new Map<string, Workspace>();

/** As a client shows them: what matches the typed word; those that begin with it first. */
function rows(marked: string, uri = HERE_URI, mesh = MESH): readonly CompletionItem[] {
  const { text, offset } = unmark(marked);
  const key = `${uri} ${mesh}`;
  const workspace = workspaces.get(key) ?? meshWorkspace(new Map([[MESH_URI, mesh]]));
  workspaces.set(key, workspace);
  const snapshot = workspace.apply([{ uri, text }]);
  for (const _ of snapshot.analyze());
  const { items } = completion(snapshot, uri, offset);
  const typedOf = ({ range }: CompletionItem) => text.slice(range.start, offset).toLowerCase();
  const wordOf = ({ filterText, label }: CompletionItem) => (filterText ?? label).toLowerCase();
  const begins = (item: CompletionItem) => Number(wordOf(item).startsWith(typedOf(item)));
  return items
    .filter((item) => isSubsequence(typedOf(item), wordOf(item)))
    .toSorted((a, b) => begins(b) - begins(a) || (a.sortKey < b.sortKey ? -1 : 1));
}

function accepted(marked: string, item: CompletionItem): string {
  const { text } = unmark(marked);
  return applyEdits(text, [{ range: item.range, newText: item.insertText }])
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1');
}

const SEARCHED: readonly (readonly [typed: string, title: RegExp])[] = [
  ['canary', /canary release/],
  ['mtls', /strict mTLS/],
  ['retry', /retries/],
  ['jwt', /JWT/],
  ['deny', /deny all/],
  ['mirror', /mirror/],
  ['circuit', /circuit breaker/],
  ['fault', /fault injection/],
  ['sticky', /sticky/],
  ['ratelimit', /rate limit/],
  ['passthrough', /passthrough/],
  ['waypoint', /waypoint/],
];

describe('patterns', () => {
  for (const before of ['', `${MESH}---\n`, '# notes\n']) {
    for (const [typed, title] of SEARCHED) {
      test(`"${typed}" finds its pattern ${before === '' ? 'in an empty file' : 'below other text'}`, () => {
        const [first] = rows(`${before}${typed}$0`);
        assert.match(first?.label ?? 'nothing', title);
      });
    }
  }

  test('each is found by each of its words, and all of them by the name of their group', () => {
    for (const { title, words } of PATTERNS) {
      assert.notEqual(words, '', title);
      for (const word of words.split(' ')) {
        const found = rows(`${word}$0`).map(({ label }) => label);
        const name = title.slice(title.indexOf(':') + 2);
        assert.ok(
          found.some((label) => label.startsWith(name)),
          `${word}: ${found.join(', ')}`,
        );
      }
    }
    const names = PATTERNS.filter(({ title }) => title.startsWith('Istio: ')).map(({ title }) =>
      title.slice(7),
    );
    const found = rows('istio$0').map(({ label }) => label);
    assert.deepEqual(
      names.filter((name) => !found.some((label) => label.startsWith(name))),
      [],
    );
  });

  test('kinds are found by the short names of kubectl, and stand in the order of their use', () => {
    for (const [short, kind] of Object.entries({
      vs: 'VirtualService',
      dr: 'DestinationRule',
      gw: 'Gateway',
      se: 'ServiceEntry',
      ap: 'AuthorizationPolicy',
      pa: 'PeerAuthentication',
      ra: 'RequestAuthentication',
    })) {
      assert.equal(rows(`${short}$0`)[0]?.label, kind);
      const inHeader = rows(`kind: ${short}$0`)[0];
      assert.equal(inHeader?.label, kind);
    }
    const kinds = rows('$0').map(({ label }) => label);
    const at = (label: string) => kinds.indexOf(label);
    const wanted = ['VirtualService', 'DestinationRule', 'Gateway', 'AuthorizationPolicy', 'WasmPlugin'];
    assert.deepEqual(
      wanted.map(at),
      wanted.map(at).toSorted((a, b) => a - b),
    );
    assert.equal(rows('apiVersion: $0')[0]?.label, 'networking.istio.io/v1');
    for (const item of rows('$0').filter(({ label }) => /^Gateway/.test(label))) {
      assert.match(item.context ?? '', /\//);
    }
  });

  test('a canary of a service that lacks one, in its namespace, from an empty file: at most 60 keystrokes', () => {
    // Two versions behind `till`, and nothing that tells them apart yet.
    const mesh = `${MESH}---
apiVersion: v1
kind: Service
metadata: { name: till, namespace: bank }
spec: { selector: { app: till }, ports: [{ name: http, port: 80 }] }
${['green', 'blue'].map((version) => deployment('till', version)).join('')}`;
    let typed = '';
    let keys = 0;
    let found: CompletionItem | undefined;
    for (const letter of 'canary') {
      typed += letter;
      keys += 1;
      const list = rows(`${typed}$0`, HERE_URI, mesh);
      const at = list.findIndex(({ label }) => label === 'canary release: till');
      if (at < 0) continue;
      found = list[at];
      // Down to the row, and Tab.
      keys += at + 1;
      break;
    }
    assert.ok(found, 'it is offered');
    const text = accepted(`${typed}$0`, found);
    // Escape leaves the placeholders, all of which are right.
    keys += 1;
    console.log(`keystrokes of a canary: ${keys}`);
    assert.ok(keys <= 60, `${keys} keystrokes`);
    assert.match(text, /kind: DestinationRule\nmetadata:\n {2}name: till\n {2}namespace: bank\n/);
    assert.match(text, /kind: VirtualService\nmetadata:\n {2}name: till\n {2}namespace: bank\n/);
    assert.match(text, /version: blue[\s\S]*version: green/);
    assert.match(text, /weight: 90[\s\S]*weight: 10/);
    const snapshot = meshSnapshot(
      new Map([
        [MESH_URI, mesh],
        [HERE_URI, text],
      ]),
    );
    assert.deepEqual(
      snapshot.findings(HERE_URI).map(({ rule, message }) => `${rule}: ${message}`),
      [],
    );
  });

  test('skeletons name a service that lacks the resource, in its namespace', () => {
    const item = rows('$0', HERE_URI).find(({ label }) => label === 'VirtualService');
    assert.ok(item);
    assert.match(accepted('$0', item), /name: ledger\n {2}namespace: bank\nspec:\n {2}hosts:\n {4}- ledger/);
    assert.doesNotMatch(accepted('$0', item), /subset/);
  });

  test('where the files leave the namespace to others, nothing is added', () => {
    const mesh =
      'apiVersion: v1\nkind: Service\nmetadata: { name: lonely }\nspec: { ports: [{ port: 80 }] }\n';
    const item = rows('$0', HERE_URI, mesh).find(({ label }) => label === 'VirtualService');
    assert.ok(item);
    assert.doesNotMatch(accepted('$0', item), /namespace/);
  });
});

function deployment(name: string, version: string): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}-${version}, namespace: bank }
spec:
  selector: { matchLabels: { app: ${name}, version: ${version} } }
  template: { metadata: { labels: { app: ${name}, version: ${version} } }, spec: { containers: [{ name: app, image: a }] } }
`;
}

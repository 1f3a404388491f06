/** Blanks of patterns that stand for what exists are choices of the workspace's names, and right with each of them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NAME_SORTS } from '../../server/src/features/completion/patterns/names.ts';
import { offeredPatterns } from '../../server/src/features/completion/patterns/offered-patterns.ts';
import { PATTERNS, SKELETONS } from '../../server/src/features/completion/patterns/patterns.ts';
import { meshWorkspace } from './marked-text.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/shop', import.meta.url));
const HERE = pathToFileURL(join(SAMPLE, 'edge', 'pattern.yaml')).href;

const sample = new Map(
  readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [pathToFileURL(join(SAMPLE, name)).href, readFileSync(join(SAMPLE, name), 'utf8')]),
);

const MESH = `apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: front }
---
apiVersion: v1
kind: Secret
metadata: { name: edge-tls, namespace: edge }
type: kubernetes.io/tls
data: { tls.crt: "", tls.key: "" }
---
apiVersion: v1
kind: Secret
metadata: { name: password, namespace: edge }
data: { password: "" }
---
apiVersion: v1
kind: Secret
metadata: { name: "odd|name,\${1:x}", namespace: edge }
---
apiVersion: v1
kind: Namespace
metadata: { name: "constructor" }
`;

/** The blank of a snippet, behind what stands in front of it. */
function choice(before: string, number: number, names: string): string {
  return `${before}\${${number}|${names}|}`;
}

function textsOf(mesh: ReadonlyMap<string, string>, meshConfig = {}): ReadonlyMap<string, string> {
  const workspace = meshWorkspace(mesh, { meshConfig });
  const snapshot = workspace.apply([]);
  return new Map(offeredPatterns(snapshot, HERE).map(({ label, text }) => [label, text]));
}

const PROVIDERS = {
  extensionProviders: [
    { name: 'gate', envoyExtAuthzGrpc: { service: 'gate.front', port: '9000' } },
    { name: 'spans', zipkin: { service: 'zipkin.front', port: '9411' } },
    { name: 'lines', envoyFileAccessLog: {} },
  ],
};

describe('names of the workspace in patterns', () => {
  const texts = textsOf(new Map([[pathToFileURL(join(SAMPLE, 'mesh.yaml')).href, MESH]]), PROVIDERS);
  const rows: readonly (readonly [pattern: string, choice: string])[] = [
    ['HTTPS gateway', choice('', 3, 'edge-tls,web-certificate')],
    ['allow an account', choice('/ns/', 2, 'front/sa/web,store/sa/web')],
    ['allow a namespace', choice('- ', 2, 'constructor,checkout')],
    ['external authorization', choice('name: ', 2, 'gate,my-authorizer')],
    ['Telemetry', choice('name: ', 2, 'lines,envoy')],
  ];
  for (const [pattern, choice] of rows) {
    test(`${pattern}: ${choice}`, () => {
      assert.ok(texts.get(pattern)?.includes(choice), texts.get(pattern) ?? [...texts.keys()].join('\n'));
    });
  }

  test('a workspace without such names leaves the blanks as they are', () => {
    const empty = textsOf(new Map());
    assert.match(empty.get('HTTPS gateway') ?? '', /\$\{3:web-certificate\}/);
    assert.match(empty.get('allow an account') ?? '', /\$\{2:store\/sa\/web\}/);
  });

  test('every sort of a store is one that is looked up, and its default stands in the text', () => {
    for (const { body, blanks } of [...PATTERNS, ...SKELETONS.values()]) {
      for (const [sort, standard] of Object.entries(blanks?.names ?? {})) {
        assert.ok(
          NAME_SORTS.some((known) => known === sort),
          sort,
        );
        assert.ok(body.includes(`:${standard}}`), `${standard}:\n${body}`);
      }
    }
  });

  test('the first choices say nothing wrong in the sample mesh', () => {
    const workspace = meshWorkspace(sample);
    const offered = offeredPatterns(workspace.apply([]), HERE);
    const chosen = offered.filter(({ text }) =>
      /\$\{\d+\|[^}]*,(?:(?:web|partner|orders)-certificate|shop-tls|\w+\/sa\/\w+|checkout|my-authorizer|envoy)\|\}/.test(
        text,
      ),
    );
    assert.ok(chosen.length >= 5, `${chosen.length}`);
    for (const { label, text } of chosen) {
      const written = text
        .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
        .replaceAll(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1');
      const snapshot = workspace.apply([{ uri: HERE, text: `${written}\n` }]);
      for (const _ of snapshot.analyze());
      const loud = snapshot
        .findings(HERE)
        .filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        loud.map(({ rule, message }) => `${rule}: ${message}`),
        [],
        `${label}:\n${written}`,
      );
    }
  });
});

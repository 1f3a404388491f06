/** Blanks of patterns that stand for what exists are choices of the workspace's names, and right with each of them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { JsonValue } from '../../server/src/base/json.ts';
import { NAME_SORTS, type NameSort } from '../../server/src/features/completion/patterns/names.ts';
import { offeredPatterns } from '../../server/src/features/completion/patterns/offered-patterns.ts';
import { PATTERNS, SKELETONS } from '../../server/src/features/completion/patterns/patterns.ts';
import { readWhole } from '../../server/src/yaml/read-whole.ts';
import { nodeToJson } from '../../server/src/yaml/to-json.ts';
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
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: door, namespace: edge }
`;

/** A Gateway for routes, and one that is none. */
const FRONT = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: front, namespace: edge }
spec: { gatewayClassName: istio }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: way, namespace: edge }
spec: { gatewayClassName: istio-waypoint }
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

function* scalarsOf(value: JsonValue, path: string): Iterable<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    const below = Array.isArray(value) ? `${path}[]` : path === '' ? key : `${path}.${key}`;
    yield* scalarsOf(inner as JsonValue, below);
  }
}

describe('names of the workspace in patterns', () => {
  const texts = textsOf(new Map([[pathToFileURL(join(SAMPLE, 'mesh.yaml')).href, MESH]]), PROVIDERS);
  const rows: readonly (readonly [pattern: string, choice: string])[] = [
    ['HTTPS gateway', choice('', 3, 'edge-tls,web-certificate')],
    ['allow an account', choice('/ns/', 2, 'front/sa/web,store/sa/web')],
    ['allow a namespace', choice('- ', 2, 'constructor,checkout')],
    ['external authorization', choice('name: ', 2, 'gate,my-authorizer')],
    ['access logs of errors', choice('name: ', 4, 'lines,envoy')],
    ['traces to a provider', choice('name: ', 2, 'spans,tracer')],
    ['reference grant', choice('namespace: ', 3, 'constructor,edge')],
    ['Telemetry', choice('name: ', 2, 'lines,envoy')],
  ];
  for (const [pattern, choice] of rows) {
    test(`${pattern}: ${choice}`, () => {
      assert.ok(texts.get(pattern)?.includes(choice), texts.get(pattern) ?? [...texts.keys()].join('\n'));
    });
  }

  test('gateways come behind the default, whose host they need not admit', () => {
    assert.match(texts.get('delegated routes') ?? '', /\$\{4\|public,edge\/[\w-]+[,|]/);
    const own = textsOf(new Map([[pathToFileURL(join(SAMPLE, 'edge', 'front.yaml')).href, FRONT]]));
    const redirect = own.get('redirect to HTTPS');
    assert.ok(redirect?.includes(choice('name: ', 2, 'shop,front')), redirect);
  });

  /** Every place of a pattern that names something which exists already. */
  const PLACES: readonly (readonly [kind: RegExp, path: RegExp, sort: NameSort])[] = [
    [/^VirtualService$/, /^spec(?:\.\w+\[\]\.match\[\])?\.gateways\[\]$/, 'gateway'],
    [/Route$/, /^spec\.parentRefs\[\]\.name$/, 'parent'],
    [/ListenerSet$/, /^spec\.parentRef\.name$/, 'parent'],
    [/^Gateway$/, /^spec\.servers\[\]\.tls\.credentialName$/, 'certificate'],
    [
      /^(?:Gateway|X?ListenerSet)$/,
      /^spec\.listeners\[\]\.tls\.certificateRefs\[\]\.name$/,
      'ownCertificate',
    ],
    [/^AuthorizationPolicy$/, /\.source\.principals\[\]$/, 'account'],
    [/^AuthorizationPolicy$/, /\.source\.namespaces\[\]$/, 'namespace'],
    [/^AuthorizationPolicy$/, /^spec\.provider\.name$/, 'authorizer'],
    [/^ReferenceGrant$/, /^spec\.from\[\]\.namespace$/, 'namespace'],
    [/^Sidecar$/, /^spec\.egress\[\]\.hosts\[\]$/, 'namespace'],
    [/^Telemetry$/, /^spec\.accessLogging\[\]\.providers\[\]\.name$/, 'log'],
    [/^Telemetry$/, /^spec\.tracing\[\]\.providers\[\]\.name$/, 'tracer'],
  ];

  const stores = [
    ...PATTERNS,
    ...[...SKELETONS].map(([id, { body, blanks = {} }]) => ({
      title: id,
      body: `kind: ${id.slice(id.indexOf('/') + 1)}\n${body}`,
      blanks,
    })),
  ];
  for (const { title, body, blanks } of stores) {
    test(`${title}: blanks that name what exists say of which sort that is`, () => {
      const marked = body
        .replaceAll(/\$\{(\d+):([^{}]*)\}/g, '⟦$2⟧')
        .replaceAll(/\$\{\d+\|([^,|]*)[^{}]*\}/g, '$1');
      const documents = readWhole(marked).documents.flatMap(({ document }) =>
        document.root === undefined ? [] : [nodeToJson(document.root)],
      );
      // What the pattern makes itself is not looked for.
      const own = new Set(documents.map((each) => (each as { metadata?: { name?: string } }).metadata?.name));
      for (const document of documents) {
        const kind = String((document as { kind?: JsonValue }).kind);
        for (const [path, text] of scalarsOf(document, '')) {
          const [, , sort] = PLACES.find(([kinds, paths]) => kinds.test(kind) && paths.test(path)) ?? [];
          const [, standard] = /^⟦([^⟧]*)⟧(?:\/\*)?$/.exec(text) ?? [];
          const isOfService = standard === blanks.service || standard === blanks.namespace;
          // That of the control plane is no choice.
          if (standard === 'istio-system') continue;
          if (sort === undefined || standard === undefined || isOfService || own.has(text)) continue;
          assert.equal(blanks.names?.[sort], standard, `${kind} ${path}`);
        }
      }
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
    const chosen = offered.filter(({ text }) => /\$\{\d+\|/.test(text));
    assert.ok(chosen.length >= 20, `${chosen.length}`);
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

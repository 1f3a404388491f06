/** YAML inside YAML: no fixture, because what is tested is the way through two languages, not a rule. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { completion } from '../../server/src/features/completion/index.ts';
import { documentSymbols } from '../../server/src/features/document-symbols.ts';
import { format } from '../../server/src/features/format/format.ts';
import { hover } from '../../server/src/features/hover/index.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import { complete, snapshotOf, URI, unmark } from './marked-text.ts';

const configMap = (mesh: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: istio
  namespace: istio-system
data:
  mesh: |-
${mesh.replace(/^(?=.)/gm, '    ')}
  meshNetworks: 'networks: {}'
`;

const MESH = `defaultConfig:
  drainDuration: 30s
  tracing:
    sampling: 10
outboundTrafficPolicy:
  mode: REGISTRY_ONLY
extensionProviders:
- name: zipkin
  zipkin: { service: zipkin.shop.svc.cluster.local, port: 9411 }`;

const pod = (annotation: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  template:
    metadata:
      labels: { app: cart }
      annotations:
        proxy.istio.io/config: ${annotation}
    spec: { containers: [{ name: cart, image: cart }] }
`;

function hoverAt(marked: string) {
  const { text, offset } = unmark(marked);
  const found = hover(snapshotOf(text), URI, offset);
  return found && { markdown: found.markdown, on: text.slice(found.range.start, found.range.end) };
}

describe('hover', () => {
  for (const { name, marked, on, says } of [
    {
      name: 'a key of the mesh configuration',
      marked: configMap(MESH.replace('drainDuration', 'drain$0Duration')),
      on: 'drainDuration',
      says: /45s/,
    },
    {
      name: 'a value of it',
      marked: configMap(MESH.replace('REGISTRY_ONLY', 'REGISTRY$0_ONLY')),
      on: 'REGISTRY_ONLY',
      says: /REGISTRY_ONLY/,
    },
    {
      name: 'a key of the networks, in single quotes',
      marked: configMap(MESH).replace("'networks:", "'net$0works:"),
      on: 'networks',
      says: /network/i,
    },
    {
      name: 'a key of the proxy configuration in a block',
      marked: pod('|\n          concur$0rency: 2'),
      on: 'concurrency',
      says: /worker/i,
    },
    {
      name: 'a key of the proxy configuration in double quotes',
      marked: pod('"{\\"concur$0rency\\": 2}"'),
      on: '\\"concurrency\\"',
      says: /worker/i,
    },
    {
      name: 'the spelling of the definition',
      marked: configMap('connect_tim$0eout: 1s'),
      on: 'connect_timeout',
      says: /TCP connection/,
    },
    {
      name: 'the mesh configuration of an IstioOperator',
      marked:
        'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: { name: a }\nspec: { meshConfig: { connect$0Timeout: 1s } }\n',
      on: 'connectTimeout',
      says: /TCP connection/,
    },
  ]) {
    it(`explains ${name}`, () => {
      const found = hoverAt(marked);
      assert.equal(found?.on, on);
      assert.match(found?.markdown ?? '', says);
    });
  }

  it('explains nothing in a ConfigMap of somebody else', () => {
    assert.equal(
      hoverAt(configMap('connect$0Timeout: 1s').replace('name: istio', 'name: settings')),
      undefined,
    );
  });
});

describe('a suppression in the text', () => {
  const suppressed = (text: string) => {
    const snapshot = snapshotOf(configMap(text));
    for (const _ of snapshot.analyze());
    const { findings, suppressed } = snapshot.published(URI);
    const lines = (found: readonly PublishedFinding[]) => found.map(({ path }) => path);
    return [lines(suppressed), findings.map(({ rule }) => rule)];
  };

  it('silences its line, the next one, or all of the text', () => {
    const ignore = '# meshwright-ignore mesh-config/unknown-field: known';
    assert.equal(suppressed(`one: 1\ntwo: 2\n${ignore}\nthree: 3\nfour: 4 ${ignore}`)[0]?.length, 2);
    assert.equal(suppressed(`${ignore}\none: 1\ntwo: 2`)[0]?.length, 2);
    assert.deepEqual(suppressed(`ingressService: a\n${ignore}\ningressClass: b`), [
      [],
      ['suppression/unused'],
    ]);
  });
});

describe('completion', () => {
  it('offers names of the mesh', () => {
    const providers = 'extensionProviders:\n  - name: otel\n    opentelemetry: { service: $S, port: 1 }\n';
    const defaults = complete(
      configMap(`${providers.replace('$S', 'x')}defaultProviders:\n  tracing:\n    - $0`),
    );
    assert.deepEqual(defaults.labels(), ['otel']);
    const service =
      '---\napiVersion: v1\nkind: Service\nmetadata: { name: otel, namespace: obs }\nspec: { ports: [{ port: 80 }] }\n';
    const hosts = complete(configMap(providers.replace('$S', '$0')) + service);
    assert.deepEqual(hosts.labels(), ['otel.obs.svc.cluster.local']);
    assert.ok(complete(configMap('accessLogFile: $0')).labels().includes('/dev/stdout'));
  });

  it('offers fields of the mesh configuration, and writes them with the indentation of the block', () => {
    const completed = complete(configMap(`${MESH}\nlocal$0`));
    assert.ok(completed.labels().includes('localityLbSetting'));
    assert.ok(!completed.labels().includes('defaultConfig'), 'it is written already');
    assert.ok(!completed.labels().includes('spec'));
    assert.match(completed.accept('accessLogFile'), /\n {4}accessLogFile: \$1\n/);
  });

  it('writes the lines of an object below each other', () => {
    const completed = complete(configMap('connectTimeout: 1s\n$0'));
    assert.match(completed.accept('outboundTrafficPolicy'), /\n {4}outboundTrafficPolicy:\n {6}mode: \S*\n/);
  });

  it('begins in an empty block', () => {
    const completed = complete(configMap('$0'));
    assert.ok(completed.labels().includes('connectTimeout'));
    assert.ok(!completed.labels().some((label) => label.startsWith('VirtualService')));
  });

  it('goes on below the last line', () => {
    const text = configMap('defaultConfig:\n  concurrency: 2').replace(
      "  meshNetworks: 'networks: {}'\n",
      '',
    );
    const completed = complete(`${text.trimEnd()}\n      $0\n`);
    assert.ok(completed.labels().includes('drainDuration'));
    assert.ok(!completed.labels().includes('concurrency'));
  });

  it('offers values', () => {
    const { labels } = complete(configMap('outboundTrafficPolicy:\n  mode: $0'));
    assert.ok(labels().includes('REGISTRY_ONLY'));
  });

  it('offers fields of the proxy configuration in quotes, escaped as they stand there', () => {
    const completed = complete(pod('"concurrency: 2\\n$0"'));
    assert.ok(completed.labels().includes('drainDuration'));
    assert.match(completed.accept('proxyMetadata'), /"concurrency: 2\\nproxyMetadata:\\\\n {2}\$\{1:key\}/);
    const single = complete(pod("'{ concurrency: 2, $0 }'"));
    assert.match(single.accept('drainDuration'), /'\{ concurrency: 2, drainDuration: \$1 \}'/);
  });

  it('leaves the document around the text alone', () => {
    const { labels } = complete(configMap(MESH).replace('  meshNetworks', '  $0\n  meshNetworks'));
    assert.ok(!labels().includes('connectTimeout'));
  });

  it('answers wherever the cursor stands in a text that is cut off', () => {
    const text = configMap(MESH);
    for (let end = text.indexOf('data'); end < text.length; end++) {
      complete(`${text.slice(0, end)}$0`);
      complete(`${text.slice(0, end)}$0${text.slice(end)}`);
    }
  });
});

describe('symbols', () => {
  it('go on inside the text', () => {
    const snapshot = snapshotOf(configMap(MESH));
    const [object] = documentSymbols(snapshot, URI);
    assert.deepEqual(
      object?.children.map(({ name, detail }) => [name, detail]),
      [
        ['mesh', 'MeshConfig'],
        ['meshNetworks', 'MeshNetworks'],
      ],
    );
    const [mesh] = object?.children ?? [];
    const text = snapshot.file(URI)?.text ?? '';
    const places = mesh?.children.map(({ name, selectionRange: at }) => [name, text.slice(at.start, at.end)]);
    assert.deepEqual(
      places?.map(([name]) => name),
      ['defaultConfig', 'outboundTrafficPolicy', 'extensionProviders'],
    );
    for (const [name, at] of places ?? []) assert.equal(name, at);
    const provider = mesh?.children[2]?.children[0];
    assert.equal(provider?.name, 'zipkin');
  });

  it('stand below the annotation that holds the text', () => {
    const symbols = JSON.stringify(documentSymbols(snapshotOf(pod('|\n          concurrency: 2')), URI));
    assert.match(symbols, /"name":"proxy.istio.io\/config","detail":"ProxyConfig"/);
    assert.match(symbols, /"name":"concurrency"/);
  });
});

describe('formatting', () => {
  it('lays out the text in a block, and the document around it', () => {
    const before = configMap(
      'defaultConfig:\n     drainDuration:   30s\n\noutboundTrafficPolicy:\n    mode: ALLOW_ANY   ',
    )
      .replace('metadata:\n  name:', 'metadata:\n    name:')
      .replace('  namespace:', '    namespace:');
    const after = applyEdits(before, format(snapshotOf(before), URI, { tabSize: 2 }).edits);
    assert.equal(
      after,
      configMap('defaultConfig:\n  drainDuration: 30s\n\noutboundTrafficPolicy:\n  mode: ALLOW_ANY'),
    );
    assert.deepEqual(format(snapshotOf(after), URI, { tabSize: 2 }).edits, []);
  });

  it('leaves broken and folded texts as they are', () => {
    for (const text of [configMap('a: [\nb:   1'), configMap('a:   1').replace('|-', '>')]) {
      assert.deepEqual(format(snapshotOf(text), URI, { tabSize: 2 }).edits, []);
    }
  });
});

describe('Helm values with a mesh configuration', () => {
  const VALUES = 'file:///charts/istiod/values-prod.yaml';

  it('are explained and completed', () => {
    const hovered = unmark('global: {}\nmeshConfig:\n  connect$0Timeout: 1s\n');
    const found = hover(snapshotOf(hovered.text, {}, VALUES), VALUES, hovered.offset);
    assert.match(found?.markdown ?? '', /TCP connection/);
    const { text, offset } = unmark('meshConfig:\n  connectTimeout: 1s\n  $0\n');
    const labels = completion(snapshotOf(text, {}, VALUES), VALUES, offset).items.map(({ label }) => label);
    assert.ok(labels.includes('outboundTrafficPolicy') && !labels.includes('connectTimeout'));
  });

  it('are nobody else', () => {
    for (const [uri, text] of [
      ['file:///charts/shop/settings.yaml', 'meshConfig: { a: 1 }\n'],
      ['file:///charts/shop/values.yaml', 'image: { tag: v1 }\n'],
    ] as const) {
      assert.deepEqual(snapshotOf(text, {}, uri).resources(uri), []);
    }
  });
});

// Not fixtures: these judge hints drawn into the text that they belong to.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import type { InlayHint, InlayHintOptions } from '../../server/src/features/inlay-hints/hint.ts';
import { inlayHints } from '../../server/src/features/inlay-hints/inlay-hints.ts';
import type { WorldConfig } from '../../server/src/workspace/world-config.ts';
import { meshSnapshot } from './marked-text.ts';
import { HERE_URI, inMesh } from './mesh-files.ts';

const NONE: InlayHintOptions = {
  hosts: false,
  namespaces: false,
  protocols: false,
  weights: false,
  defaults: false,
};

function hintsOf(
  text: string,
  sort: keyof InlayHintOptions,
  config: Partial<WorldConfig> = {},
): readonly InlayHint[] {
  const { snapshot } = inMesh(`${text}$0`, config);
  return inlayHints(snapshot, HERE_URI, { start: 0, end: text.length }, { ...NONE, [sort]: true });
}

/** Lines that have a hint, with the hint in `«»`. */
function drawn(
  text: string,
  sort: keyof InlayHintOptions,
  config: Partial<WorldConfig> = {},
): readonly string[] {
  const edits = hintsOf(text, sort, config).map(({ offset, label }) => ({
    range: { start: offset, end: offset },
    newText: `«${label}»`,
  }));
  return applyEdits(text, edits)
    .split(/\r?\n/)
    .filter((line) => line.includes('«'))
    .map((line) => line.trim());
}

const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: here
  namespace: bank
spec:
  hosts: [cart, "*.example", cart.shop.svc.cluster.local]
  http:
    - route:
        - destination: { host: "ledger" }
      mirror: { host: cart }
`;

describe('hints of hosts', () => {
  test('short names in the namespace of their object', () => {
    assert.deepEqual(drawn(ROUTE, 'hosts'), [
      'hosts: [cart«.bank.svc.cluster.local», "*.example", cart.shop.svc.cluster.local]',
      '- destination: { host: "ledger«.bank.svc.cluster.local»" }',
      'mirror: { host: cart«.bank.svc.cluster.local» }',
    ]);
  });
  test('by the domain of the cluster', () => {
    const rule =
      'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: a }\nspec: { host: cart }\n';
    assert.deepEqual(drawn(rule, 'hosts', { clusterDomain: 'corp.test' }), [
      'spec: { host: cart«.default.svc.corp.test» }',
    ]);
  });
  test('accepting one writes what it says', () => {
    const edits = hintsOf(ROUTE, 'hosts').flatMap(({ edit }) => edit ?? []);
    assert.match(applyEdits(ROUTE, edits), /host: "ledger\.bank\.svc\.cluster\.local" \}/);
    assert.deepEqual(drawn(applyEdits(ROUTE, edits), 'hosts'), []);
  });
  test('in broken text', () => {
    assert.deepEqual(
      drawn(`${ROUTE}    - route:\n        - destination: { host: ca`, 'hosts').at(-1),
      '- destination: { host: ca«.bank.svc.cluster.local»',
    );
  });
});

describe('the hint of a namespace', () => {
  const named = (metadata: string) =>
    `apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata:${metadata}\nspec: {}\n`;
  test('only where none is written', () => {
    assert.deepEqual(drawn(named('\n  name: a'), 'namespaces'), ['name: a«namespace: default»']);
    assert.deepEqual(drawn(named(' { name: a }'), 'namespaces', { defaultNamespace: 'edge' }), [
      'metadata: { name: a«namespace: edge» }',
    ]);
    assert.deepEqual(drawn(ROUTE, 'namespaces'), []);
    const clusterScoped = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n';
    assert.deepEqual(drawn(clusterScoped, 'namespaces'), []);
  });
  test('accepting it writes a line, with the line ends of the file', () => {
    for (const lineEnd of ['\n', '\r\n']) {
      const text = named('\n  name: a').replaceAll('\n', lineEnd);
      const edits = hintsOf(text, 'namespaces').flatMap(({ edit }) => edit ?? []);
      const after = named('\n  namespace: default\n  name: a').replaceAll('\n', lineEnd);
      assert.equal(applyEdits(text, edits), after);
    }
    assert.equal(hintsOf(named(' { name: a }'), 'namespaces')[0]?.edit, undefined);
  });
});

describe('hints of protocols', () => {
  const service = (ports: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec:\n  ports:\n${ports}`;
  test('what a name says beyond itself', () => {
    const ports = [
      '    - { name: http, port: 80 }',
      '    - { name: http-web, port: 81 }',
      '    - { name: grpc-web-x, port: 82 }',
      '    - { name: admin, port: 83 }',
      '    - { port: 84 }',
      '    - { port: 3306 }',
      '    - { name: dns, port: 53, protocol: UDP }',
      '    - { name: x, port: 85, appProtocol: http2 }',
    ].join('\n');
    assert.deepEqual(drawn(service(ports), 'protocols'), [
      '- { name: http-web«http», port: 81 }',
      '- { name: grpc-web-x«grpc-web», port: 82 }',
      '- { name: admin«HTTP or TCP», port: 83 }',
      '- { port: 84«HTTP or TCP» }',
      '- { port: 3306«tcp» }',
    ]);
  });
  test('not of services elsewhere', () => {
    const external = service('    - { name: web, port: 80 }').replace(
      'spec:\n',
      'spec:\n  type: ExternalName\n  externalName: a.example\n',
    );
    assert.deepEqual(drawn(external, 'protocols'), []);
  });
});

describe('hints of weights', () => {
  const split = (...weights: readonly (string | undefined)[]) => {
    const items = weights.map(
      (weight) =>
        `        - destination: { host: cart }\n${weight === undefined ? '' : `          weight: ${weight}\n`}`,
    );
    return `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a }\nspec:\n  http:\n    - route:\n${items.join('')}`;
  };
  test('shares where the numbers are no percentages', () => {
    assert.deepEqual(drawn(split('1', '2'), 'weights'), ['weight: 1«33.3 %»', 'weight: 2«66.7 %»']);
    assert.deepEqual(drawn(split('50', undefined), 'weights'), [
      'weight: 50«100 %»',
      '- destination:«0 %» { host: cart }',
    ]);
    assert.deepEqual(drawn(split('30'), 'weights'), ['weight: 30«100 %»']);
  });
  test('quiet where they say it themselves', () => {
    for (const quiet of [split('90', '10'), split('100'), split(undefined), split('0', '0')]) {
      assert.deepEqual(drawn(quiet, 'weights'), []);
    }
  });
  test('Gateway API: an absent weight is 1', () => {
    const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: a }
spec:
  rules:
    - backendRefs:
        - { name: cart, port: 80, weight: 4 }
        - { name: cart, port: 81 }
`;
    assert.deepEqual(drawn(route, 'weights'), [
      '- { name: cart, port: 80, weight: 4«80 %» }',
      '- { name: cart«20 %», port: 81 }',
    ]);
  });
});

describe('hints of defaults', () => {
  const timed = ROUTE.replace('    - route:', '    - timeout: 3s\n      route:');
  test('timeout and retries of a route', () => {
    assert.deepEqual(drawn(ROUTE, 'defaults'), ['- route:«no timeout, up to 2 retries»']);
    assert.deepEqual(drawn(timed, 'defaults'), ['route:«up to 2 retries»']);
    const mesh = { meshConfig: { defaultHttpRetryPolicy: { attempts: 0 } } };
    assert.deepEqual(drawn(timed, 'defaults', mesh), ['route:«no retries»']);
  });
  test('the action of a policy', () => {
    const policy = (spec: string) =>
      `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: a }\nspec: ${spec}\n`;
    assert.deepEqual(drawn(policy('{ rules: [{}] }'), 'defaults'), ['spec:«action: ALLOW» { rules: [{}] }']);
    assert.deepEqual(drawn(policy('{ action: DENY }'), 'defaults'), []);
  });
});

describe('hints', () => {
  test('only in the range that is asked for', () => {
    const text = `${ROUTE}---\n${ROUTE.replace('name: here', 'name: second')}`;
    const { snapshot } = inMesh(`${text}$0`);
    const start = text.lastIndexOf('http:');
    const found = inlayHints(snapshot, HERE_URI, { start, end: text.length }, { ...NONE, hosts: true });
    assert.equal(found.length, 2);
    assert.ok(found.every(({ offset }) => offset >= start));
  });
  test('each says why', () => {
    const all = { hosts: true, namespaces: true, protocols: true, weights: true, defaults: true };
    const { snapshot } = inMesh(`${ROUTE}$0`);
    const found = inlayHints(snapshot, HERE_URI, { start: 0, end: ROUTE.length }, all);
    assert.equal(found.length, 4);
    for (const { tooltip } of found) assert.ok(tooltip.length > 20);
  });
  test('not for values that an alias brings from elsewhere', () => {
    const text =
      'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: &n cart }\nspec: { host: *n }\n';
    assert.deepEqual(drawn(text, 'hosts'), []);
  });
});

const SIDECAR = 'apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: here }\n';

describe('hints say nothing that they do not know', () => {
  const split = (weight: string) =>
    `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: here, namespace: bank }\nspec:\n  hosts: [ledger]\n  http:\n    - route:\n        - destination: { host: ledger }\n          weight: 3\n        - destination: { host: cart.shop.svc.cluster.local }\n          weight: ${weight}\n`;

  test('shares beside a weight that is filled in later', () => {
    assert.ok(drawn(split('1'), 'weights').length > 0);
    for (const weight of ['{{ .Values.share }}', '"{{ .Values.share }}"', '$SHARE']) {
      assert.deepEqual(drawn(split(weight), 'weights'), [], weight);
    }
  });

  test('namespaces where a kustomization or a chart decides, and of objects without a name', () => {
    const uri = 'file:///base/mesh/sidecar.yaml';
    const hints = (other: string) =>
      inlayHints(
        meshSnapshot(
          new Map([
            [uri, SIDECAR],
            [other, 'namespace: bank\n'],
          ]),
        ),
        uri,
        { start: 0, end: SIDECAR.length },
        { ...NONE, namespaces: true },
      ).length;
    assert.equal(hints('file:///other/kustomization.yaml'), 1);
    assert.equal(hints('file:///base/kustomization.yaml'), 0);
    assert.equal(hints('file:///base/mesh/kustomization.yml'), 0);
    assert.equal(hints('file:///base/Chart.yaml'), 0);
    assert.deepEqual(drawn(SIDECAR.replace('here', "''"), 'namespaces'), []);
    assert.deepEqual(drawn(SIDECAR.replace('here', '{{ .Release.Name }}'), 'namespaces'), []);
  });

  test('full names of hosts in a namespace that a release or a build decides', () => {
    const rule =
      'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: here }\nspec: { host: cart }\n';
    const uri = 'file:///base/rule.yaml';
    const hints = (other: string, text: string) =>
      inlayHints(
        meshSnapshot(
          new Map([
            [uri, text],
            [other, 'name: demo\n'],
          ]),
        ),
        uri,
        { start: 0, end: text.length },
        { ...NONE, hosts: true },
      ).map(({ label }) => label);
    assert.deepEqual(hints('file:///other/Chart.yaml', rule), ['.default.svc.cluster.local']);
    assert.deepEqual(hints('file:///base/Chart.yaml', rule), []);
    assert.deepEqual(hints('file:///base/kustomization.yaml', rule), []);
    assert.deepEqual(hints('file:///other/Chart.yaml', rule.replace('here', '{{ .Release.Name }}')), []);
    const placed = rule.replace('here', 'here, namespace: bank');
    assert.deepEqual(hints('file:///base/Chart.yaml', placed), ['.bank.svc.cluster.local']);
  });
});

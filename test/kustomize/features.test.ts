/** What the editor shows in a base and in a patch: the objects that they become, in the words of the shown world. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeLenses } from '../../server/src/features/code-lens/code-lens.ts';
import { completion } from '../../server/src/features/completion/index.ts';
import { hover } from '../../server/src/features/hover/index.ts';
import { inlayHints } from '../../server/src/features/inlay-hints/inlay-hints.ts';
import { definition } from '../../server/src/features/navigation/definition.ts';
import { references } from '../../server/src/features/navigation/references.ts';
import { FOLDER, MemoryProject } from '../harness/memory-project.ts';

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {ports: [{port: 80, name: http}]}\n';
const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
spec:
  hosts: [cart]
  http:
    - route:
        - destination:
            host: cart
            subset: v1
`;
const RULE = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: cart
spec:
  host: cart
  subsets:
    - name: v1
      labels: {version: v1}
    - name: v2
      labels: {version: v2}
`;
const PATCH = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart}
spec:
  http:
    - route:
        - destination: {host: cart, subset: v1}
          weight: 60
        - destination: {host: cart, subset: v2}
          weight: 40
`;
const HINTS = { hosts: true, namespaces: true, protocols: true, weights: true, defaults: true };
const LENSES = { references: true, routes: true, selectors: true, explain: true, panels: true, tests: true };

const mesh = await new MemoryProject({
  'base/kustomization.yaml': 'resources: [route.yaml, service.yaml, rule.yaml]\n',
  'base/route.yaml': ROUTE,
  'base/service.yaml': SERVICE,
  'base/rule.yaml': RULE,
  'overlays/dev/kustomization.yaml': 'namespace: dev\nresources: [../../base]\n',
  'overlays/prod/kustomization.yaml':
    'namespace: prod\nresources: [../../base, stock.yaml]\npatches: [{path: patch.yaml}]\n',
  'overlays/prod/patch.yaml': PATCH,
  'overlays/prod/stock.yaml': SERVICE.replace('cart', 'stock'),
}).read();
const { snapshot } = mesh.workspace;
for (const _ of snapshot.analyze());
const at = (path: string, text: string, words: string, on: string): [uri: string, offset: number] => [
  `${FOLDER}/${path}`,
  text.indexOf(words) + words.indexOf(on) + 1,
];
const inside = (uri: string) => uri.slice(FOLDER.length + 1);

describe('in a base and in a patch', () => {
  it('names lead to what they mean after the build, and are found from it', () => {
    for (const place of [
      at('base/route.yaml', ROUTE, 'subset: v1', 'v1'),
      at('overlays/prod/patch.yaml', PATCH, 'subset: v2', 'v2'),
    ]) {
      assert.deepEqual(
        definition(snapshot, ...place)?.targets.map(({ uri }) => inside(uri)),
        ['base/rule.yaml'],
      );
    }
    const uses = references(
      snapshot,
      ...at('base/service.yaml', SERVICE, 'name: cart', 'cart'),
      'without-declarations',
    );
    assert.ok(uses?.some(({ uri }) => inside(uri) === 'overlays/prod/patch.yaml'));
  });

  it('a hover says for which world it speaks, and marks the word in the file under the cursor', () => {
    const base = hover(snapshot, ...at('base/route.yaml', ROUTE, 'host: cart', 'cart'));
    assert.match(base?.markdown ?? '', /cart\.dev\.svc\.cluster\.local/);
    assert.match(base?.markdown ?? '', /In overlays\/dev; this file is a part of overlays\/prod as well$/);
    const patch = hover(snapshot, ...at('overlays/prod/patch.yaml', PATCH, 'subset: v2', 'v2'));
    assert.equal(PATCH.slice(patch?.range.start, patch?.range.end), 'v2');
    assert.ok(!patch?.markdown.includes('as well'));
  });

  it('completion offers the names of the world, in the namespace that its kustomization sets', () => {
    const [uri, offset] = at('overlays/prod/patch.yaml', PATCH, 'host: cart', 'cart');
    const labels = completion(snapshot, uri, offset - 1).items.map(({ label }) => label);
    assert.ok(labels.includes('stock'), labels.join(', '));
  });

  it('hints that the overlays read differently are not written into the base', () => {
    const whole = { start: 0, end: ROUTE.length };
    const hints = inlayHints(snapshot, `${FOLDER}/base/route.yaml`, whole, HINTS);
    assert.ok(hints.length > 0);
    for (const hint of hints) {
      assert.equal(hint.edit, undefined);
      assert.ok(hint.tooltip.endsWith('(in overlays/dev)'), hint.tooltip);
    }
  });

  it('lenses stand where the text is', () => {
    mesh.workspace.prefer('overlays/prod');
    const shown = mesh.workspace.snapshot;
    for (const [path, text] of [
      ['base/route.yaml', ROUTE],
      ['base/rule.yaml', RULE],
      ['overlays/prod/patch.yaml', PATCH],
    ] as const) {
      for (const { range } of codeLenses(shown, `${FOLDER}/${path}`, LENSES)) {
        assert.ok(range.end <= text.length && /^[\w.-]/.test(text.slice(range.start)), path);
      }
    }
    mesh.workspace.prefer(undefined);
  });
});

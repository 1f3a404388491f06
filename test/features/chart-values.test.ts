/** `.Values…` in a chart: its own values, variants of them, and those of the chart around it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completion } from '../../server/src/features/completion/index.ts';
import { hover } from '../../server/src/features/hover/index.ts';
import { definition } from '../../server/src/features/navigation/definition.ts';
import { FOLDER, MemoryProject } from '../harness/memory-project.ts';

const TEMPLATE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: {{ .Values.route.name | quote }}
spec:
  hosts: [cart]
  http:
    - timeout: {{ $.Values.global.timeout }}
      route:
        - destination: { host: cart }
`;
const mesh = await new MemoryProject({
  'shop/Chart.yaml': 'name: shop\n',
  'shop/values.yaml': 'global: { timeout: 3s }\nroute:\n  name: outer\ncart:\n  route: { name: fromShop }\n',
  'shop/charts/cart/Chart.yaml': 'name: cart\n',
  'shop/charts/cart/values.yaml': 'route:\n  name: cart\n  weights: [90, 10]\n',
  'shop/charts/cart/values-prod.yaml': 'route: { name: cart-prod }\n',
  'shop/charts/cart/templates/route.yaml': TEMPLATE,
}).read();
const { snapshot } = mesh.workspace;
for (const _ of snapshot.analyze());
const uri = `${FOLDER}/shop/charts/cart/templates/route.yaml`;
const offsetOf = (words: string) => TEMPLATE.indexOf(words) + words.length;

describe('values of a chart', () => {
  it('are led to in every file that sets them', () => {
    const found = definition(snapshot, uri, offsetOf('.Values.route.na'));
    assert.equal(TEMPLATE.slice(found?.origin.start, found?.origin.end), 'name');
    assert.deepEqual(
      found?.targets.map((target) => {
        const text = snapshot.file(target.uri)?.text ?? '';
        return `${target.uri.slice(FOLDER.length + 1)} ${text.slice(target.range.start, target.range.end)}`;
      }),
      [
        'shop/charts/cart/values.yaml name',
        'shop/charts/cart/values-prod.yaml name',
        'shop/values.yaml name',
      ],
    );
    assert.deepEqual(
      definition(snapshot, uri, offsetOf('.Values.global.time'))?.targets.map((target) => target.uri),
      [`${FOLDER}/shop/values.yaml`],
    );
  });

  it('are told with what each file says', () => {
    const text = hover(snapshot, uri, offsetOf('.Values.route.na'))?.markdown ?? '';
    assert.match(text, /\[`values\.yaml`\]\(place:0\) \| `cart` \|/);
    assert.match(text, /`values-prod\.yaml`.*`cart-prod`/);
    assert.match(text, /`fromShop`/);
  });

  it('are offered behind the dot', () => {
    const labels = (at: number) => completion(snapshot, uri, at).items.map(({ label }) => label);
    assert.deepEqual(labels(offsetOf('.Values.route.')), ['name', 'weights']);
    assert.deepEqual(labels(offsetOf('.Values.')), ['route']);
    assert.ok(!labels(offsetOf('hosts: [ca')).includes('weights'));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { flaggerCanary } from './flagger-canary.ts';

const facts = (spec: string) =>
  factsOf(
    flaggerCanary,
    `apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: release }\nspec: ${spec}\n`,
  );

describe('Flagger Canary', () => {
  it('stands for what is made for it', () => {
    const { generated, port } = facts(
      '{ targetRef: { kind: Deployment, name: cart }, service: { port: 9898, portName: http-web } }',
    );
    assert.deepEqual(port, { number: 9898, name: 'http-web' });
    assert.deepEqual(
      generated.map(({ kindId, name }) => `${kindId} ${name}`),
      [
        'core/Service cart',
        'core/Service cart-primary',
        'core/Service cart-canary',
        'apps/Deployment cart-primary',
        'networking.istio.io/VirtualService cart',
        'networking.istio.io/DestinationRule cart-primary',
        'networking.istio.io/DestinationRule cart-canary',
      ],
    );
  });

  it('may name its Service otherwise, and use no mesh', () => {
    const { generated, service } = facts(
      '{ provider: kubernetes, targetRef: { kind: DaemonSet, name: cart }, service: { name: shop, port: 80 } }',
    );
    assert.equal(service, 'shop');
    assert.deepEqual(
      generated.map(({ kindId, name }) => `${kindId} ${name}`),
      [
        'core/Service shop',
        'core/Service shop-primary',
        'core/Service shop-canary',
        'apps/DaemonSet cart-primary',
      ],
    );
  });

  it('stands for nothing while it is being typed', () => {
    assert.deepEqual(facts('{}').generated, []);
  });
});

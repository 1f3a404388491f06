import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../test/engine/world-of.ts';

const pods = (name: string, image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: istio-system }
spec: { template: { spec: { containers: [{ name: ${name}, image: "${image}" }] } } }
`;
const ISTIOD = pods('istiod', 'registry.example:5000/istio/pilot:1.27.3-distroless@sha256:ab');
const OPERATOR = `apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: { name: mesh, namespace: istio-system }
spec: { tag: 1.26.1 }
`;
const REVISION = `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/rev: 1-24-2 } }
`;
const release = (...documents: readonly string[]) =>
  worldOf(documents.join('---\n'), { detectsIstioVersion: true }).config('istioVersion');

describe('the release that files tell of', () => {
  it('is that of the control plane: its image, its operator, its label', () => {
    assert.equal(release(ISTIOD), '1.27');
    assert.equal(release(OPERATOR), '1.26');
    const labelled = REVISION.replace('Namespace', 'Service').replace(
      'istio.io/rev',
      'operator.istio.io/version',
    );
    assert.equal(release(labelled.replace('1-24-2', '1.28.0')), '1.28');
  });
  it('is the newest of several, of the surest source', () => {
    assert.equal(release(ISTIOD, OPERATOR), '1.27');
    assert.equal(release(ISTIOD, pods('proxy', 'istio/proxyv2:1.30.0'), REVISION), '1.27');
    assert.equal(release(pods('proxy', 'istio/proxyv2:1.30.0'), REVISION), '1.30');
    assert.equal(release(REVISION), '1.24');
  });
  it('is the newest known where they tell none that is known', () => {
    for (const image of ['istio/pilot:latest', 'istio/pilot', 'istio/pilot:1.9.0', 'nginx:1.25.0', 'auto']) {
      assert.equal(release(pods('istiod', image)), '1.31', image);
    }
    assert.equal(release(REVISION.replace('1-24-2', 'canary')), '1.31');
    assert.equal(release(OPERATOR.replace('1.26.1', '9.9.9')), '1.31');
  });
  it('is not asked for when somebody chose', () => {
    const world = worldOf(ISTIOD, { detectsIstioVersion: false, istioVersion: '1.29' });
    assert.equal(world.config('istioVersion'), '1.29');
  });
});

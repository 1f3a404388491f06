import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { madeByCommands } from './made-by-commands.ts';

const object = (kindId: string, namespace: string, name: string) => ({
  of: 'object',
  kindId,
  namespace,
  name,
});
const place = (name: string) => object('core/Namespace', '', name);

const COMMANDS: readonly (readonly [string, readonly unknown[]])[] = [
  [
    'NS_SHOP ?= shop\nexport CART="cart" # a word\nup:\n\t@kubectl create namespace $(NS_SHOP)\n\tkubectl create sa $(CART)-web -n $NS_SHOP\n\tkubectl create ns $(OTHER)',
    [place('shop'), place('shop'), object('core/ServiceAccount', 'shop', 'cart-web')],
  ],
  [
    'kubectl create -n istio-system secret tls web-tls --key=a.key --cert=a.crt',
    [place('istio-system'), object('core/Secret', 'istio-system', 'web-tls')],
  ],
  ['kubectl create secret generic token --from-literal a=b # -n x', [object('core/Secret', '', 'token')]],
  [
    'kubectl create ns shop; kubectl create sa cart -n shop',
    [place('shop'), place('shop'), object('core/ServiceAccount', 'shop', 'cart')],
  ],
  ['kubectl --context=one create \\\n  namespace shop', [place('shop')]],
  ['kubectl --context one create namespace "shop"', [place('shop')]],
  ['kubectl expose deploy/web --port 80', [object('core/Service', '', 'web')]],
  ['\t@kubectl apply -n shop -f web.yaml', [place('shop')]],
  [
    'kubectl apply -f https://x.test/istio/samples/httpbin/httpbin.yaml',
    [{ of: 'prefix', namespace: '', name: 'httpbin' }],
  ],
  [
    'kubectl label namespace shop istio-injection=enabled --overwrite',
    [place('shop'), { of: 'label', namespace: 'shop', label: 'istio-injection' }],
  ],
  ['kubectl label ns $NS istio.io/rev=a', [{ of: 'label', namespace: '', label: 'istio.io/rev' }]],
  [
    'helm upgrade -i redis bitnami/redis --namespace=cache --set a=b',
    [place('cache'), { of: 'prefix', namespace: 'cache', name: 'redis' }],
  ],
  ['helm install web ./charts/web -n shop --create-namespace', [place('shop')]],
  [
    'helm install istio-edge istio/gateway -n edge',
    [
      place('edge'),
      { of: 'prefix', namespace: 'edge', name: 'istio-edge' },
      object('core/Service', 'edge', 'istio-edge'),
      { of: 'workload', namespace: 'edge', labels: { app: 'istio-edge', istio: 'edge' } },
    ],
  ],
  ['istioctl x waypoint apply -n shop', [object('gateway.networking.k8s.io/Gateway', 'shop', 'waypoint')]],
  [
    'KUBE := kubectl --context=$(CONTEXT)\nNS := shop\nup:\n\t@$(KUBE) create namespace $(NS) --dry-run=client -o yaml | $(KUBE) apply -f -',
    [place('shop')],
  ],
  [
    'GW=v1.2.1\nkubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/$GW/experimental-install.yaml',
    [{ of: 'gateway-api', release: 'v1.2.1' }],
  ],
  [
    "kubectl kustomize x; kubectl apply -k 'github.com/kubernetes-sigs/gateway-api/config/crd/experimental?ref=v1.1.0'",
    [{ of: 'gateway-api', release: 'v1.1.0' }],
  ],
  ['istioctl install -y --set profile=demo', []],
  ['kubectl create secret tls $NAME', []],
  ['kubectl get secret web-tls', []],
  ['mykubectl create ns shop', []],
];

describe('commands of scripts', () => {
  for (const [text, made] of COMMANDS) it(text, () => assert.deepEqual(madeByCommands(text), made));

  it('are found in pages and in lines of shells', () => {
    const page =
      'First:\n```sh\n$ kubectl create ns a && kubectl create ns b\n```\nThen run `kubectl create ns c`.\n';
    assert.deepEqual(madeByCommands(page), [place('a'), place('b'), place('c')]);
  });

  it('cost no more than their text', () => {
    for (const line of ['kubectl '.repeat(20_000), 'helm install -n '.repeat(20_000), '"'.repeat(100_000)]) {
      const before = process.cpuUsage();
      madeByCommands(`kubectl ${line}`);
      assert.ok(process.cpuUsage(before).user < 2_000_000);
    }
  });
});

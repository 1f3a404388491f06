import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expectedInstead } from './annotation-value.ts';
import { ISTIO_ANNOTATIONS } from './istio-annotations.ts';

const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['sidecar.istio.io/interceptionMode', ['REDIRECT', 'NONE'], ['redirect', '']],
  ['status.sidecar.istio.io/port', ['15021', ' 15020 '], ['65536', '-1', 'http']],
  ['readiness.status.sidecar.istio.io/periodSeconds', ['10', '4294967295'], ['bar', ' 10', '1s']],
  [
    'traffic.sidecar.istio.io/includeOutboundIPRanges',
    ['*', '', '10.0.0.0/8,fd00::/8'],
    ['10.0.0.1', '10.0.0.0/8, 1.0.0.0/8'],
  ],
  ['traffic.sidecar.istio.io/excludeOutboundIPRanges', ['', '10.0.0.0/8'], ['*']],
  ['traffic.sidecar.istio.io/includeInboundPorts', ['*', '80, 443'], ['http', '80,']],
  ['traffic.sidecar.istio.io/excludeInboundPorts', ['', '9090'], ['*', '70000']],
  ['traffic.sidecar.istio.io/excludeInterfaces', ['eth0,net1.2'], ['0eth', 'averyveryverylongname']],
  ['prometheus.istio.io/merge-metrics', ['true', '0', 'F'], ['yes', 'tRue']],
  ['proxy.istio.io/config', ['{}', 'concurrency: 2'], ['[1]', 'a: [b', 'concurrency']],
  ['sidecar.istio.io/proxyCPU', ['100m', '2'], ['lots', '100 m']],
  ['networking.istio.io/traffic-distribution', ['PreferClose', 'preferclose'], ['Near']],
  ['sidecar.istio.io/userVolume', ['[]', '[{"name":"a"}]'], ['[{name: a}]']],
];

describe('expectedInstead', () => {
  for (const [name, good, bad] of CASES) {
    const value = ISTIO_ANNOTATIONS.get(name)?.value;
    for (const text of good) {
      it(`${name}: accepts "${text}"`, () => {
        assert.ok(value);
        assert.equal(expectedInstead(value, text), undefined);
      });
    }
    for (const text of bad) {
      it(`${name}: refuses "${text}"`, () => {
        assert.ok(value);
        assert.notEqual(expectedInstead(value, text), undefined);
      });
    }
  }
});

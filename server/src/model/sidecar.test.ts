import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { sidecar } from './sidecar.ts';

const facts = (spec: string) =>
  factsOf(
    sidecar,
    `apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: a }\nspec: ${spec}\n`,
  );

describe('Sidecar', () => {
  it('lists what its workloads reach and what reaches them', () => {
    const { workloadSelector, egress, ingress } = facts(
      '{ workloadSelector: { labels: { app: a } }, egress: [{ port: { number: 9080, name: http, protocol: HTTP }, bind: 127.0.0.1, hosts: ["./*"] }, { hosts: ["~/a.com"] }], ingress: [{ port: { number: 8080 }, defaultEndpoint: "127.0.0.1:80" }] }',
    );
    assert.deepEqual(workloadSelector, { app: 'a' });
    assert.equal(egress[0]?.port?.number, 9080);
    assert.equal(egress[1]?.port, undefined);
    assert.equal(egress[1]?.hosts[0]?.value, '~/a.com');
    assert.equal(ingress[0]?.defaultEndpoint?.value, '127.0.0.1:80');
  });

  it('reads a policy without mode as REGISTRY_ONLY, and no policy as that of the mesh', () => {
    assert.equal(facts('{ outboundTrafficPolicy: {} }').outboundTrafficPolicy?.mode, 'REGISTRY_ONLY');
    assert.equal(facts('{}').outboundTrafficPolicy, undefined);
    const proxied = facts(
      '{ outboundTrafficPolicy: { mode: ALLOW_ANY, egressProxy: { host: out.infra.svc.cluster.local, port: { number: 80 } } } }',
    );
    assert.equal(proxied.outboundTrafficPolicy?.egressProxy?.host?.value, 'out.infra.svc.cluster.local');
    assert.equal(proxied.outboundTrafficPolicy?.egressProxy?.port?.value, 80);
  });
});

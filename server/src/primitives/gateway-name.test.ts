import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseGatewayName } from './gateway-name.ts';

describe('references to Gateways', () => {
  it('know the mesh, local, qualified and legacy forms', () => {
    assert.deepEqual(parseGatewayName('mesh'), { ok: true, form: 'mesh' });
    assert.deepEqual(parseGatewayName('gw'), { ok: true, form: 'local', name: 'gw' });
    assert.deepEqual(parseGatewayName('ns/gw'), { ok: true, form: 'qualified', namespace: 'ns', name: 'gw' });
    assert.deepEqual(parseGatewayName('gw.ns.svc.cluster.local'), {
      ok: true,
      form: 'legacy',
      namespace: 'ns',
      name: 'gw',
      suggestion: 'ns/gw',
    });
  });
  for (const [text, problem] of [
    ['', 'bad-name'],
    ['a_b', 'bad-name'],
    ['*', 'bad-name'],
    ['*/gw', 'bad-namespace'],
    ['ns/', 'bad-name'],
    ['/gw', 'bad-namespace'],
    ['a/b/c', 'bad-name'],
    ['ns/my.gw', 'bad-name'],
  ] as const) {
    it(`refuses "${text}"`, () => assert.deepEqual(parseGatewayName(text), { ok: false, problem }));
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AdmissionCheck, admission, admissionAt } from './admission.ts';

const checks: readonly AdmissionCheck[] = [
  { code: 'C-05', since: '1.23' },
  { code: 'C-R1', since: '1.23', until: '1.23' },
  { code: 'V-SEL-02' },
];
const codes = (version: string) => admissionAt(version, checks).map(({ code }) => code);

describe('admission checks', () => {
  it('name their tool, and the code under which istioctl reports the webhook’s', () => {
    assert.deepEqual(admission([{ code: 'C-05' }, { code: 'V-SEL-02' }]), [
      { tool: 'crd', code: 'C-05' },
      { tool: 'webhook', code: 'V-SEL-02' },
      { tool: 'istioctl', code: 'IST0106' },
    ]);
    assert.deepEqual(admission([{ code: 'C-05' }]), [{ tool: 'crd', code: 'C-05' }]);
  });
  it('belong to releases', () => {
    assert.deepEqual(codes('1.22'), ['V-SEL-02', 'IST0106']);
    assert.deepEqual(codes('1.23'), ['C-05', 'C-R1', 'V-SEL-02', 'IST0106']);
    assert.deepEqual(codes('1.31'), ['C-05', 'V-SEL-02', 'IST0106']);
    assert.deepEqual(admissionAt('1.22', [{ code: 'C-05', since: '1.23' }]), []);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { certificateValidity, decodeBase64 } from './certificate.ts';

/** A certificate with nothing in it but its validity: DER by hand, so that no key is in the repository. */
function certificate(version: string, notBefore: string, notAfter: string): string {
  const sequence = (hex: string) => `30${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`;
  const utcTime = (text: string) => `170d${Buffer.from(text).toString('hex')}`;
  const validity = sequence(utcTime(notBefore) + utcTime(notAfter));
  const signed = sequence(`${version}020101${sequence('')}${sequence('')}${validity}`);
  const body = Buffer.from(sequence(signed), 'hex').toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
}

describe('certificateValidity', () => {
  it('reads both times, with and without a version', () => {
    const expected = { notBefore: Date.UTC(2024, 0, 2, 3, 4, 5), notAfter: Date.UTC(2049, 11, 31) };
    for (const version of ['', 'a003020102']) {
      const pem = certificate(version, '240102030405Z', '491231000000Z');
      assert.deepEqual(certificateValidity(`# chain\n${pem}`), expected);
    }
  });
  it('takes two-digit years from 50 on for the last century', () => {
    const validity = certificateValidity(certificate('', '990102030405Z', '500101000000Z'));
    assert.deepEqual(validity, { notBefore: Date.UTC(1999, 0, 2, 3, 4, 5), notAfter: Date.UTC(1950, 0, 1) });
  });
  it('knows what is no certificate', () => {
    assert.equal(certificateValidity('hush'), undefined);
    assert.equal(certificateValidity(certificate('', 'not a time!!!', '500101000000Z')), undefined);
    const cut = '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----';
    assert.equal(certificateValidity(cut), undefined);
  });
});

describe('decodeBase64', () => {
  it('ignores blanks and padding', () => {
    assert.deepEqual(decodeBase64('aG\n k='), [104, 105]);
    assert.deepEqual(decodeBase64(''), []);
  });
  it('refuses other text', () => {
    assert.equal(decodeBase64('<secret>'), undefined);
    assert.equal(decodeBase64('abc'), undefined);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAbsoluteUrl, type UrlProblem } from './url.ts';

describe('absolute URLs', () => {
  const good: readonly (readonly [string, string, string])[] = [
    ['http://a.b/c', 'http', 'a.b'],
    ['HTTPS://a', 'https', 'a'],
    ['https://u:p@a:8080/x?y#z', 'https', 'a:8080'],
    ['oci://ghcr.io/a/b:v1', 'oci', 'ghcr.io'],
    ['oci:image', 'oci', ''],
    ['file:///a', 'file', ''],
    ['/a/b', '', ''],
    ['//a_b/%zz'.replace('%zz', 'c'), '', ''],
    ['http://[::1]:80/', 'http', '[::1]:80'],
    ['http://[fe80::1%25eth0]/', 'http', '[fe80::1%25eth0]'],
    ['http://é/', 'http', 'é'],
    ['http://', 'http', ''],
    ['a.b:80', 'a.b', ''],
    ['*', '', ''],
  ];
  for (const [text, scheme, host] of good) {
    it(`accepts ${text}`, () => assert.deepEqual(parseAbsoluteUrl(text), { ok: true, scheme, host }));
  }
  const bad: readonly (readonly [string, UrlProblem])[] = [
    ['', 'empty'],
    ['a.b/c', 'not-absolute'],
    ['1.2.3.4:80/x', 'not-absolute'],
    ['_a://b', 'not-absolute'],
    ['://a', 'missing-scheme'],
    ['http://a b/', 'bad-host'],
    ['http://a:port/', 'bad-port'],
    ['http://[::1', 'bad-host'],
    ['http://[1.2.3.4]/', 'bad-host'],
    ['http://::1/', 'bad-port'],
    ['http://a%41/', 'bad-escape'],
    ['http://a/%zz', 'bad-escape'],
    ['/a%', 'bad-escape'],
    ['http://<@a/', 'bad-user'],
    ['http://a/\u0001', 'control-character'],
    ['http://a\n', 'control-character'],
  ];
  for (const [text, problem] of bad) {
    it(`refuses ${JSON.stringify(text)}: ${problem}`, () => {
      assert.deepEqual(parseAbsoluteUrl(text), { ok: false, problem });
    });
  }
});

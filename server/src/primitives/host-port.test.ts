import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHostPort } from './host-port.ts';

describe('host and port', () => {
  for (const [text, host, port] of [
    ['a.b:80', 'a.b', 80],
    ['1.2.3.4:443', '1.2.3.4', 443],
    ['[::1]:15012', '::1', 15012],
    ['[fe80::1%eth0]:1', 'fe80::1%eth0', 1],
    ['a:0080', 'a', 80],
    ['[a]:80', 'a', 80],
  ] as const) {
    it(`accepts ${text}`, () => assert.deepEqual(parseHostPort(text), { ok: true, host, port }));
  }
  for (const [text, problem] of [
    ['a', 'missing-port'],
    ['', 'missing-port'],
    ['[::1]', 'missing-port'],
    ['::1:80', 'too-many-colons'],
    ['a:b:80', 'too-many-colons'],
    ['[::1]x:80', 'missing-port'],
    ['[::1', 'bad-brackets'],
    ['a]:80', 'bad-brackets'],
    [':80', 'bad-host'],
    ['a_b:80', 'bad-host'],
    ['a:', 'bad-port'],
    ['a:0', 'bad-port'],
    ['a:65536', 'bad-port'],
    ['a:http', 'bad-port'],
  ] as const) {
    it(`refuses "${text}": ${problem}`, () => assert.deepEqual(parseHostPort(text), { ok: false, problem }));
  }
});

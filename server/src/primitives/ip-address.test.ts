import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../../test/engine/random.ts';
import {
  cidrContains,
  cidrOf,
  isCidr,
  isCidrSubset,
  isIpAddress,
  isIpOrCidr,
  isIpOrSubnet,
  isPublicRange,
  parseCidr,
  parseIpAddress,
} from './ip-address.ts';

describe('IP addresses', () => {
  const good = [
    '0.0.0.0',
    '255.255.255.255',
    '1.2.3.4',
    '::',
    '::1',
    '1::',
    'fe80::1%eth0',
    '::1%a/b',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '::ffff:1.2.3.4',
    '1:2:3:4:5:6:1.2.3.4',
    'ABCD::EF',
  ];
  for (const text of good) it(`accepts ${text}`, () => assert.ok(isIpAddress(text)));
  const bad = [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.04',
    '1.2.3.4%eth0',
    '1.2.3.+4',
    '1..3.4',
    ' 1.2.3.4',
    ':',
    ':1',
    '1:',
    ':::',
    '1::2::3',
    '12345::',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '1:2:3:4:5:6:7',
    '::1.2.3.4:1',
    '1.2.3.4::',
    '::g',
    '::1%',
    '%eth0',
    'localhost',
    '[::1]',
    '1.2.3.4/24',
  ];
  for (const text of bad) it(`refuses "${text}"`, () => assert.ok(!isIpAddress(text)));
  it('have values', () => {
    assert.deepEqual(parseIpAddress('1.2.3.4'), { family: 4, bits: 0x01020304n, zone: undefined });
    assert.deepEqual(parseIpAddress('fe80::1%eth0'), {
      family: 6,
      bits: (0xfe80n << 112n) | 1n,
      zone: 'eth0',
    });
    assert.equal(parseIpAddress('::ffff:1.2.3.4')?.bits, 0xffff01020304n);
  });
});

describe('address ranges', () => {
  for (const text of ['1.2.3.4/0', '1.2.3.4/32', '10.0.0.1/8', '::/0', '::1/128', '::ffff:1.2.3.4/96']) {
    it(`accepts ${text}`, () => assert.ok(isCidr(text)));
  }
  for (const text of [
    '1.2.3.4',
    '1.2.3.4/',
    '1.2.3.4/33',
    '1.2.3.4/08',
    '1.2.3.4/+8',
    '::1/129',
    '::1%a/64',
    '/8',
    'a/8',
    '1.2.3.4/8/8',
  ]) {
    it(`refuses "${text}"`, () => assert.ok(!isCidr(text)));
  }
  it('may stand for addresses in two ways', () => {
    assert.ok(isIpOrSubnet('1.2.3.4') && isIpOrSubnet('1.2.3.4/8') && isIpOrSubnet('::1%a/b/c'));
    assert.ok(!isIpOrSubnet('1.2.3.4/99') && !isIpOrSubnet('a'));
    assert.ok(isIpOrCidr('1.2.3.4') && isIpOrCidr('1.2.3.4/8'));
    assert.ok(!isIpOrCidr('::1%a/b/c'));
  });
  const contains: readonly (readonly [string, string, boolean])[] = [
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.1.2.3/8', '10.9.9.9', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['0.0.0.0/0', '1.2.3.4', true],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '::1', true],
    ['fe80::/10', 'fe80::1', true],
    ['fe80::/10', 'fe80::1%eth0', false],
    ['1.2.3.4/32', '1.2.3.4', true],
    ['1.2.3.4/32', '1.2.3.5', false],
  ];
  for (const [range, address, expected] of contains) {
    it(`${range} holds ${address}: ${expected}`, () => {
      assert.equal(cidrContains(parseCidr(range)!, parseIpAddress(address)!), expected);
    });
  }
  it('include each other as their addresses do', () => {
    const random = new Random(3);
    const range = () =>
      `${random.below(2)}.${random.below(3)}.${random.below(256)}.${random.below(256)}/${random.below(33)}`;
    for (let round = 0; round < 3_000; round++) {
      const a = parseCidr(range())!;
      const b = parseCidr(range())!;
      const address = { family: 4 as const, bits: a.bits, zone: undefined };
      assert.ok(cidrContains(a, address));
      assert.ok(isCidrSubset(cidrOf(address), a));
      if (isCidrSubset(a, b)) assert.ok(cidrContains(b, address));
      if (isCidrSubset(a, b) && isCidrSubset(b, a)) assert.equal(a.prefixLength, b.prefixLength);
    }
  });
});

describe('isPublicRange', () => {
  const cases: readonly [string, boolean][] = [
    ['198.51.100.7', true],
    ['203.0.113.0/24', true],
    ['2001:db8::/32', true],
    ['172.32.0.0/16', true],
    ['172.31.0.1', false],
    ['100.64.0.0/24', false],
    ['fd00::1', false],
    // They hold private ranges.
    ['0.0.0.0/0', false],
    ['172.0.0.0/8', false],
    ['::/0', false],
    ['office', false],
    ['', false],
  ];
  for (const [text, expected] of cases) {
    it(`${text} is ${expected ? '' : 'not '}public`, () => assert.equal(isPublicRange(text), expected));
  }
});

describe('hostile addresses', () => {
  it('are refused however long they are', () => {
    for (const unit of ['1.', ':', '1:', '0', '%', '/']) assert.ok(!isIpAddress(unit.repeat(500_000)));
    assert.ok(!isCidr(`1.2.3.4/${'1'.repeat(500_000)}`));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { celFault } from './cel.ts';

const GOOD = [
  'response.code >= 400',
  "connection.mtls == 'x' || has(a.b)",
  'true',
  'a ? b : c ? d : e',
  '(a || b) && !c',
  '!-1',
  '--a',
  '-(-a)',
  'a in [1, 2, 3,]',
  '[,]',
  '{}',
  '{"a": 1, "b": [2u, 0x1F, 1.5e3, .5, 1e-3],}',
  'google.protobuf.Duration{seconds: 1, nanos: 2}',
  '.a.b.c()',
  'a.b["c"].d(e, f)[0]',
  'request.headers["x"].startsWith("y") // why not',
  'items.all(i, i > 0)',
  'r"\\d" + b"\\x41" + "\\u00e9\\101\\n\\?"',
  `"""a "quoted" 'text'
  of two lines"""`,
  "''''''",
  'a < b < c',
  'a.while',
  'response.code\n>=\t400',
  // Parsers may be set up to take these.
  'a.?b',
  'a[?b]',
  '[?a]',
  'a.`b-c`',
  // A function of one's own.
  'has(a.b, c)',
  'has()',
];

const BAD = [
  ' ',
  'response.code >=',
  '(x',
  'x)',
  '"abc',
  "'a\nb'",
  'a b',
  'a = b',
  'a & b',
  'a | b',
  'a &&',
  '&& a',
  'a ? b',
  'a ? b : ',
  'a..b',
  'a.',
  'a.in',
  'a.true',
  'f(a,)',
  '[a',
  '{a}',
  '{a: }',
  'a{1: 2}.b',
  '-!a',
  '!-a',
  'has(a)',
  'has(a["b"])',
  '"\\q"',
  'while',
  'x @ y',
  'a # b',
  'not a',
  'é',
  '1.',
  'a or b',
];

describe('celFault', () => {
  for (const text of GOOD) it(`takes ${text}`, () => assert.equal(celFault(text), undefined));

  for (const text of BAD) {
    it(`refuses ${text}`, () => {
      const fault = celFault(text);
      assert.ok(fault !== undefined && fault.problem !== '' && fault.offset <= text.length);
    });
  }

  it('leaves alone what is nested deeply, and ends', () => {
    for (const sign of ['(', '[', '{', '!', '-', 'a(', 'a[', 'a?b:']) {
      celFault(sign.repeat(50_000));
      celFault(`"${sign.repeat(50_000)}`);
    }
    assert.equal(celFault(`${'('.repeat(200)}a${')'.repeat(200)}`), undefined);
  });
});

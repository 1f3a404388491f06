import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type NamespacedHostProblem, parseGatewayHost, parseSidecarHost } from './namespaced-host.ts';

type Row = readonly [string, NamespacedHostProblem, string];

describe('hosts of Gateway servers', () => {
  const good: readonly (readonly [string, string | undefined, string])[] = [
    ['*', undefined, '*'],
    ['*.foo.com', undefined, '*.foo.com'],
    ['foo.com', undefined, 'foo.com'],
    ['ns/foo.com', 'ns', 'foo.com'],
    ['*/foo.com', '*', 'foo.com'],
    ['./*', '.', '*'],
    ['1.2.3.4', undefined, '1.2.3.4'],
    ['ns/1.2.3.4', 'ns', '1.2.3.4'],
    ['::ffff:1.2.3.4', undefined, '::ffff:1.2.3.4'],
  ];
  for (const [text, namespace, host] of good) {
    it(`accepts "${text}"`, () => {
      assert.deepEqual(parseGatewayHost(text), { ok: true, namespace, host, isExcluded: false });
    });
  }
  const bad: readonly Row[] = [
    ['reviews', 'short-name', 'reviews'],
    ['ns/reviews', 'short-name', 'reviews'],
    ['::1', 'short-name', '::1'],
    ['foo_bar.com', 'bad-host', 'foo_bar'],
    ['ns/foo_bar.com', 'bad-host', 'foo_bar'],
    ['*foo.com', 'partial-wildcard', '*foo.com'],
    ['/a.com', 'empty-namespace', '/a.com'],
    ['ns/', 'empty-host', 'ns/'],
    ['a_b/x.com', 'bad-namespace', 'a_b'],
    ['~/x.com', 'bad-namespace', '~'],
    ['a/b/c.com', 'bad-host', 'b/c'],
    ['a.com:80', 'bad-host', 'com:80'],
  ];
  for (const [text, problem, part] of bad) {
    it(`refuses "${text}": ${problem}`, () => {
      const result = parseGatewayHost(text);
      assert.ok(!result.ok);
      assert.equal(result.problem, problem);
      assert.equal(text.slice(result.start, result.end), part);
    });
  }
});

describe('hosts of Sidecar egress listeners', () => {
  const good: readonly (readonly [string, string, string, boolean])[] = [
    ['./*', '.', '*', false],
    ['*/foo.com', '*', 'foo.com', false],
    ['ns/*.foo.com', 'ns', '*.foo.com', false],
    ['~/*', '', '*', true],
    ['~ns/foo.com', 'ns', 'foo.com', true],
    ['~*/*', '*', '*', true],
  ];
  for (const [text, namespace, host, isExcluded] of good) {
    it(`accepts "${text}"`, () => {
      assert.deepEqual(parseSidecarHost(text), { ok: true, namespace, host, isExcluded });
    });
  }
  const bad: readonly Row[] = [
    ['*', 'missing-slash', '*'],
    ['foo.com', 'missing-slash', 'foo.com'],
    ['/*', 'empty-namespace', '/*'],
    ['./', 'empty-host', './'],
    ['ns/reviews', 'short-name', 'reviews'],
    ['ns/1.2.3.4', 'bad-host', '4'],
    ['a_b/*', 'bad-namespace', 'a_b'],
    ['~~/*', 'bad-namespace', '~~'],
    ['ns/*foo.com', 'partial-wildcard', '*foo.com'],
  ];
  for (const [text, problem, part] of bad) {
    it(`refuses "${text}": ${problem}`, () => {
      const result = parseSidecarHost(text);
      assert.ok(!result.ok);
      assert.equal(result.problem, problem);
      assert.equal(text.slice(result.start, result.end), part);
    });
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkHeaderOperationName,
  checkSetRequestHeaderName,
  isCorsHeaderName,
  isHeaderToken,
  isMatchHeaderName,
  isProbeHeaderName,
  isStrictHeaderName,
} from './header-name.ts';

describe('header names', () => {
  it('are tokens; the comma is allowed by accident', () => {
    for (const name of ['x-user', 'X_User', "a!#$%&'*+,-.^_|~`9"]) assert.ok(isHeaderToken(name), name);
    for (const name of ['', 'a b', 'a:b', 'é', '(a)', 'a/b', '"a"', '@a', 'a\n'])
      assert.ok(!isHeaderToken(name), name);
  });
  it('are stricter for JWT output and probes', () => {
    assert.ok(isStrictHeaderName('x_user-1') && !isStrictHeaderName('x.user') && !isStrictHeaderName(''));
    assert.ok(isProbeHeaderName('x-user') && !isProbeHeaderName('x_user') && !isProbeHeaderName(''));
  });
  it('of matches may be pseudo headers and claims', () => {
    for (const name of [':path', ':authority', 'x-user', '@request.auth.claims.group'])
      assert.ok(isMatchHeaderName(name));
    for (const name of [':foo', '', '@request.auth.claims', ':PATH'])
      assert.ok(!isMatchHeaderName(name), name);
  });
  it('of CORS may be a star', () => {
    assert.ok(
      isCorsHeaderName('*') && isCorsHeaderName('x-a') && !isCorsHeaderName('') && !isCorsHeaderName('a b'),
    );
  });
  it('to set on requests may rewrite the authority', () => {
    for (const name of ['Host', ':Authority', 'x y']) assert.ok(checkSetRequestHeaderName(name).ok, name);
    assert.deepEqual(checkSetRequestHeaderName(':path'), { ok: false, problem: 'pseudo-header' });
    assert.deepEqual(checkSetRequestHeaderName(''), { ok: false, problem: 'empty' });
  });
  it('of other operations may not', () => {
    assert.ok(checkHeaderOperationName('x-a').ok);
    assert.deepEqual(checkHeaderOperationName('HOST'), { ok: false, problem: 'host-header' });
    assert.deepEqual(checkHeaderOperationName(':authority'), { ok: false, problem: 'pseudo-header' });
    assert.deepEqual(checkHeaderOperationName(''), { ok: false, problem: 'empty' });
  });
});

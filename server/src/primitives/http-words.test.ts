/** The closed word lists of HTTP and gRPC, and the lists built from them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CORS_METHODS, isCorsMethod } from './cors.ts';
import { GRPC_STATUSES, grpcStatusCode } from './grpc-status.ts';
import { httpStatusName, isHttpStatus } from './http-status.ts';
import { parseRetryOn, RETRY_POLICIES } from './retry-on.ts';

describe('HTTP status codes', () => {
  it('of answers go from 200 to 600', () => {
    for (const code of [200, 503, 600]) assert.ok(isHttpStatus(code));
    for (const code of [199, 601, 200.5, Number.NaN]) assert.ok(!isHttpStatus(code));
  });
  it('have names when they are registered', () => {
    assert.equal(httpStatusName(404), 'Not Found');
    for (const code of [99, 209, 306, 419, 420, 427, 430, 509, 600])
      assert.equal(httpStatusName(code), undefined);
    const ranges = [
      [100, 103],
      [200, 208],
      [300, 305],
      [400, 418],
      [421, 426],
      [500, 508],
    ] as const;
    for (const [from, to] of ranges) {
      for (let code = from; code <= to; code++) assert.ok(httpStatusName(code), String(code));
    }
  });
});

describe('gRPC statuses', () => {
  it('are seventeen names with numbers', () => {
    assert.equal(GRPC_STATUSES.length, 17);
    assert.equal(grpcStatusCode('OK'), 0);
    assert.equal(grpcStatusCode('UNAVAILABLE'), 14);
    assert.equal(grpcStatusCode('UNAUTHENTICATED'), 16);
    for (const name of ['unavailable', 'CANCELED', '', '14']) assert.equal(grpcStatusCode(name), undefined);
  });
});

describe('CORS methods', () => {
  it('are upper case', () => {
    for (const method of CORS_METHODS) assert.ok(isCorsMethod(method, '1.22'));
    for (const method of ['get', '', 'PURGE']) assert.ok(!isCorsMethod(method, '1.31'));
  });
  it('include the star since 1.26', () => {
    assert.ok(isCorsMethod('*', '1.26') && isCorsMethod('*', '1.31') && !isCorsMethod('*', '1.25'));
  });
});

describe('retry conditions', () => {
  const problems = (text: string, version = '1.31') =>
    parseRetryOn(text, version).map(({ problem }) => problem);
  it('are policies and codes', () => {
    for (const policy of RETRY_POLICIES.keys()) assert.deepEqual(problems(policy), [undefined]);
    assert.deepEqual(problems('5xx,503,gateway-error,404'), [undefined, undefined, undefined, undefined]);
    assert.deepEqual(parseRetryOn('', '1.31'), []);
  });
  it('are written without spaces and gaps', () => {
    assert.deepEqual(problems('5xx, 503'), [undefined, 'surrounding-space']);
    assert.deepEqual(problems('5xx,'), [undefined, 'empty']);
    assert.deepEqual(problems('5XX,600,999,reset-all'), ['unknown', 'unknown', 'unknown', 'unknown']);
  });
  it('know their place', () => {
    assert.deepEqual(
      parseRetryOn('5xx,bad,503', '1.31').map(({ text, offset }) => [text, offset]),
      [
        ['5xx', 0],
        ['bad', 4],
        ['503', 8],
      ],
    );
  });
  it('know their release', () => {
    assert.deepEqual(parseRetryOn('reset-before-request', '1.22'), [
      { text: 'reset-before-request', offset: 0, problem: 'too-new', since: '1.23' },
    ]);
    assert.deepEqual(problems('http3-post-connect-failure', '1.23'), [undefined]);
  });
});

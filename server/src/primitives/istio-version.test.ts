import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ISTIO_RELEASES, isAtLeast, parseIstioVersion, releaseOf } from './istio-version.ts';
import { compareReleases } from './release-order.ts';

describe('Istio versions', () => {
  it('are read in all usual spellings', () => {
    assert.deepEqual(parseIstioVersion('1.31'), { major: 1, minor: 31, patch: undefined, suffix: undefined });
    assert.deepEqual(parseIstioVersion('v1.31.2'), { major: 1, minor: 31, patch: 2, suffix: undefined });
    assert.deepEqual(parseIstioVersion('1.31.0-distroless'), {
      major: 1,
      minor: 31,
      patch: 0,
      suffix: 'distroless',
    });
    assert.equal(parseIstioVersion('1.31-alpha.abc')?.suffix, 'alpha.abc');
    assert.equal(releaseOf('v1.30.4-debug'), '1.30');
  });
  for (const text of ['', 'latest', '1', '1.', 'v1.x', '1.31.2.3', 'sha256:abc', '1.31-']) {
    it(`does not read "${text}"`, () => assert.equal(parseIstioVersion(text), undefined));
  }
  it('are ordered by number', () => {
    assert.deepEqual([...ISTIO_RELEASES].reverse().sort(compareReleases), ISTIO_RELEASES);
    assert.ok(compareReleases('1.9', '1.22') < 0);
    assert.ok(compareReleases('1.31', 'v1.31.5') < 0);
    assert.equal(compareReleases('v1.3', '1.3.0'), 0);
    assert.ok(compareReleases('latest', '1.31') > 0);
    assert.ok(
      isAtLeast('1.31', '1.31') &&
        isAtLeast('1.31.2', '1.31') &&
        isAtLeast('1.31', '1.9') &&
        !isAtLeast('1.22', '1.23'),
    );
  });
});

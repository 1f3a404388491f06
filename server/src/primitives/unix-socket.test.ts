import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isUnixAddress, parseUnixAddress, parseUnixPath } from './unix-socket.ts';

describe('Unix socket addresses', () => {
  it('are absolute paths or abstract names', () => {
    assert.deepEqual(parseUnixAddress('unix:///run/a.sock'), {
      ok: true,
      isAbstract: false,
      path: '/run/a.sock',
    });
    assert.deepEqual(parseUnixAddress('unix://@name'), { ok: true, isAbstract: true, path: '@name' });
    assert.deepEqual(parseUnixPath('@name/'), { ok: true, isAbstract: true, path: '@name/' });
  });
  it('say what is wrong with them', () => {
    assert.deepEqual(parseUnixAddress('unix://'), { ok: false, problem: 'empty' });
    assert.deepEqual(parseUnixAddress('unix://rel/a'), { ok: false, problem: 'relative' });
    assert.deepEqual(parseUnixAddress('unix:///run/'), { ok: false, problem: 'trailing-slash' });
    assert.deepEqual(parseUnixAddress('unix:///'), { ok: false, problem: 'trailing-slash' });
  });
  it('start with unix://', () => {
    assert.equal(parseUnixAddress('/run/a.sock'), undefined);
    assert.ok(!isUnixAddress('UNIX:///a'));
    assert.ok(!isUnixAddress('unix:/a'));
  });
});

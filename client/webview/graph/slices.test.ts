import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inSlices } from './slices.ts';

/** A clock that moves by 3 ms with each look, and work of some steps. */
function clock(): () => number {
  let time = 0;
  return () => (time += 3);
}
function* steps(count: number, done: number[]): Generator<void, { readonly steps: number }> {
  for (let step = 0; step < count; step += 1) {
    done.push(step);
    yield;
  }
  return { steps: count };
}
const rest = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('work in slices', () => {
  it('is done at once when it is short', () => {
    const { result } = inSlices(steps(2, []), () => assert.fail('told twice'), clock());
    assert.deepEqual(result, { steps: 2 });
  });

  it('gives way when it is long, and tells its result', async () => {
    const done: number[] = [];
    const told = new Promise((resolve) => {
      const { result } = inSlices(steps(20, done), resolve, clock());
      assert.equal(result, undefined);
    });
    assert.ok(done.length < 5, `${done.length} steps at once`);
    assert.deepEqual(await told, { steps: 20 });
    assert.equal(done.length, 20);
  });

  it('ends where it stands when it is called off', async () => {
    const done: number[] = [];
    const { cancel } = inSlices(steps(20, done), () => assert.fail('told after the end'), clock());
    cancel();
    await rest();
    assert.ok(done.length < 5);
  });
});

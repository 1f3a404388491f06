import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ruleEnvironment } from '../rules/environment.ts';
import { Workspace } from '../workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../workspace/world-config.ts';
import { IdleWork } from './idle-work.ts';

const TEXT = 'apiVersion: v1\nkind: Service\nmetadata: { name: cart }\n';

/** Time passes when the test says so, and each turn of others is told. */
function started(onTurn: (workspace: Workspace, idle: IdleWork) => void = () => {}) {
  const workspace = new Workspace(
    ruleEnvironment((_check, _slot, error) => {
      throw error;
    }),
    { worldsOf: () => [{ id: 'w', name: 'w', config: DEFAULT_WORLD_CONFIG }], severity: () => undefined },
  );
  const failures: unknown[] = [];
  let time = 0;
  let timer: (() => void) | undefined;
  const idle: IdleWork = new IdleWork({
    runtime: {
      now: () => (time += 10),
      after: (_, callback) => {
        timer = callback;
        return () => {
          timer = undefined;
        };
      },
      giveWay: async () => onTurn(workspace, idle),
    },
    snapshot: () => workspace.snapshot,
    onFailure: (error) => void failures.push(error),
  });
  const pause = async () => {
    timer?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { workspace, idle, failures, pause };
}

test('names that features look up are prepared in a pause, and not before', async () => {
  const { workspace, idle, pause } = started();
  idle.add((snapshot) => snapshot.prepare());
  workspace.apply(['a', 'b', 'c'].map((uri) => ({ uri, text: TEXT })));
  idle.postpone();
  idle.stop();
  await pause();
  idle.postpone();
  await pause();
  assert.deepEqual([...workspace.snapshot.prepare()], []);
});

test('an edit stops it, and the next pause goes on', async () => {
  const done: number[] = [];
  const { idle, pause } = started((workspace) => {
    if (done.length === 2) workspace.apply([{ uri: 'a', text: TEXT }]);
  });
  const left = [1, 2, 3, 4];
  idle.add(function* () {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      done.push(next);
      yield;
    }
  });
  idle.postpone();
  await pause();
  assert.deepEqual(done, [1, 2]);
  idle.postpone();
  await pause();
  assert.deepEqual(done, [1, 2, 3, 4]);
});

test('a job that fails keeps no other from its work', async () => {
  const { idle, failures, pause } = started();
  const done: string[] = [];
  idle.add(function* () {
    yield;
    throw new Error('broken');
  });
  idle.add(function* () {
    yield;
    done.push('second');
  });
  idle.postpone();
  await pause();
  assert.deepEqual([failures.length, done], [1, ['second']]);
});

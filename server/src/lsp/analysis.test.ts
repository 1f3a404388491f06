import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ruleEnvironment } from '../rules/environment.ts';
import { Workspace } from '../workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../workspace/world-config.ts';
import { Analysis } from './analysis.ts';

const TEXT =
  'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: cart }\nspec: { hostz: [] }\n';

function started(onTurn: (turn: number, workspace: Workspace) => void, open: readonly string[] = []) {
  const workspace = new Workspace(
    ruleEnvironment((_check, _slot, error) => {
      throw error;
    }),
    { worldsOf: () => [{ id: 'w', name: 'w', config: DEFAULT_WORLD_CONFIG }], severity: () => undefined },
  );
  const settled: string[][] = [];
  const told: string[] = [];
  let turns = 0;
  let turnsWhenSettled = 0;
  let time = 0;
  const analysis = new Analysis({
    workspace,
    idle: { postpone: () => void told.push('postpone'), stop: () => void told.push('stop') },
    // A clock on which every file takes longer than a slice.
    runtime: {
      now: () => (time += 10),
      after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
      giveWay: async () => onTurn(++turns, workspace),
    },
    delay: 1,
    openUris: () => open,
    onOpenSettled: (changed) => {
      const isComplete = [...changed].every((uri) => workspace.snapshot.findings(uri).length > 0);
      settled.push(['open:', ...changed, isComplete ? 'complete' : 'incomplete']);
    },
    onSettled: (changed, complete) => {
      settled.push([...changed].sort().map((uri) => (complete.has(uri) ? `${uri} as before` : uri)));
      turnsWhenSettled = turns;
    },
    onFailure: (error) => {
      throw error;
    },
  });
  return { workspace, analysis, settled, told, turns: () => turnsWhenSettled };
}

test('others get a turn between files', async () => {
  const { workspace, analysis, settled, turns } = started(() => {});
  workspace.apply(['a', 'b', 'c'].map((uri) => ({ uri, text: TEXT })));
  await analysis.settle();
  assert.equal(turns(), 3);
  assert.deepEqual(settled, [['a', 'b', 'c']]);
  await analysis.settle();
  assert.equal(settled.length, 1, 'nothing has changed');
});

test('an edit in the middle is taken in before the analysis settles', async () => {
  const { workspace, analysis, settled } = started((turn, edited) => {
    if (turn === 1) edited.apply([{ uri: 'd', text: TEXT }]);
  });
  workspace.apply(['a', 'b', 'c'].map((uri) => ({ uri, text: TEXT })));
  await analysis.settle();
  assert.deepEqual(settled, [['a', 'b', 'c', 'd']]);
  assert.ok(workspace.snapshot.findings('d').length > 0);
});

test('what was noted is reported although no rule ran again', async () => {
  const { analysis, settled } = started(() => {});
  analysis.note(['gone']);
  await new Promise((resolve) => {
    analysis.schedule();
    setTimeout(resolve, 20);
  });
  assert.deepEqual(settled, [['gone']]);
});

test('open files are told of before the others', async () => {
  const { workspace, analysis, settled } = started(() => {}, ['c']);
  workspace.apply(['a', 'b', 'c'].map((uri) => ({ uri, text: TEXT })));
  await analysis.settle();
  assert.deepEqual(settled, [
    ['open:', 'c', 'complete'],
    ['a', 'b', 'c as before'],
  ]);
});

test('an edit while open files are analyzed is taken in before they are told of', async () => {
  const { workspace, analysis, settled } = started(
    (turn, edited) => {
      if (turn === 1) edited.apply([{ uri: 'c', text: `${TEXT}# edited` }]);
    },
    ['b', 'c'],
  );
  workspace.apply(['a', 'b', 'c'].map((uri) => ({ uri, text: TEXT })));
  await analysis.settle();
  assert.deepEqual(settled, [
    ['open:', 'c', 'complete'],
    ['a', 'b', 'c as before'],
  ]);
});

test('what is left for pauses waits for one', async () => {
  const { analysis, told } = started(() => {});
  analysis.schedule();
  await analysis.settle();
  assert.deepEqual(told, ['stop', 'postpone']);
});

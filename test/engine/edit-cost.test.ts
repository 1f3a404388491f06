/** Runs counted, not times: an edit costs what it touches, however large the rest of the mesh is. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { edits } from '../perf/edits.ts';
import { makeMesh } from '../perf/mesh.ts';

/** Check runs for one character typed into a destination, and for a mode of mutual TLS that changes: the largest of some places. */
function runsPerEdit(services: number): { readonly route: number; readonly mode: number } {
  const texts = makeMesh(services);
  const environment = ruleEnvironment((check, slot, error) => {
    throw new Error(`rule ${check.id} threw on ${slot.key}`, { cause: error });
  });
  const workspace = new Workspace(environment, {
    worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
    severity: () => undefined,
  });
  for (const _ of workspace.apply([...texts].map(([uri, text]) => ({ uri, text }))).analyze());
  const runs = () => workspace.snapshot.worlds().reduce((sum, world) => sum + world.runCount, 0);
  const cost = (uri: string, text: string) => {
    const before = runs();
    for (const _ of workspace.apply([{ uri, text }]).analyze());
    return runs() - before;
  };
  const routes = [...texts].filter(([, text]) => text.includes('kind: VirtualService')).slice(0, 20);
  const route = routes.flatMap(([uri, text]) => edits(text).map((next) => cost(uri, next)));
  const rules = [...texts].filter(([, text]) => text.includes('kind: DestinationRule')).slice(0, 20);
  const mode = rules.flatMap(([uri, text]) => [
    cost(uri, text.replace('  host:', '  exportTo: [.]\n  host:')),
    cost(uri, text),
  ]);
  return { route: Math.max(...route), mode: Math.max(...mode) };
}

it('an edit runs no more checks in a mesh that is many times as large', () => {
  const small = runsPerEdit(60);
  const large = runsPerEdit(400);
  assert.ok(small.route > 0 && small.mode > 0, 'edits run checks');
  assert.ok(large.route <= small.route + 5, `a route: ${small.route} runs, then ${large.route}`);
  assert.ok(large.mode <= small.mode + 5, `a rule: ${small.mode} runs, then ${large.mode}`);
});

/** A mesh from texts, for tests that ask the semantics engine. */
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { Mesh } from '../../server/src/semantics/mesh.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../../server/src/workspace/world-config.ts';

export interface TestMesh {
  readonly mesh: Mesh;
  readonly snapshot: Snapshot;
}

export function meshOfTexts(texts: readonly string[], config: Partial<WorldConfig> = {}): TestMesh {
  const workspace = new Workspace(
    ruleEnvironment((check, _slot, error) => {
      throw new Error(`check ${check.id} failed`, { cause: error });
    }, []),
    {
      worldsOf: () => [
        {
          id: 'test',
          name: 'test',
          config: { ...DEFAULT_WORLD_CONFIG, completeness: 'complete', ...config },
        },
      ],
      severity: () => undefined,
    },
  );
  const snapshot = workspace.apply(texts.map((text, index) => ({ uri: `file:///${index}.yaml`, text })));
  const world = snapshot.worlds()[0];
  if (world === undefined) throw new Error('no resource in these texts');
  return { mesh: new Mesh(world.reader()), snapshot };
}

/** A mesh as the server holds it: read, analyzed, findings published. */
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';

export function newWorkspace(): Workspace {
  const environment = ruleEnvironment((check, slot, error) => {
    throw new Error(`rule ${check.id} threw on ${slot.key}`, { cause: error });
  });
  return new Workspace(environment, {
    worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
    severity: () => undefined,
  });
}

/** Texts by address. */
export function loadedWorkspace(texts: ReadonlyMap<string, string>): Workspace {
  const workspace = newWorkspace();
  const snapshot = workspace.apply([...texts].map(([uri, text]) => ({ uri, text })));
  for (const uri of snapshot.analyze()) snapshot.findings(uri);
  return workspace;
}

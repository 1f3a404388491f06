/** What would be wrong with new files, before they are written. */
import { kindIdOf } from '../../base/kind-id.ts';
import { ruleEnvironment } from '../../rules/environment.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { Workspace } from '../../workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../workspace/world-config.ts';

interface NewFile {
  readonly name: string;
  readonly text: string;
}

/** Findings of the files by themselves, objects that are there already, and names of files that are taken. */
export function problemsOf(
  snapshot: Snapshot,
  folder: string,
  files: readonly NewFile[],
  istioVersion: string,
): readonly string[] {
  const config = { ...DEFAULT_WORLD_CONFIG, istioVersion };
  const alone = new Workspace(
    ruleEnvironment(() => {}),
    {
      worldsOf: () => [{ id: 'new', name: 'new', config }],
      severity: () => undefined,
    },
  ).apply(files.map(({ name, text }) => ({ uri: folder + name, text, isExplicit: true })));
  for (const _ of alone.analyze());
  const world = snapshot.world(`${folder}new.yaml`) ?? snapshot.worlds()[0];
  return files.flatMap(({ name }) => [
    ...(snapshot.file(folder + name) === undefined ? [] : [`File "${name}" is there already`]),
    ...alone
      .findings(folder + name)
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ message }) => message),
    ...alone
      .resources(folder + name)
      .flatMap(({ resource: { apiVersion, kindId, namespace, name: own } }) => {
        const key = `${kindIdOf(apiVersion, kindId.slice(kindId.indexOf('/') + 1)).id}/${namespace}/${own}`;
        return (world?.definitions(key).length ?? 0) === 0
          ? []
          : [`${kindId.slice(kindId.indexOf('/') + 1)} "${own}" is there already`];
      }),
  ]);
}

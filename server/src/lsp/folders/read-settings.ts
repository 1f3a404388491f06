/** Asks the client for the settings of each folder, and of files outside of every folder. */
import type { Connection } from 'vscode-languageserver';
import { unknownRule } from '../../rules/config-problems.ts';
import { parseSettings } from '../../workspace/settings.ts';
import type { Runtime } from '../runtime.ts';
import type { FolderSettings } from './folder.ts';

const SECTION = 'meshwright';
const EXCLUDE_SECTION = 'files.exclude';
/** A client that never answers must not keep the server from working. */
const PATIENCE_MS = 5000;

/** One answer for each scope, in their order; `undefined` is the scope outside of every folder. */
export async function readSettings(
  connection: Pick<Connection, 'workspace'>,
  runtime: Pick<Runtime, 'after'>,
  scopes: readonly (string | undefined)[],
): Promise<readonly FolderSettings[]> {
  const items = scopes.flatMap((scope) =>
    [SECTION, EXCLUDE_SECTION].map((section) =>
      scope === undefined ? { section } : { section, scopeUri: scope },
    ),
  );
  const answers: readonly unknown[] = await Promise.race([
    connection.workspace.getConfiguration(items),
    new Promise<never>((_, reject) => {
      runtime.after(PATIENCE_MS, () =>
        reject(new Error('The client did not answer workspace/configuration')),
      );
    }),
  ]);
  return scopes.map((_, index) => folderSettings(answers[2 * index], answers[2 * index + 1]));
}

/** @param exclude value of `files.exclude`: glob to boolean, or to a condition, which is not understood */
export function folderSettings(value: unknown, exclude: unknown = {}): FolderSettings {
  const { settings, problems } = parseSettings(value);
  const unknown = [...settings.severities.keys()].flatMap((rule) => unknownRule(rule) ?? []);
  return {
    settings,
    problems: [...problems, ...unknown.map((text) => `Setting "meshwright.diagnostics.severity": ${text}`)],
    exclude: Object.entries(typeof exclude === 'object' && exclude !== null ? exclude : {}).flatMap(
      ([glob, isExcluded]) => (isExcluded === true ? [glob] : []),
    ),
  };
}

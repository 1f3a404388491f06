/** The palette: each command's id, and the file that does it. */
import { commands, type Disposable } from 'vscode';
import { checkFolder } from './check-folder.ts';
import type { CommandContext } from './command-context.ts';
import { createConfiguration } from './create-configuration.ts';
import { explainLogLine } from './explain-log-line.ts';
import { explainSilence } from './explain-silence.ts';
import { fixAllInFile, fixAllInFolder } from './fix-all.ts';
import { insertPattern } from './insert-pattern.ts';
import { NEW_RESOURCE_COMMAND, newResource } from './new-resource.ts';
import { openSampleMesh } from './open-sample-mesh.ts';
import { reportIssue } from './report-issue.ts';
import { restartServer } from './restart-server.ts';
import { RUN_MESH_TEST, runMeshTest } from './run-mesh-test.ts';
import { selectIstioVersion } from './select-istio-version.ts';
import { showBecoming } from './show-becoming.ts';
import { showCoverage } from './show-coverage.ts';
import { showOutput } from './show-output.ts';
import { SHOW_PLACES, showPlaces } from './show-places.ts';
import { showRules } from './show-rules.ts';
import { showWorlds, switchWorld } from './show-worlds.ts';

type Command = (context: CommandContext, ...args: readonly unknown[]) => unknown;

const COMMANDS: Readonly<Record<string, Command>> = {
  [NEW_RESOURCE_COMMAND]: newResource,
  'meshwright.insertPattern': insertPattern,
  'meshwright.fixAllInFile': fixAllInFile,
  'meshwright.fixAllInFolder': fixAllInFolder,
  'meshwright.checkFolder': checkFolder,
  'meshwright.selectIstioVersion': selectIstioVersion,
  'meshwright.showRules': showRules,
  'meshwright.createConfiguration': createConfiguration,
  'meshwright.restartServer': restartServer,
  'meshwright.showOutput': showOutput,
  'meshwright.reportIssue': reportIssue,
  'meshwright.openSampleMesh': openSampleMesh,
  'meshwright.explainSilence': explainSilence,
  'meshwright.showCoverage': showCoverage,
  'meshwright.showBecoming': showBecoming,
  'meshwright.showWorlds': showWorlds,
  'meshwright.switchWorld': switchWorld,
  'meshwright.explainLogLine': explainLogLine,
  [RUN_MESH_TEST]: runMeshTest,
  [SHOW_PLACES]: showPlaces,
};

export function registerCommands(context: CommandContext): Disposable[] {
  return Object.entries(COMMANDS).map(([id, run]) =>
    commands.registerCommand(id, (...args: unknown[]) => run(context, ...args)),
  );
}

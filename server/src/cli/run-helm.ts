/** `--helm`: an installed Helm renders the charts that were found, because a person named it. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canonicalUri } from '../base/canonical-uri.ts';
import { renderCharts } from '../project/helm/render-charts.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { WorkspaceConfiguration } from '../workspace/workspace-configuration.ts';
import { DECODERS } from './decoders.ts';
import type { HelmOptions } from './helm-option.ts';
import type { OpenedProject } from './open-project.ts';
import { failure, ok, type Result } from './result.ts';
import type { Terminal } from './terminal.ts';

/** The program as it is run: a path from the working folder, or a name that is looked up in `PATH`. */
export async function helmProgram(
  written: string,
  { workingFolder, files }: Terminal,
): Promise<Result<string>> {
  if (!/[\\/]/.test(written)) return ok(written);
  const path = resolve(workingFolder, written);
  const kind = await files.kindOf(canonicalUri(pathToFileURL(path).href));
  return kind === 'file' ? ok(path) : failure(`"${written}" is no program`);
}

/** Nothing without the option. The files have been read and divided. */
export async function runHelm(
  { project }: OpenedProject,
  { helm: written }: HelmOptions,
  terminal: Terminal,
  {
    workspace,
    configuration,
  }: { readonly workspace: Workspace; readonly configuration: WorkspaceConfiguration },
): Promise<Result<readonly string[]>> {
  if (written === undefined) return ok([]);
  const program = await helmProgram(written, terminal);
  if (!program.isOk) return program;
  const notices = new Set<string>();
  const hasChanged = await renderCharts([project], {
    helm: terminal.helm(program.value),
    source: terminal.files,
    decoders: DECODERS,
    signal: new AbortController().signal,
    isWanted: () => true,
    onProblem: (text) => notices.add(text),
  });
  if (hasChanged) {
    project.discover(workspace.files);
    workspace.configure(configuration);
  }
  return ok([...notices].sort());
}

/** `meshwright worlds`: what the files were understood to be, and why. */

import { describeUnits, type UnitDescription } from '../project/worlds/describe-units.ts';
import { ruleEnvironment } from '../rules/environment.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { WorkspaceConfiguration } from '../workspace/workspace-configuration.ts';
import type { Completeness } from '../workspace/world-config.ts';
import type { WORLD_FORMATS } from './formats.ts';
import { type MeshOptions, openProject } from './open-project.ts';
import { readProject } from './read-project.ts';
import { displayText } from './reporters/display-text.ts';
import { runHelm } from './run-helm.ts';
import type { Terminal } from './terminal.ts';

export interface WorldsOptions extends MeshOptions {
  readonly format: (typeof WORLD_FORMATS)[number];
}

/** Public API, version 1: `files` and `root` are relative to the working folder. */
interface WorldsReport {
  readonly version: 1;
  readonly worlds: readonly (UnitDescription & { readonly completeness: Completeness })[];
}

/** Exit code 0, or 2 when there is nothing to divide. */
export async function worlds(
  paths: readonly string[],
  options: WorldsOptions,
  terminal: Terminal,
): Promise<0 | 2> {
  const refuse = (problems: readonly string[]): 2 => {
    for (const problem of problems) terminal.stderr.write(`meshwright: ${displayText(problem)}\n`);
    return 2;
  };
  const opened = await openProject(paths, options, terminal);
  if (!opened.isOk) return refuse(opened.problems);
  const { project, show } = opened.value;
  const configuration: WorkspaceConfiguration = {
    worldsOf: (uri) => project.worldsOf(uri),
    get renderings() {
      return project.renderings();
    },
    severity: () => 'off',
  };
  const workspace = new Workspace(
    ruleEnvironment(() => undefined, []),
    configuration,
  );
  const read = await readProject(opened.value, workspace, configuration);
  if (!read.isOk) return refuse(read.problems);
  const helm = await runHelm(opened.value, options, terminal, { workspace, configuration });
  if (!helm.isOk) return refuse(helm.problems);
  for (const notice of [...read.value.notices, ...helm.value])
    terminal.stderr.write(`meshwright: ${displayText(notice)}\n`);
  const described = describeUnits(project, show, (uri) => workspace.files.get(uri));
  if (described.length === 0) {
    return refuse(['Nothing to divide: no resource of Istio, the Gateway API or Kubernetes in these files']);
  }
  const report: WorldsReport = { version: 1, worlds: described };
  terminal.stdout.write(options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : pretty(report));
  return 0;
}

function pretty({ worlds: all }: WorldsReport): string {
  const blocks = all.map((world) => {
    const { name, kind, files, completeness, why, unresolved, alternatives, values, switchedOff } = world;
    const lines = [
      `${displayText(name)}  (${kind}, ${plural(files.length, 'file')}, ${completeness})`,
      `  why: ${displayText(why)}`,
      ...files.map((file) => `  ${displayText(file)}`),
      ...(values.length === 0
        ? []
        : [
            `  one at a time: rendered with ${values.map((names) => names.map(displayText).join(' + ')).join('; ')}`,
          ]),
      ...switchedOff.flatMap((objects, at) =>
        objects.length === 0
          ? []
          : [
              `    ${displayText(values[at]?.at(-1) ?? '')} leaves out: ${objects.map(displayText).join(', ')}`,
            ],
      ),
      ...(world.helm ?? []).map((words, at) => {
        const label = values[at]?.at(-1);
        return `  ${label === undefined ? '' : `${displayText(label)}: `}${displayText(words)}`;
      }),
      ...alternatives.map((set, at) => `  ${oneAtATime(set, world.networks?.[at] ?? [])}`),
      ...unresolved.map(
        ({ kind: missing, value, file }) =>
          `  not in these files: ${displayText(value)} (${missing}, named in ${displayText(file)})`,
      ),
    ];
    return `${lines.join('\n')}\n`;
  });
  return `${blocks.join('\n')}\n${plural(all.length, 'world')}\n`;
}

function oneAtATime(files: readonly string[], networks: readonly string[]): string {
  if (networks.length === 0) return `one at a time: ${files.map(displayText).join(', ')}`;
  const named = files.map((file, at) => displayText(`${networks[at] ?? ''} in ${file}`));
  return `one for each network: ${named.join(', ')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

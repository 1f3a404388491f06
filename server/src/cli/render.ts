/** `meshwright render`: what a kustomization folder becomes, or how a chart reads, with the origin of every value. */
import { resolve } from 'node:path';
import { CHART_FILE, readChart } from '../helm/chart.ts';
import { buildKustomization } from '../kustomize/build.ts';
import { KUSTOMIZATION_NAMES } from '../kustomize/kustomization-names.ts';
import { DiskSource, toSlashes } from './disk-source.ts';
import type { ExitCode } from './lint.ts';
import type { RenderOptions } from './render-options.ts';
import { renderWithHelm } from './render-with-helm.ts';
import { renderedChart } from './rendered-chart.ts';
import { yamlStream } from './rendered-yaml.ts';
import { type Rendering, renderedBuild } from './rendering.ts';
import { displayText } from './reporters/display-text.ts';
import type { Terminal } from './terminal.ts';

/** 0: built or read, perhaps in part. 1: errors. 2: there is no such folder. */
export async function render(path: string, options: RenderOptions, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(terminal.workingFolder, path);
  const source = new DiskSource();
  if (!source.isFolder(folder)) {
    terminal.stderr.write(`meshwright: There is no folder "${path}"\n`);
    return 2;
  }
  const isChart =
    KUSTOMIZATION_NAMES.every((name) => source.read(`${toSlashes(folder)}/${name}`) === undefined) &&
    source.read(`${toSlashes(folder)}/${CHART_FILE}`) !== undefined;
  const { helm } = options;
  if (isChart && helm !== undefined) {
    const rendered = await renderWithHelm(folder, { ...options, helm }, source, terminal);
    if (!rendered.isOk) {
      for (const problem of rendered.problems) terminal.stderr.write(`meshwright: ${displayText(problem)}\n`);
      return 2;
    }
    const { rendering, text } = rendered.value;
    if (options.format === 'yaml') terminal.stdout.write(text);
    write(rendering, false, options, terminal);
    return rendering.errors.length > 0 ? 1 : 0;
  }
  if (isChart) {
    const rendering = renderedChart(
      readChart(toSlashes(folder), source),
      folder,
      source,
      terminal.workingFolder,
    );
    writeChart(rendering, options, terminal);
    return rendering.errors.length > 0 ? 1 : 0;
  }
  const build = buildKustomization(toSlashes(folder), source);
  const rendering = renderedBuild(build, folder, source, terminal.workingFolder, options.provenance);
  write(rendering, build.errors.length === 0, options, terminal);
  return build.errors.length > 0 ? 1 : 0;
}

function write(rendering: Rendering, isWhole: boolean, { format }: RenderOptions, terminal: Terminal): void {
  if (format === 'json') {
    terminal.stdout.write(`${JSON.stringify(rendering, undefined, 2)}\n`);
    return;
  }
  if (isWhole) terminal.stdout.write(yamlStream((rendering.resources ?? []).map(({ object }) => object)));
  for (const { file, line, message } of rendering.errors)
    terminal.stderr.write(`${file}:${line + 1}: ${message}\n`);
  for (const { file, line, kind, value } of rendering.unresolved)
    terminal.stderr.write(`${file}:${line + 1}: left out: ${kind} ${value}\n`);
}

/** A chart is not run: as YAML there is nothing to print but how its templates read. */
function writeChart(rendering: Rendering, { format }: RenderOptions, terminal: Terminal): void {
  if (format === 'json') {
    terminal.stdout.write(`${JSON.stringify(rendering, undefined, 2)}\n`);
    return;
  }
  for (const { file, line, path, state, value } of rendering.nodes ?? []) {
    const shown = state === 'templated' ? '' : ` ${JSON.stringify(value)}`;
    terminal.stdout.write(`${file}:${line + 1}: ${path} ${state}${shown}\n`);
  }
  for (const { file, line, message } of rendering.errors)
    terminal.stderr.write(`${file}:${line + 1}: ${message}\n`);
}

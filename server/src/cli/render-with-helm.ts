/** `meshwright render --helm PATH CHART`: what an installed Helm makes of a chart, with the place of every value. */
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { canonicalUri } from '../base/canonical-uri.ts';
import { childPath, itemPath, ROOT_PATH } from '../base/node-path.ts';
import { readChart } from '../helm/chart.ts';
import { renderedDocuments } from '../workspace/chart-rendering.ts';
import { errorIn, helmFailure } from '../workspace/helm-output.ts';
import type { RenderedPlace as TemplatePlace } from '../workspace/rendered-origin.ts';
import type { YamlFile, YamlNode } from '../yaml/node.ts';
import { readWhole } from '../yaml/read-whole.ts';
import { nodeToJson } from '../yaml/to-json.ts';
import { type DiskSource, displayPath, toSlashes } from './disk-source.ts';
import type { RenderedError, RenderedOrigin, RenderedResource, Rendering } from './rendering.ts';
import { failure, ok, type Result } from './result.ts';
import { helmProgram } from './run-helm.ts';
import type { Terminal } from './terminal.ts';

export interface HelmRenderOptions {
  readonly helm: string;
  readonly values?: readonly string[];
  readonly provenance: 'lines' | 'none';
}

export interface HelmRendering {
  readonly rendering: Rendering;
  /** As Helm printed it; empty when it did not. */
  readonly text: string;
}

/** Fails when Helm cannot be run. What it says of the chart is in the rendering. */
export async function renderWithHelm(
  folder: string,
  { helm: written, values = [], provenance }: HelmRenderOptions,
  source: DiskSource,
  terminal: Terminal,
): Promise<Result<HelmRendering>> {
  const program = await helmProgram(written, terminal);
  if (!program.isOk) return program;
  const uriOf = (path: string) => canonicalUri(pathToFileURL(path).href);
  const templates = readChart(toSlashes(folder), source).templates.map(({ path }) => uriOf(path));
  const given = values.map((path) => uriOf(resolve(terminal.workingFolder, path)));
  // The names that Helm itself takes where none is said.
  const call = { folder: uriOf(folder), release: 'release-name', namespace: 'default', values: given };
  const answer = await terminal.helm(program.value).template(call, new AbortController().signal);
  if ('problem' in answer) return failure(answer.problem);
  const place = (uri: string, offset: number) => {
    const path = toSlashes(fileURLToPath(uri));
    return { file: displayPath(path, terminal.workingFolder), line: source.lineOf(path, offset) };
  };
  const base = {
    version: 1,
    world: { kind: 'helm', root: displayPath(folder, terminal.workingFolder), completeness: 'auto' },
    unresolved: [],
  } as const;
  if ('stderr' in answer) {
    const error = errorOf(answer.stderr, folder, terminal.workingFolder);
    return ok({ rendering: { ...base, resources: [], errors: [error] }, text: '' });
  }
  const chart = { folder: uriOf(folder), templates, values: [uriOf(`${folder}/values.yaml`), ...given] };
  const resources = renderedDocuments(answer, chart, reader(source)).map(
    ({ root, match }): RenderedResource => ({
      object: nodeToJson(root),
      ...(provenance === 'lines' && { provenance: provenanceOf(root, match?.places ?? new Map(), place) }),
    }),
  );
  return ok({ rendering: { ...base, resources, errors: [] }, text: answer.output });
}

function reader(source: DiskSource): (uri: string) => YamlFile | undefined {
  const known = new Map<string, YamlFile | undefined>();
  return (uri) => {
    if (!known.has(uri)) {
      const text = source.read(toSlashes(fileURLToPath(uri)));
      known.set(uri, text === undefined ? undefined : readWhole(text));
    }
    return known.get(uri);
  };
}

/** The name of a source begins with that of the chart, which is the folder here. */
function errorOf(stderr: string, folder: string, workingFolder: string): RenderedError {
  const found = helmFailure(stderr);
  const inner = found?.places.at(-1);
  const path = inner === undefined ? 'Chart.yaml' : inner.source.split('/').slice(1).join('/');
  return {
    class: 'template-render',
    message: found?.message ?? errorIn(stderr),
    file: displayPath(`${folder}/${path}`, workingFolder),
    line: (inner?.line ?? 1) - 1,
  };
}

/** Of the scalars whose place is known. */
function provenanceOf(
  root: YamlNode,
  places: ReadonlyMap<string, TemplatePlace>,
  place: (uri: string, offset: number) => { readonly file: string; readonly line: number },
): Readonly<Record<string, RenderedOrigin>> {
  const origins: [string, RenderedOrigin][] = [];
  const visit = (node: YamlNode, path: string, above: TemplatePlace | undefined) => {
    const own = places.get(path) ?? above;
    if (node.kind === 'map')
      for (const { key, value } of node.entries) visit(value, childPath(path, key.text), own);
    else if (node.kind === 'seq')
      for (const [at, { value }] of node.items.entries()) visit(value, itemPath(path, at), own);
    else if (own !== undefined) {
      const via = own.via.map(({ uri, range }) => place(uri, range.start));
      origins.push([
        path,
        {
          ...place(own.uri, own.range.start),
          ...(own.source === undefined && { derived: true }),
          ...(via.length > 0 && { via }),
        },
      ]);
    }
  };
  visit(root, ROOT_PATH, undefined);
  return Object.fromEntries(origins);
}

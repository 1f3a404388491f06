/**
 * A chart as an installed Helm has rendered it with one list of values: objects without unknowns, every value at the place of
 * the template that it came from. Where Helm says nothing of a template as it reads now, the tolerant reading stays.
 */
import { joinUri, pathFrom } from '../base/canonical-uri.ts';
import { LineIndex } from '../base/line-index.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import { CHART_FILE } from '../helm/chart.ts';
import { dependenciesOf, isValues } from '../helm/values.ts';
import { documentAt } from '../kustomize/embedded-text.ts';
import { extractResources } from '../model/extract-resources.ts';
import { locatePath } from '../yaml/navigate.ts';
import type { YamlFile, YamlNode } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse-file.ts';
import { nodeToJson } from '../yaml/to-json.ts';
import { type HelmDocument, type HelmFailure, helmDocuments } from './helm-output.ts';
import type { Waypoint } from './origin.ts';
import { RenderedOrigin } from './rendered-origin.ts';
import { TemplateMatcher, type TemplatePlaces } from './template-places.ts';
import { TEMPLATE_RENDER, TEMPLATE_SYNTAX } from './template-problems.ts';
import { fileUnit, type PlacedResource, type Unit } from './unit.ts';
import type { UnitProblem } from './unit-problem.ts';
import type { Rendering, WorldDescription } from './workspace-configuration.ts';

type Read = (uri: string) => YamlFile | undefined;

export type HelmResult =
  | {
      readonly output: string;
      /** Texts of the templates as Helm has read them, by URI. */
      readonly read: ReadonlyMap<string, string>;
    }
  | { readonly failure: HelmFailure };

export interface ChartRoot {
  readonly id: string;
  readonly world: WorldDescription;
  /** Canonical URI of the folder. */
  readonly folder: string;
  /** URIs of its templates, in order, those of the charts inside it among them. */
  readonly templates: readonly string[];
  /** URIs of values files, each over those before it. */
  readonly values: readonly string[];
  /** Undefined: Helm could not be asked about these values. */
  readonly result: HelmResult | undefined;
  /** Ids of the worlds that the templates are rendered in, when there are several. */
  readonly sharedBy: readonly string[];
}

export function chartRendering(root: ChartRoot): Rendering {
  return { id: root.id, world: root.world, render: (read) => new ChartReader(root, read).unit() };
}

export interface RenderedDocument {
  readonly text: string;
  readonly root: YamlNode;
  /** Of the template; undefined for that of a packed chart. */
  readonly uri: string | undefined;
  readonly match: TemplatePlaces | undefined;
}

/** Everything that Helm has printed, whatever its kind. */
export function renderedDocuments(
  { output }: { readonly output: string },
  chart: Pick<ChartRoot, 'folder' | 'templates' | 'values'>,
  read: Read,
): readonly RenderedDocument[] {
  const sources = new ChartSources(chart, read);
  const values = new ValuePlaces(chart.values, read);
  return helmDocuments(output).flatMap(({ source, text }) => {
    const uri = sources.uriOf(source);
    const yaml = uri === undefined ? undefined : read(uri);
    const matcher = uri && yaml && new TemplateMatcher(uri, yaml, valuesFor(uri, sources, values));
    return parseValues(text).documents.flatMap(({ document }) => {
      const { root } = document;
      const match = matcher && root ? matcher.match(root) : undefined;
      return root === undefined ? [] : [{ text: document.text, root, uri, match }];
    });
  });
}

/** A chart inside of another one has values of its own. */
function valuesFor(
  uri: string,
  sources: ChartSources,
  values: ValuePlaces,
): (path: string) => Waypoint | undefined {
  return (path) => (sources.isInner(uri) ? undefined : values.at(path));
}

class ChartReader {
  readonly #root: ChartRoot;
  readonly #read: Read;
  readonly #sources: ChartSources;
  readonly #values: ValuePlaces;

  constructor(root: ChartRoot, read: Read) {
    this.#root = root;
    this.#read = read;
    this.#sources = new ChartSources(root, read);
    this.#values = new ValuePlaces(root.values, read);
  }

  unit(): Unit {
    const { templates, result } = this.#root;
    const output = result !== undefined && 'output' in result ? result : undefined;
    const bySource = new Map<string | undefined, HelmDocument[]>();
    for (const document of output === undefined ? [] : helmDocuments(output.output)) {
      const uri = this.#sources.uriOf(document.source);
      const known = bySource.get(uri);
      if (known === undefined) bySource.set(uri, [document]);
      else known.push(document);
    }
    const units = templates.flatMap((uri) => {
      const yaml = this.#read(uri);
      if (yaml === undefined) return [];
      const isCurrent = output?.read.get(uri) === yaml.text;
      return [this.#template(uri, yaml, isCurrent ? (bySource.get(uri) ?? []) : [])];
    });
    const elsewhere = (bySource.get(undefined) ?? []).flatMap((document) => this.#elsewhere(document));
    const problems = units.flatMap((unit) => unit.problems ?? []);
    const failed =
      result !== undefined && 'failure' in result ? this.#problem(result.failure, problems) : undefined;
    return {
      files: templates,
      resources: [...units.flatMap((unit) => unit.resources), ...elsewhere],
      problems: failed === undefined ? problems : [...problems, failed],
    };
  }

  /** Objects of the template that were rendered, and as they are written those that were not. */
  #template(uri: string, yaml: YamlFile, documents: readonly HelmDocument[]): Unit {
    const written = fileUnit(uri, yaml, { ...this.#root.world.config });
    if (documents.length === 0) return written;
    const matcher = new TemplateMatcher(uri, yaml, valuesFor(uri, this.#sources, this.#values));
    const rendered = documents.flatMap((document) => this.#rendered(uri, yaml, document, matcher));
    const known = new Set(rendered.map(({ origin }) => origin.extent.start));
    const others = written.resources.filter(({ origin }) => !known.has(origin.extent.start));
    // Of two definitions of one object the later one counts.
    return { ...written, resources: [...others, ...rendered] };
  }

  #rendered(
    uri: string,
    yaml: YamlFile,
    { text }: HelmDocument,
    matcher: TemplateMatcher,
  ): readonly PlacedResource[] {
    return this.#objects(text).map((resource) => {
      const match = matcher.match(resource.root);
      const origin = new RenderedOrigin({
        uri,
        range: match?.range ?? firstLine(yaml.text),
        resource,
        places: match?.places ?? new Map(),
        ...(match && { keys: match.keys }),
        documentAt: (file, offset) => {
          const holder = this.#read(file);
          return holder && documentAt(holder, offset);
        },
        sharedBy: () => this.#root.sharedBy,
        printsValues: true,
      });
      return { resource, origin };
    });
  }

  /** Of charts that are no files here: they exist, and nobody is told of their mistakes. */
  #elsewhere({ text }: HelmDocument): readonly PlacedResource[] {
    const uri = joinUri(this.#root.folder, CHART_FILE);
    const range = firstLine(this.#read(uri)?.text ?? '');
    return this.#objects(text).map((resource) => ({
      resource,
      origin: new RenderedOrigin({ uri, range, resource, places: new Map() }),
    }));
  }

  #objects(text: string) {
    const { documents } = parseYamlFile(text, { isOurs: () => true, explicit: true });
    return documents.flatMap(({ document }) => extractResources(document, this.#root.world.config));
  }

  /** At the innermost template that is a file here. What does not balance is told already. */
  #problem({ message, kind, places }: HelmFailure, told: readonly UnitProblem[]): UnitProblem | undefined {
    const { templates } = this.#root;
    const known = places.flatMap(({ source, line }) => {
      const uri = this.#sources.uriOf(source);
      return uri !== undefined && templates.includes(uri) ? [{ uri, line }] : [];
    });
    const place = known.at(-1);
    const text = place && this.#read(place.uri)?.text;
    if (place === undefined || text === undefined) return undefined;
    if (told.some(({ uri, code }) => uri === place.uri && code === TEMPLATE_SYNTAX)) return undefined;
    const innermost = places.at(-1);
    const isElsewhere = innermost !== undefined && this.#sources.uriOf(innermost.source) !== place.uri;
    const inside = isElsewhere ? ` (in ${innermost.source}, line ${innermost.line})` : '';
    const { start, end } = lineRange(text, place.line - 1);
    return {
      ...{ uri: place.uri, start, end, code: TEMPLATE_RENDER },
      data: { detail: `${message}${inside}`, kind },
    };
  }
}

/** From names of sources, which begin with the chart's own name, to files. */
class ChartSources {
  readonly #folder: string;
  readonly #read: Read;
  readonly #templates: ReadonlySet<string>;
  readonly #known = new Map<string, string | undefined>();

  constructor({ folder, templates }: Pick<ChartRoot, 'folder' | 'templates'>, read: Read) {
    this.#folder = folder;
    this.#read = read;
    this.#templates = new Set(templates);
  }

  /** Undefined for what is no template among the files: that of a packed chart. */
  uriOf(source: string): string | undefined {
    if (!this.#known.has(source)) this.#known.set(source, this.#find(source));
    return this.#known.get(source);
  }

  isInner(uri: string): boolean {
    return pathFrom(this.#folder, uri).startsWith('charts/');
  }

  #find(source: string): string | undefined {
    let steps = source.split('/').slice(1);
    let folder = this.#folder;
    while (steps[0] === 'charts' && steps.length > 1) {
      const [, name = '', ...rest] = steps;
      folder = joinUri(folder, `charts/${this.#folderName(folder, name)}`);
      steps = rest;
    }
    const uri = joinUri(folder, steps.join('/'));
    return this.#templates.has(uri) || this.#read(uri) !== undefined ? uri : undefined;
  }

  /** A chart may go by an alias. */
  #folderName(chart: string, name: string): string {
    const root = this.#read(joinUri(chart, CHART_FILE))?.text;
    const parsed = root === undefined ? undefined : parseValues(root);
    const value = parsed?.documents[0]?.document.root;
    const json = value === undefined ? undefined : nodeToJson(value);
    const dependency = isValues(json) ? dependenciesOf(json).find(({ alias }) => alias === name) : undefined;
    return dependency?.name ?? name;
  }
}

/** Where values files set what a template prints. */
class ValuePlaces {
  readonly #uris: readonly string[];
  readonly #read: Read;
  #files: readonly { readonly uri: string; readonly yaml: YamlFile }[] | undefined;

  constructor(uris: readonly string[], read: Read) {
    this.#uris = uris;
    this.#read = read;
  }

  at(path: string): Waypoint | undefined {
    this.#files ??= this.#uris.flatMap((uri) => {
      const text = this.#read(uri)?.text;
      return text === undefined ? [] : [{ uri, yaml: parseValues(text) }];
    });
    for (const { uri, yaml } of this.#files.toReversed()) {
      const placed = yaml.documents[0];
      const found = placed && locatePath(placed.document.root, path);
      if (placed === undefined || found?.complete !== true) continue;
      const shown = found.node.kind === 'scalar' ? found.node : (found.entry?.key ?? found.node);
      const range = { start: placed.start + shown.start, end: placed.start + shown.end };
      return { uri, range, text: 'the value is set here' };
    }
    return undefined;
  }
}

function parseValues(text: string): YamlFile {
  return parseYamlFile(text, { isOurs: () => true, explicit: true });
}

function firstLine(text: string): OffsetRange {
  return lineRange(text, 0);
}

/** Without the blanks around what stands in it; `line` counts from 0. */
function lineRange(text: string, line: number): OffsetRange {
  const start = new LineIndex(text).lineStart(line);
  const newline = text.indexOf('\n', start);
  const source = text.slice(start, newline < 0 ? text.length : newline);
  const from = start + source.length - source.trimStart().length;
  return { start: from, end: Math.max(from + 1, start + source.trimEnd().length) };
}

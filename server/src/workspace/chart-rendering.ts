/**
 * A chart as an installed Helm has rendered it with one list of values: objects without unknowns, every value at the place of
 * the template that it came from. Where Helm says nothing of a template as it reads now, the tolerant reading stays.
 */
import { joinUri } from '../base/canonical-uri.ts';
import { LineIndex } from '../base/line-index.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import { CHART_FILE } from '../helm/chart.ts';
import { documentAt } from '../kustomize/embedded-text.ts';
import { extractResources } from '../model/extract-resources.ts';
import type { YamlFile, YamlNode } from '../yaml/node.ts';
import { type ReadYaml, readWhole } from '../yaml/read-whole.ts';
import { ChartSources } from './chart-sources.ts';
import { type HelmDocument, type HelmFailure, helmDocuments } from './helm-output.ts';
import type { Waypoint } from './origin.ts';
import { RenderedOrigin } from './rendered-origin.ts';
import { TemplateMatcher, type TemplatePlaces } from './template-places.ts';
import { TEMPLATE_RENDER, TEMPLATE_SYNTAX } from './template-problems.ts';
import { fileUnit, type PlacedResource, type Unit } from './unit.ts';
import type { UnitProblem } from './unit-problem.ts';
import { ValuePlaces } from './value-places.ts';
import type { Rendering, WorldDescription } from './workspace-configuration.ts';

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
  read: ReadYaml,
): readonly RenderedDocument[] {
  const sources = new ChartSources(chart, read);
  const values = new ValuePlaces(chart.values, read);
  return helmDocuments(output).flatMap(({ source, text }) => {
    const uri = sources.uriOf(source);
    const yaml = uri === undefined ? undefined : read(uri);
    const matcher = uri && yaml && new TemplateMatcher(uri, yaml, valuesFor(uri, sources, values));
    return readWhole(text).documents.flatMap(({ document }) => {
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
  readonly #read: ReadYaml;
  readonly #sources: ChartSources;
  readonly #values: ValuePlaces;

  constructor(root: ChartRoot, read: ReadYaml) {
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
    const { documents } = readWhole(text);
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

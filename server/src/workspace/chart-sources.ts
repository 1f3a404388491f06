/** Which file of a chart a document of Helm's output came from. */
import { joinUri, pathFrom } from '../base/canonical-uri.ts';
import { CHART_FILE } from '../helm/chart.ts';
import { dependenciesOf, isValues } from '../helm/values.ts';
import { type ReadYaml, readWhole } from '../yaml/read-whole.ts';
import { nodeToJson } from '../yaml/to-json.ts';

interface ChartFiles {
  /** Canonical URI. */
  readonly folder: string;
  /** URIs. */
  readonly templates: readonly string[];
}

/** From names of sources, which begin with the chart's own name, to files. */
export class ChartSources {
  readonly #folder: string;
  readonly #read: ReadYaml;
  readonly #templates: ReadonlySet<string>;
  readonly #known = new Map<string, string | undefined>();

  constructor({ folder, templates }: ChartFiles, read: ReadYaml) {
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
    const parsed = root === undefined ? undefined : readWhole(root);
    const value = parsed?.documents[0]?.document.root;
    const json = value === undefined ? undefined : nodeToJson(value);
    const dependency = isValues(json) ? dependenciesOf(json).find(({ alias }) => alias === name) : undefined;
    return dependency?.name ?? name;
  }
}

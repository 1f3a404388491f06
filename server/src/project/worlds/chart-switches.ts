/** What lists of values switch off in a chart: whole objects in blocks that they decide, and charts in it. */
import { joinUri, parentUri } from '../../base/canonical-uri.ts';
import { CHART_FILE } from '../../helm/chart.ts';
import { isTaken } from '../../helm/condition.ts';
import { objectStacks } from '../../helm/object-branches.ts';
import {
  dependenciesOf,
  isSwitchedOn,
  isValues,
  mergeValues,
  type Values,
  valuesOfInner,
} from '../../helm/values.ts';
import { type ExtractionOptions, extractResources } from '../../model/extract-resources.ts';
import type { WrittenResource } from '../../model/resource.ts';
import type { YamlFile } from '../../yaml/node.ts';
import { readWhole } from '../../yaml/read-whole.ts';
import { nodeToJson } from '../../yaml/to-json.ts';
import type { GivenValues } from './given-values.ts';

type Read = (uri: string) => YamlFile | undefined;

/** An object that a list switches off. */
export interface SwitchedOff {
  readonly uri: string;
  readonly resource: WrittenResource;
  /** Offset in the file of the offsets of the resource. */
  readonly start: number;
}

export interface ChartFiles {
  /** Canonical URI of the folder. */
  readonly folder: string;
  /** URIs of its files, in order. */
  readonly files: readonly string[];
  readonly options: ExtractionOptions;
  uriOf(path: string): string;
  read: Read;
}

/** For each list; nothing for one whose values are not all known. */
export function switchedOffBy(
  lists: readonly GivenValues[],
  { folder, files, options, uriOf, read }: ChartFiles,
): readonly (readonly SwitchedOff[])[] {
  const scopes = lists.map((list) => new Scopes(folder, outerValues(list, uriOf, read), read));
  const off: SwitchedOff[][] = lists.map(() => []);
  for (const uri of files) {
    const yaml = read(uri);
    if (yaml === undefined) continue;
    const stacks = objectStacks(yaml.documents.some(({ document }) => document.isTemplate) ? yaml.text : '');
    for (const { document, start } of yaml.documents) {
      for (const resource of extractResources(document, { ...options, uri })) {
        const { root } = resource;
        const stack = stacks(root.start + start, root.end + start);
        for (const [at, scope] of scopes.entries()) {
          const values = scope.of(uri);
          if (values === 'off' || stack.some((branch) => isTaken(branch, values) === false))
            off[at]?.push({ uri, resource, start });
        }
      }
    }
  }
  return off;
}

/** The one map of a text; undefined when it is none, or cannot be read. A text without content is an empty one. */
function valuesIn(yaml: YamlFile): Values | undefined {
  const { documents } = readWhole(yaml.text);
  if (documents.some(({ document }) => document.problems.some(({ code }) => code === 'syntax')))
    return undefined;
  const root = documents.find(({ document }) => document.root !== undefined)?.document.root;
  const value = root === undefined ? {} : nodeToJson(root);
  return isValues(value) ? value : undefined;
}

/** Undefined when one of its files is not there. */
function outerValues(
  { files, inline, isOpen }: GivenValues,
  uriOf: (path: string) => string,
  read: Read,
): Values | undefined {
  if (isOpen) return undefined;
  let values: Values = {};
  for (const path of files) {
    const yaml = read(uriOf(path));
    const own = yaml && valuesIn(yaml);
    if (own === undefined) return undefined;
    values = mergeValues(values, own);
  }
  return inline.reduce(mergeValues, values);
}

/** The values that each chart in a chart reads, `undefined` where they are not known, `off` where it is left out. */
class Scopes {
  readonly #root: string;
  readonly #read: Read;
  readonly #known = new Map<string, Values | 'off' | undefined>();

  constructor(root: string, values: Values | undefined, read: Read) {
    this.#root = root;
    this.#read = read;
    this.#known.set(root, values);
  }

  of(uri: string): Values | 'off' | undefined {
    return this.#ofChart(this.#chartOf(uri));
  }

  /** The innermost chart above a file, or around the folder of a chart. */
  #chartOf(uri: string): string {
    for (let at = parentUri(uri); at !== undefined && at.length > this.#root.length; at = parentUri(at)) {
      const isInside = parentUri(at)?.endsWith('/charts') === true;
      if (isInside && this.#read(joinUri(at, CHART_FILE)) !== undefined) return at;
    }
    return this.#root;
  }

  #ofChart(folder: string): Values | 'off' | undefined {
    if (this.#known.has(folder)) return this.#known.get(folder);
    const found = this.#inside(folder, this.#chartOf(folder));
    this.#known.set(folder, found);
    return found;
  }

  #inside(folder: string, outerFolder: string): Values | 'off' | undefined {
    const outer = this.#ofChart(outerFolder);
    if (outer === 'off' || outer === undefined) return outer;
    const chart = this.#valuesAt(joinUri(outerFolder, CHART_FILE)) ?? {};
    const name = decodeURIComponent(folder.slice(folder.lastIndexOf('/') + 1));
    const dependencies = dependenciesOf(chart).filter((one) => one.name === name);
    const [dependency, ...others] = dependencies;
    if (dependency !== undefined && dependencies.every((one) => !isSwitchedOn(one, outer))) return 'off';
    // Under two names it is there twice, each with values of its own.
    if (others.length > 0) return undefined;
    const own = this.#valuesAt(joinUri(folder, 'values.yaml')) ?? {};
    return valuesOfInner(own, outer, dependency?.alias ?? name);
  }

  #valuesAt(uri: string): Values | undefined {
    const yaml = this.#read(uri);
    return yaml && valuesIn(yaml);
  }
}

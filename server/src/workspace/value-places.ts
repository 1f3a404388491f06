/** Where a value of a chart is set: the last of its values files that says something of it. */
import { locatePath } from '../yaml/navigate.ts';
import type { YamlFile } from '../yaml/node.ts';
import { type ReadYaml, readWhole } from '../yaml/read-whole.ts';
import type { Waypoint } from './origin.ts';

/** Where values files set what a template prints. */
export class ValuePlaces {
  readonly #uris: readonly string[];
  readonly #read: ReadYaml;
  #files: readonly { readonly uri: string; readonly yaml: YamlFile }[] | undefined;

  constructor(uris: readonly string[], read: ReadYaml) {
    this.#uris = uris;
    this.#read = read;
  }

  at(path: string): Waypoint | undefined {
    this.#files ??= this.#uris.flatMap((uri) => {
      const text = this.#read(uri)?.text;
      return text === undefined ? [] : [{ uri, yaml: readWhole(text) }];
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

/** Entries whose indentation fits no mapping: they are taken into the mapping that stands right before them. */
import { MapBuilder } from './map-builder.ts';
import type { YamlMap, YamlNode, YamlScalar } from './node.ts';
import type { Placed, Reading } from './reading.ts';

export class Foster {
  readonly #reading: Reading;
  #home: YamlMap | undefined;
  #builder: MapBuilder | undefined;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Takes the entry in when `before`, or what earlier entries were taken into, is a block mapping. */
  adopt(before: YamlNode | undefined, key: YamlScalar, value: Placed): boolean {
    if (this.#builder === undefined) {
      if (before?.kind !== 'map' || before.flow) return false;
      this.#home = before;
      this.#builder = new MapBuilder(this.#reading, before.end, [...before.entries]);
    }
    this.#builder.add(key, value);
    return true;
  }

  /** The mapping with everything taken in, once; undefined when nothing was. */
  settle(): YamlMap | undefined {
    const home = this.#home;
    const builder = this.#builder;
    if (home === undefined || builder === undefined) return undefined;
    this.#home = undefined;
    this.#builder = undefined;
    return { ...home, entries: builder.entries(), end: builder.end };
  }
}

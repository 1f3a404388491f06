/** Puts the entries of one mapping together: duplicates, aliases, merge keys. Linear in the number of entries. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from './node.ts';
import type { Placed, Reading } from './reading.ts';

/** Below this many entries comparing is faster than hashing. */
const SMALL = 8;

interface Merge {
  readonly source: YamlMap;
  readonly via: OffsetRange;
}

export class MapBuilder {
  readonly #reading: Reading;
  readonly #entries: YamlEntry[];
  #positions: Map<string, number> | undefined;
  #merges: Merge[] | undefined;
  /** Offset behind everything added. */
  end: number;

  constructor(reading: Reading, end: number, entries: YamlEntry[] = []) {
    this.#reading = reading;
    this.#entries = entries;
    this.end = end;
  }

  get lastValue(): YamlNode | undefined {
    const last = this.#entries.at(-1);
    return last?.via === undefined ? last?.value : undefined;
  }

  add(key: YamlScalar, value: Placed): void {
    this.end = Math.max(this.end, key.end, value.via?.end ?? value.node.end);
    if (key.text === '<<' && key.style === 'plain') {
      this.#addMerge(key, value);
      return;
    }
    const earlier = this.#positionOf(key.text);
    const replaced = earlier < 0 ? undefined : this.#entries[earlier];
    if (replaced !== undefined) {
      this.#entries[earlier] = { ...replaced, overridden: true };
      this.#reading.problems.add('duplicate-key', key.start, key.end, { key: key.text });
    }
    this.#positions?.set(key.text, this.#entries.length);
    const { node, via } = value;
    this.#entries.push(via === undefined ? { key, value: node } : { key, value: node, via });
  }

  replaceLastValue(value: YamlNode): void {
    const last = this.#entries.pop();
    if (last === undefined) return;
    this.#entries.push({ ...last, value });
    this.end = Math.max(this.end, value.end);
  }

  /** All entries; what merge keys bring in comes last, and is overridden by own keys and earlier merges. */
  entries(): readonly YamlEntry[] {
    if (this.#merges === undefined) return this.#entries;
    const present = new Set(this.#entries.map((entry) => entry.key.text));
    for (const { source, via } of this.#merges) {
      for (const { key, value, overridden } of source.entries) {
        if (overridden === true) continue;
        const isReplaced = present.has(key.text);
        present.add(key.text);
        const entry: YamlEntry = { key, value, via, merged: true };
        this.#entries.push(isReplaced ? { ...entry, overridden: true } : entry);
      }
    }
    this.#merges = undefined;
    return this.#entries;
  }

  #positionOf(key: string): number {
    const count = this.#entries.length;
    if (count < SMALL) {
      for (let at = count - 1; at >= 0; at--) if (this.#entries[at]?.key.text === key) return at;
      return -1;
    }
    this.#positions ??= new Map(this.#entries.map((entry, at) => [entry.key.text, at]));
    return this.#positions.get(key) ?? -1;
  }

  #addMerge(key: YamlScalar, { node, via }: Placed): void {
    const sources =
      node.kind === 'seq'
        ? node.items.map((item) => ({ node: item.value, via: via ?? item.via }))
        : [{ node, via }];
    if (this.#merges !== undefined) this.#reading.problems.add('repeated-merge-key', key.start, key.end);
    this.#merges ??= [];
    for (const source of sources) {
      if (source.node.kind === 'map') {
        const place = source.via ?? { start: source.node.start, end: source.node.end };
        this.#merges.push({ source: source.node, via: place });
      } else {
        const detail = 'merge key "<<" needs a mapping or a list of mappings';
        this.#reading.problems.syntax(key.start, key.end, detail);
      }
    }
  }
}

/** Many hosts, with or without wildcards, of which some may overlap with another: found without looking at each. */

export class HostSet {
  readonly #names: ReadonlySet<string>;
  /** What follows `*`. */
  readonly #tails: ReadonlySet<string>;
  /** All names and tails read backwards, sorted: those with one ending stand together. */
  readonly #backwards: readonly string[];

  constructor(hosts: Iterable<string>) {
    const all = [...new Set(hosts)];
    this.#names = new Set(all.filter((host) => !host.startsWith('*')));
    this.#tails = new Set(all.filter((host) => host.startsWith('*')).map((host) => host.slice(1)));
    this.#backwards = [...this.#names, ...this.#tails].map(backwards).sort();
  }

  /** Whether some name could be meant by the host and by one of these (`hostsOverlap`). */
  overlaps(host: string): boolean {
    if (!host.startsWith('*')) return this.#names.has(host) || this.#hasTailOf(host);
    const tail = host.slice(1);
    return this.#hasTailOf(tail) || this.#hasEnding(tail);
  }

  #hasTailOf(text: string): boolean {
    if (this.#tails.size === 0) return false;
    for (let at = 0; at <= text.length; at++) if (this.#tails.has(text.slice(at))) return true;
    return false;
  }

  #hasEnding(tail: string): boolean {
    const wanted = backwards(tail);
    let [low, high] = [0, this.#backwards.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#backwards[middle] ?? '') < wanted) low = middle + 1;
      else high = middle;
    }
    return this.#backwards[low]?.startsWith(wanted) ?? false;
  }
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}

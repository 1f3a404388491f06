/**
 * Sets of texts as expressions that can be walked character by character (Brzozowski derivatives): what a pattern still
 * asks for after a prefix has been read. Equal expressions are one object, so comparing states is comparing objects.
 */

/** Inclusive range of UTF-16 units. */
export type Range = readonly [from: number, to: number];

export type Language =
  | { readonly sort: 'nothing'; readonly id: number }
  | { readonly sort: 'empty'; readonly id: number }
  | { readonly sort: 'unit'; readonly ranges: readonly Range[]; readonly id: number }
  | { readonly sort: 'sequence'; readonly first: Language; readonly rest: Language; readonly id: number }
  | { readonly sort: 'either'; readonly members: readonly Language[]; readonly id: number }
  | { readonly sort: 'repeated'; readonly body: Language; readonly id: number };

type Shape = Language extends infer Each ? (Each extends { id: number } ? Omit<Each, 'id'> : never) : never;

export const MAX_UNIT = 0xffff;

/** Makes languages; one for each question, so that nothing is kept for ever. */
export class Languages {
  readonly nothing: Language;
  readonly empty: Language;
  /** Every text. */
  readonly anything: Language;
  readonly #known = new Map<string, Language>();
  readonly #derivatives = new Map<string, Language>();

  constructor() {
    this.nothing = this.#intern('0', { sort: 'nothing' });
    this.empty = this.#intern('1', { sort: 'empty' });
    this.anything = this.repeated(this.unit([[0, MAX_UNIT]]));
  }

  unit(ranges: readonly Range[]): Language {
    const merged = mergeRanges(ranges);
    if (merged.length === 0) return this.nothing;
    return this.#intern(`u${merged.map(([from, to]) => `${from}-${to}`).join()}`, {
      sort: 'unit',
      ranges: merged,
    });
  }

  text(text: string): Language {
    let language = this.empty;
    for (let at = text.length - 1; at >= 0; at--) {
      const unit = text.charCodeAt(at);
      language = this.sequence(this.unit([[unit, unit]]), language);
    }
    return language;
  }

  sequence(first: Language, rest: Language): Language {
    if (first === this.nothing || rest === this.nothing) return this.nothing;
    if (first === this.empty) return rest;
    if (rest === this.empty) return first;
    if (first.sort === 'sequence') return this.sequence(first.first, this.sequence(first.rest, rest));
    return this.#intern(`s${first.id},${rest.id}`, { sort: 'sequence', first, rest });
  }

  sequenceOf(parts: readonly Language[]): Language {
    return parts.reduceRight((rest, part) => this.sequence(part, rest), this.empty);
  }

  either(members: Iterable<Language>): Language {
    const flat = new Set<Language>();
    for (const member of members) {
      if (member === this.anything) return this.anything;
      if (member.sort === 'either') for (const each of member.members) flat.add(each);
      else if (member !== this.nothing) flat.add(member);
    }
    const sorted = [...flat].sort((a, b) => a.id - b.id);
    const [only, ...others] = sorted;
    if (only === undefined) return this.nothing;
    if (others.length === 0) return only;
    return this.#intern(`e${sorted.map(({ id }) => id).join()}`, { sort: 'either', members: sorted });
  }

  repeated(body: Language): Language {
    if (body === this.nothing || body === this.empty) return this.empty;
    if (body.sort === 'repeated') return body;
    return this.#intern(`r${body.id}`, { sort: 'repeated', body });
  }

  /** Whether the empty text belongs to it. */
  endsHere(language: Language): boolean {
    switch (language.sort) {
      case 'empty':
      case 'repeated':
        return true;
      case 'sequence':
        return this.endsHere(language.first) && this.endsHere(language.rest);
      case 'either':
        return language.members.some((member) => this.endsHere(member));
      default:
        return false;
    }
  }

  /** What may follow after one unit. */
  after(language: Language, unit: number): Language {
    const key = `${language.id} ${unit}`;
    let found = this.#derivatives.get(key);
    if (found === undefined) {
      found = this.#derive(language, unit);
      this.#derivatives.set(key, found);
    }
    return found;
  }

  #derive(language: Language, unit: number): Language {
    switch (language.sort) {
      case 'unit':
        return language.ranges.some(([from, to]) => unit >= from && unit <= to) ? this.empty : this.nothing;
      case 'sequence': {
        const first = this.sequence(this.after(language.first, unit), language.rest);
        return this.endsHere(language.first) ? this.either([first, this.after(language.rest, unit)]) : first;
      }
      case 'either':
        return this.either(language.members.map((member) => this.after(member, unit)));
      case 'repeated':
        return this.sequence(this.after(language.body, unit), language);
      default:
        return this.nothing;
    }
  }

  #intern(key: string, shape: Shape): Language {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = { ...shape, id: this.#known.size } as Language;
    this.#known.set(key, made);
    return made;
  }
}

export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else if (from <= to) merged.push([from, to]);
  }
  return merged;
}

export function complement(ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let next = 0;
  for (const [from, to] of mergeRanges(ranges)) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= MAX_UNIT) gaps.push([next, MAX_UNIT]);
  return gaps;
}

/** Every range that stands in a language. */
export function rangesOf(
  language: Language,
  into: Map<string, Range> = new Map(),
  seen = new Set<number>(),
): ReadonlyMap<string, Range> {
  if (seen.has(language.id)) return into;
  seen.add(language.id);
  switch (language.sort) {
    case 'unit':
      for (const range of language.ranges) into.set(range.join(), range);
      break;
    case 'sequence':
      rangesOf(language.first, into, seen);
      rangesOf(language.rest, into, seen);
      break;
    case 'either':
      for (const member of language.members) rangesOf(member, into, seen);
      break;
    case 'repeated':
      rangesOf(language.body, into, seen);
      break;
    default:
      break;
  }
  return into;
}

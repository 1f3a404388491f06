/**
 * Match blocks that take requests before others do, found by what they ask for: of thousands only a few are compared
 * with a later one.
 */
import { asksEveryPath, covers, type RouteMatch, type TextMatch } from './route-match.ts';
import type { Route } from './virtual-service.ts';

export interface Taken {
  readonly match: RouteMatch;
  readonly route: Route;
}

interface Placed extends Taken {
  readonly order: number;
}

export class TakenMatches {
  readonly #protocol: Route['protocol'];
  /** Those that ask for nothing. */
  readonly #unconditional: Placed[] = [];
  /** Each under one of its conditions, the one that the fewest before it have. */
  readonly #byCondition = new Map<string, Placed[]>();
  /** Lengths of the prefixes asked of a text (`uri`, `headers/x`). */
  readonly #prefixLengths = new Map<string, Set<number>>();
  #count = 0;

  constructor(protocol: Route['protocol']) {
    this.#protocol = protocol;
  }

  add(taken: Taken): void {
    const placed = { ...taken, order: this.#count++ };
    const conditions = conditionsOf(taken.match);
    if (conditions === 'never') return;
    let least: Condition | undefined;
    let fewest = Number.POSITIVE_INFINITY;
    for (const condition of conditions) {
      const crowd = this.#crowd(condition);
      if (crowd < fewest) [least, fewest] = [condition, crowd];
    }
    if (least === undefined) this.#unconditional.push(placed);
    else this.#place(placed, least);
  }

  /** The first that takes every request that a later block takes. */
  covering(later: RouteMatch): Taken | undefined {
    let first: Placed | undefined;
    for (const candidates of this.#candidates(later)) {
      const found = candidates.find(({ match }) => covers(match, later, this.#protocol));
      if (found !== undefined && found.order < (first?.order ?? Number.POSITIVE_INFINITY)) first = found;
    }
    return first;
  }

  #crowd({ keys }: Condition): number {
    return keys.reduce((most, key) => Math.max(most, this.#byCondition.get(key)?.length ?? 0), 0);
  }

  #place(placed: Placed, { keys, prefixOf, length }: Condition): void {
    for (const key of keys) {
      const known = this.#byCondition.get(key);
      if (known === undefined) this.#byCondition.set(key, [placed]);
      else known.push(placed);
    }
    if (prefixOf === undefined || length === undefined) return;
    const lengths = this.#prefixLengths.get(prefixOf) ?? new Set();
    this.#prefixLengths.set(prefixOf, lengths.add(length));
  }

  /** Whatever has one of the conditions, or one that the later block's imply. */
  *#candidates(later: RouteMatch): Iterable<readonly Placed[]> {
    yield this.#unconditional;
    for (const key of this.#impliedBy(later)) {
      const placed = this.#byCondition.get(key);
      if (placed !== undefined) yield placed;
    }
  }

  *#impliedBy({ uri, texts, named, plain, lists }: RouteMatch): Iterable<string> {
    if (uri !== undefined) {
      yield* this.#impliedByText('uri', uri);
      yield* this.#impliedByText('any-case uri', { ...uri, value: uri.value.toLowerCase() });
    }
    for (const [name, text] of Object.entries(texts)) yield* this.#impliedByText(name, text);
    for (const [name, text] of Object.entries(named)) yield* this.#impliedByText(name, text);
    for (const [name, value] of Object.entries(plain)) yield textKey(name, 'plain', value);
    for (const [name, items] of Object.entries(lists)) {
      const [first] = items;
      if (first !== undefined) yield textKey(name, 'item', first);
    }
  }

  *#impliedByText(name: string, { type, value }: TextMatch): Iterable<string> {
    yield textKey(name, type, value);
    if (type !== 'exact' && type !== 'prefix') return;
    for (const length of this.#prefixLengths.get(name) ?? []) {
      if (length <= value.length) yield textKey(name, 'prefix', value.slice(0, length));
    }
  }
}

interface Condition {
  /** One, or one for each item of a list. */
  readonly keys: readonly string[];
  readonly prefixOf?: string;
  readonly length?: number;
}

/** `never` where the block covers nothing for certain. */
function conditionsOf(match: RouteMatch): readonly Condition[] | 'never' {
  const { uri, isCaseIgnored, texts, named, plain, lists, isOpaque } = match;
  const all = [...Object.values(texts), ...Object.values(named), ...(uri === undefined ? [] : [uri])];
  if (isOpaque || all.some(({ type }) => type === 'unclear') || uri?.type === 'present') return 'never';
  const conditions = [...Object.entries(texts), ...Object.entries(named)].map(([name, text]) =>
    textCondition(name, text),
  );
  if (uri !== undefined && !asksEveryPath(uri)) {
    const isLowered = isCaseIgnored && uri.type !== 'regex';
    conditions.push(
      isLowered
        ? textCondition('any-case uri', { ...uri, value: uri.value.toLowerCase() })
        : textCondition('uri', uri),
    );
  }
  for (const [name, value] of Object.entries(plain))
    conditions.push({ keys: [textKey(name, 'plain', value)] });
  for (const [name, items] of Object.entries(lists)) {
    conditions.push({ keys: [...new Set(items)].map((item) => textKey(name, 'item', item)) });
  }
  return conditions;
}

function textCondition(name: string, { type, value }: TextMatch): Condition {
  const keys = [textKey(name, type, value)];
  return type === 'prefix' ? { keys, prefixOf: name, length: value.length } : { keys };
}

function textKey(name: string, sort: string, value: string): string {
  return `${name} ${sort} ${value}`;
}

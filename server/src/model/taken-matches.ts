/**
 * Match blocks that take requests before others do, found by what they ask of the path: of hundreds of routes only a few
 * are compared with a later one.
 */
import { covers, type RouteMatch } from './route-match.ts';
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
  /** Those that may cover any path. */
  readonly #anyPath: Placed[] = [];
  /** By sort and text. */
  readonly #byPath = new Map<string, Placed[]>();
  readonly #prefixLengths = new Set<number>();
  #count = 0;

  constructor(protocol: Route['protocol']) {
    this.#protocol = protocol;
  }

  add(taken: Taken): void {
    const placed = { ...taken, order: this.#count++ };
    const key = pathKey(taken.match);
    if (key === undefined) {
      this.#anyPath.push(placed);
      return;
    }
    const known = this.#byPath.get(key);
    if (known === undefined) this.#byPath.set(key, [placed]);
    else known.push(placed);
    const { uri } = taken.match;
    if (uri?.type === 'prefix') this.#prefixLengths.add(uri.value.length);
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

  *#candidates({ uri }: RouteMatch): Iterable<readonly Placed[]> {
    yield this.#anyPath;
    if (uri === undefined) return;
    yield this.#byPath.get(`${uri.type} ${uri.value}`) ?? [];
    for (const length of this.#prefixLengths) {
      if (length <= uri.value.length) yield this.#byPath.get(`prefix ${uri.value.slice(0, length)}`) ?? [];
    }
  }
}

/** Undefined where the text alone does not tell which paths it covers. */
function pathKey({ uri, isCaseIgnored }: RouteMatch): string | undefined {
  if (uri === undefined || isCaseIgnored) return undefined;
  const isEvery = uri.value === (uri.type === 'prefix' ? '/' : '.*');
  return isEvery || uri.type === 'present' || uri.type === 'unclear' ? undefined : `${uri.type} ${uri.value}`;
}

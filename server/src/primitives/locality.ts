/** Localities `region/zone/subzone` with a wildcard at the end, as load-balancing settings list them. */

export interface Locality {
  readonly region: string;
  readonly zone: string | undefined;
  readonly subzone: string | undefined;
}

/** Splits into at most three parts; undefined when one of them is empty. */
export function parseLocality(text: string): Locality | undefined {
  const [region = '', zone, ...rest] = text.split('/');
  const subzone = rest.length === 0 ? undefined : rest.join('/');
  if (region === '' || zone === '' || subzone === '') return undefined;
  return { region, zone, subzone };
}

/** True when `pattern` (a prefix of a locality, or one that ends in `*`) covers `locality`. */
export function localityMatches(pattern: string, locality: string): boolean {
  if (pattern.endsWith('*')) return locality.startsWith(pattern.slice(0, -1));
  return locality === pattern || locality.startsWith(`${pattern}/`);
}

export type LocalityProblem =
  | 'wildcard-position'
  | 'empty-part'
  | 'overlap'
  /** Overlaps an earlier entry in an order that upstream does not notice. */
  | 'unnoticed-overlap';

export interface LocalityFault {
  readonly problem: LocalityProblem;
  readonly index: number;
}

/** What upstream remembers of the entries before: regions, their zones, their subzones; `*` stands for "all of it". */
type Seen = Map<string, Map<string, Set<string>>>;

/** Faults of a list in its written order (V-LOC-01 … V-LOC-03). */
export function checkLocalities(entries: readonly string[]): readonly LocalityFault[] {
  const faults: LocalityFault[] = [];
  const seen: Seen = new Map();
  for (const [index, entry] of entries.entries()) {
    const star = entry.indexOf('*');
    if (star >= 0 && star !== entry.length - 1) {
      faults.push({ problem: 'wildcard-position', index });
      continue;
    }
    const locality = parseLocality(entry);
    if (locality === undefined) {
      faults.push({ problem: 'empty-part', index });
      continue;
    }
    if (seen.has('*') || isSeen(seen, locality)) faults.push({ problem: 'overlap', index });
    else if (hidesEarlier(seen, locality)) faults.push({ problem: 'unnoticed-overlap', index });
    remember(seen, locality);
  }
  return faults;
}

function isSeen(seen: Seen, { region, zone, subzone }: Locality): boolean {
  const zones = seen.get(region);
  if (zones === undefined) return false;
  if (zone === undefined || zones.has('*')) return true;
  const subzones = zones.get(zone);
  if (subzones === undefined) return false;
  return subzone === undefined || subzones.has('*') || subzones.has(subzone);
}

function hidesEarlier(seen: Seen, { region, zone, subzone }: Locality): boolean {
  if (region === '*') return seen.size > 0;
  const zones = seen.get(region);
  if (zones === undefined || zone === undefined) return false;
  if (zone === '*') return zones.size > 0;
  return subzone === '*' && (zones.get(zone)?.size ?? 0) > 0;
}

function remember(seen: Seen, { region, zone = '*', subzone = '*' }: Locality): void {
  const zones = seen.get(region) ?? new Map<string, Set<string>>();
  const subzones = zones.get(zone) ?? new Set<string>();
  seen.set(region, zones);
  zones.set(zone, subzones);
  subzones.add(subzone);
}

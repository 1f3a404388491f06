/** What several worlds say about one file, told once: a mistake in a base is one, however many overlays have it. */
import type { PublishedFinding, Severity } from '../finding.ts';
import { Slot } from '../slot.ts';
import type { World } from '../world.ts';
import { byPosition, type PublishedFile } from './publish-file.ts';

export interface PublishedWorld {
  readonly world: World;
  readonly published: PublishedFile;
}

export interface MergeOptions {
  readonly uri: string;
  /** Rules about suppressions: what is in use in one world is in use. */
  readonly remarks: ReadonlySet<string>;
}

interface Merged {
  finding: PublishedFinding;
  /** Ids, in order. */
  readonly worlds: World[];
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Equal findings of one rule at one place become one, which says in which worlds it holds. */
export function mergeWorlds(all: readonly PublishedWorld[], { uri, remarks }: MergeOptions): PublishedFile {
  if (all.length === 0) return { findings: [], suppressed: [] };
  if (all.length === 1 && all[0] !== undefined) return all[0].published;
  const placesByWorld = new Map(all.map(({ world }) => [world, placesIn(world, uri)]));
  const isPlaced = (world: World, { resource }: PublishedFinding) =>
    !(resource instanceof Slot) || placesByWorld.get(world)?.has(homeOf(resource)) === true;
  const told = merge(all, 'findings');
  const findings = [...told.values()].flatMap(({ finding, worlds }) => {
    const shown = all.filter(({ world }) => isPlaced(world, finding)).map(({ world }) => world);
    const certain = inEachAlternative(worlds, shown);
    if (certain.length === 0) return [];
    const isEverywhere = certain.length === shown.length;
    if (remarks.has(finding.rule)) return isEverywhere ? [finding] : [];
    return [withWorlds(finding, certain, isEverywhere)];
  });
  const suppressed = [...merge(all, 'suppressed')].flatMap(([key, { finding }]) =>
    told.has(key) ? [] : [finding],
  );
  return { findings: toldOnce(findings).sort(byPosition), suppressed: suppressed.sort(byPosition) };
}

/** A build that stops at a text says so itself, whatever the other worlds of the file say. */
function toldOnce(findings: readonly PublishedFinding[]): PublishedFinding[] {
  const stops = new Set(
    findings.filter(({ rule }) => rule.startsWith('kustomize/')).map(({ range }) => range.start),
  );
  return findings.filter(({ rule, range }) => !rule.startsWith('yaml/') || !stops.has(range.start));
}

/** What is built from a file says so by name; of a file that counts in several worlds, only what holds in some. */
function withWorlds(
  finding: PublishedFinding,
  worlds: readonly World[],
  isEverywhere: boolean,
): PublishedFinding {
  const names = [...new Set(worlds.map(({ name }) => name))];
  const { resource } = finding;
  const isBuilt = resource instanceof Slot && resource.origin.writtenPath !== undefined;
  const isNamed = !isEverywhere || (isBuilt && names.length > 1);
  return {
    ...finding,
    ...(isNamed && { worlds: names }),
    ...(isEverywhere && { isEverywhere: true }),
    worldIds: worlds.map(({ id }) => id),
  };
}

/** Of alternatives, one at a time is true: what does not hold in each of those that show the place is not certain. */
function inEachAlternative(holding: readonly World[], shown: readonly World[]): readonly World[] {
  const holds = new Set(holding);
  const uncertain = new Set(shown.flatMap((world) => (holds.has(world) ? [] : (world.alternativeOf ?? []))));
  return holding.filter(({ alternativeOf }) => alternativeOf === undefined || !uncertain.has(alternativeOf));
}

function merge(all: readonly PublishedWorld[], list: keyof PublishedFile): ReadonlyMap<string, Merged> {
  const merged = new Map<string, Merged>();
  for (const { world, published } of all) {
    for (const finding of published[list]) {
      const { start, end } = finding.range;
      const key = `${finding.rule} ${start} ${end} ${finding.message}`;
      const known = merged.get(key);
      if (known === undefined) {
        merged.set(key, { finding, worlds: [world] });
        continue;
      }
      // One world may say the same twice, of two objects that a base became.
      if (known.worlds.at(-1) !== world) known.worlds.push(world);
      known.finding = stronger(known.finding, finding);
    }
  }
  return merged;
}

/** The first, which is the primary world's; as severe as the worst. */
function stronger(first: PublishedFinding, other: PublishedFinding): PublishedFinding {
  const isWorse = SEVERITIES.indexOf(other.severity) < SEVERITIES.indexOf(first.severity);
  return isWorse ? { ...first, severity: other.severity } : first;
}

function placesIn(world: World, uri: string): ReadonlySet<string> {
  return new Set(world.slotsIn(uri).map(homeOf));
}

/** Where an object is written: the same in every world that it counts in. */
function homeOf({ uri, origin }: Slot): string {
  return `${uri} ${origin.extent.start}`;
}

/** How much was checked across files, what could not be and why, and what would change it. */
import { append } from '../../base/append.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { type CountedReference, countedReferences, type Sort } from './counted-references.ts';
import { type UnjudgedReason, type Verdict, verdictOn } from './verdict.ts';

/** A reference with what came of it, in one of the worlds that show it. */
export interface JudgedReference {
  readonly reference: CountedReference;
  readonly verdict: Verdict;
  readonly resource: ResourceRef;
}

/** References that were not judged for one reason, of one sort. */
export interface UnjudgedGroup {
  readonly reason: UnjudgedReason;
  readonly sort: Sort;
  readonly count: number;
  /** Namespaces in which they look, in order; without the empty one. */
  readonly namespaces: readonly string[];
  /** What they name, as `meshwright.json` spells it, in order. */
  readonly names: readonly string[];
  /** The first of them. */
  readonly places: readonly JudgedReference[];
}

export interface Coverage {
  readonly resources: number;
  /** Sets of files that are applied together. */
  readonly units: number;
  /** Sets of files of which one at a time is true: each is checked by itself. */
  readonly alternatives: number;
  readonly total: number;
  readonly good: number;
  readonly wrong: number;
  readonly made: number;
  /** Names of what is made by somebody, and of what a person declared; in order. */
  readonly madeNames: readonly string[];
  readonly declaredNames: readonly string[];
  readonly declared: number;
  /** The first of what is made by somebody, and of what a person declared. */
  readonly madePlaces: readonly JudgedReference[];
  readonly declaredPlaces: readonly JudgedReference[];
  /** The largest first. */
  readonly unjudged: readonly UnjudgedGroup[];
}

/** Objects between two yields. */
const A_STRETCH = 32;
const FIRST_PLACES = 5;
/** More names than these are no help. */
const MOST_NAMES = 100;

/** Several worlds may show one reference: what is known in one is known. */
const RANKS: Readonly<Record<Verdict['state'], number>> = { wrong: 0, good: 1, made: 2, unjudged: 3 };

/** Of all worlds, or of one file. Everything must have been analyzed; yields now and then, and returns the result. */
export function* coverageOf(snapshot: Snapshot, uri?: string): Generator<void, Coverage> {
  const found = new JudgedObjects();
  const shown: WorldView[] = [];
  for (const world of uri === undefined ? snapshot.worlds() : snapshot.worldsOf(uri)) {
    const slots = uri === undefined ? [...world.slots()] : snapshot.resources(uri, world);
    if (slots.length > 0) shown.push(world);
    let walked = 0;
    for (const slot of slots) {
      walked += 1;
      if (walked % A_STRETCH === 0) yield;
      found.add(slot, judgeObject(snapshot, world, slot));
    }
  }
  const { resources, references } = found;
  return summary({ resources, ...countedSets(shown), ...countedStates(references) }, undecided(references));
}

/** The same without a pause. */
export function coverageNow(snapshot: Snapshot, uri?: string): Coverage {
  const run = coverageOf(snapshot, uri);
  for (let step = run.next(); ; step = run.next()) if (step.done === true) return step.value;
}

/** Objects with what came of their references, in all worlds that show them. */
export class JudgedObjects {
  readonly #found = new Map<string, JudgedReference>();
  readonly #objects = new Set<string>();

  add(slot: Slot, references: readonly JudgedReference[]): void {
    const home = homeOf(slot);
    this.#objects.add(home);
    for (const judged of references) {
      const key = `${home} ${judged.reference.path}`;
      const known = this.#found.get(key);
      if (known === undefined || RANKS[judged.verdict.state] < RANKS[known.verdict.state])
        this.#found.set(key, judged);
    }
  }

  get resources(): number {
    return this.#objects.size;
  }

  get references(): readonly JudgedReference[] {
    return [...this.#found.values()];
  }
}

/** Every reference of one object. */
export function judgeObject(
  snapshot: Snapshot,
  world: WorldView,
  slot: Slot,
  reader: WorldReader = world.reader(),
): readonly JudgedReference[] {
  return countedReferences(reader, slot.resource, slot).map((reference) => ({
    reference,
    verdict: verdictOn({ snapshot, world, reader, slot }, reference),
    resource: slot,
  }));
}

/** Where an object is written: the same in every world that it counts in. */
function homeOf({ uri, origin, key }: Slot): string {
  return `${uri} ${origin.extent.start} ${key}`;
}

/** @param worlds in which something is */
export function countedSets(worlds: readonly WorldView[]): Pick<Coverage, 'units' | 'alternatives'> {
  return {
    units: new Set(worlds.map(({ alternativeOf, id }) => alternativeOf ?? id)).size,
    alternatives: new Set(worlds.flatMap(({ alternativeOf }) => alternativeOf ?? [])).size,
  };
}

export type CountedStates = Pick<Coverage, 'total' | 'good' | 'wrong'>;

export function countedStates(all: readonly JudgedReference[]): CountedStates {
  const count = (state: Verdict['state']) => all.filter(({ verdict }) => verdict.state === state).length;
  return { total: all.length, good: count('good'), wrong: count('wrong') };
}

/** Those that a summary names. */
export function undecided(all: readonly JudgedReference[]): readonly JudgedReference[] {
  return all.filter(({ verdict: { state } }) => state === 'made' || state === 'unjudged');
}

export type CoverageCounts = CountedStates & Pick<Coverage, 'resources' | 'units' | 'alternatives'>;

/** @param rest those that are neither good nor wrong */
export function summary(counts: CoverageCounts, rest: readonly JudgedReference[]): Coverage {
  const madeBy = (by: 'somebody' | 'declaration') =>
    rest.filter(({ verdict }) => verdict.state === 'made' && verdict.by === by);
  const declared = madeBy('declaration');
  const somebodys = madeBy('somebody');
  return {
    ...counts,
    made: declared.length + somebodys.length,
    madeNames: inOrder(somebodys.map(({ reference }) => reference.name)),
    declared: declared.length,
    declaredNames: inOrder(declared.map(({ reference }) => reference.name)),
    madePlaces: somebodys.slice(0, FIRST_PLACES),
    declaredPlaces: declared.slice(0, FIRST_PLACES),
    unjudged: groups(rest),
  };
}

function groups(all: readonly JudgedReference[]): readonly UnjudgedGroup[] {
  const byKey = new Map<string, JudgedReference[]>();
  for (const judged of all) {
    if (judged.verdict.state !== 'unjudged') continue;
    const { reason } = judged.verdict;
    // What is filled in later is one group, whatever it names.
    const key = reason === 'later' ? reason : `${reason} ${judged.reference.sort}`;
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [judged]);
    else list.push(judged);
  }
  return [...byKey.values()].flatMap(groupOf).sort((a, b) => b.count - a.count);
}

function groupOf(members: readonly JudgedReference[]): readonly UnjudgedGroup[] {
  const [first] = members;
  if (first?.verdict.state !== 'unjudged') return [];
  const namespaces: string[] = [];
  append(
    namespaces,
    members.map(({ reference }) => reference.namespace),
  );
  return [
    {
      reason: first.verdict.reason,
      sort: first.reference.sort,
      count: members.length,
      namespaces: inOrder(namespaces.filter((each) => each !== '')),
      names: inOrder(members.map(({ reference }) => declarationOf(reference)).filter((each) => each !== '')),
      places: members.slice(0, FIRST_PLACES),
    },
  ];
}

/** As `external…` of `meshwright.json` spells it. */
function declarationOf({ sort, name, namespace }: CountedReference): string {
  if (name === '') return '';
  switch (sort) {
    case 'host':
      return name.includes('.') || namespace === '' ? name : `${name}.${namespace}`;
    case 'outside host':
    case 'namespace':
    case 'provider':
      return name;
    default:
      return `${namespace === '' ? '*' : namespace}/${name}`;
  }
}

function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1)).slice(0, MOST_NAMES);
}

/** What the files say of an object that is not where a reference looks for it: alike names there, the same name elsewhere. */
import type { KindId } from '../../base/kind-id.ts';
import { isNearMiss, isVariant } from '../../base/near-miss.ts';
import { KnownWords, nearest } from '../../base/nearest.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { namedObjects, nameKey, placeKey } from '../tables/named-objects.ts';
import { type Certainty, evidenceOf } from './certainty.ts';
import type { Asker } from './questions.ts';

export interface SoughtObject {
  readonly kindId: KindId;
  readonly namespace: string;
  readonly name: string;
  /** Who names it. */
  readonly by?: Asker;
}

export interface AbsentObject {
  readonly certainty: Certainty;
  /** Names of objects of that kind in that namespace that look like the one sought, likeliest first. */
  readonly near: readonly string[];
  /** One of them is so like it that the name sought must be a slip. */
  readonly isSlip: boolean;
  /** Namespaces that have an object of that kind and name. */
  readonly elsewhere: readonly string[];
}

/** Undefined when the object is there. */
export function absentObject(world: WorldReader, sought: SoughtObject): AbsentObject | undefined {
  const { kindId, namespace, name } = sought;
  const named = world.read(namedObjects, nameKey(kindId, name)).map(({ row }) => row);
  if (named.some((row) => row.namespace === namespace)) return undefined;
  const names = world.derive(namesInPlace, placeKey(kindId, namespace));
  const evidence = evidenceOf(world, { of: 'object', ...sought });
  const files = world.repository() ?? world;
  const homes = files.read(namedObjects, nameKey(kindId, name)).map(({ row }) => row.namespace);
  return {
    certainty: evidence.certainty,
    near: [...new Set([...evidence.near, ...likeNames(name, names).near])],
    isSlip: evidence.reason === 'near' || evidence.reason === 'renamed',
    elsewhere: [...new Set(homes)],
  };
}

/** Made ready once for all who miss an object of a kind in a namespace. Key: as in `namedObjects`. */
const namesInPlace = defineDerived<KnownWords>({
  name: 'namesInPlace',
  derive: (key, world) => new KnownWords(new Set(world.read(namedObjects, key).map(({ row }) => row.name))),
});

/** Alike names among those that are known, and whether one of them makes the name a slip. */
export function likeNames(
  name: string,
  known: Iterable<string> | KnownWords,
): { readonly near: readonly string[]; readonly isSlip: boolean } {
  const near = nearest(name, known).filter((each) => !isVariant(name, each));
  return { near, isSlip: near.some((each) => isNearMiss(name, each)) };
}

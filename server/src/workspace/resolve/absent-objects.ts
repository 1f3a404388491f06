/** What the files say of an object that is not where a reference looks for it: alike names there, the same name elsewhere. */
import type { KindId } from '../../base/kind-id.ts';
import { isNearMiss, isVariant } from '../../base/near-miss.ts';
import { nearest } from '../../base/nearest.ts';
import type { WorldReader } from '../check.ts';
import { namedObjects, nameKey, placeKey } from '../tables/named-objects.ts';
import { absence, type Certainty } from './certainty.ts';

export interface SoughtObject {
  readonly kindId: KindId;
  readonly namespace: string;
  readonly name: string;
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
  const names = new Set(world.read(namedObjects, placeKey(kindId, namespace)).map(({ row }) => row.name));
  const { near, isSlip } = likeNames(name, names);
  const asked = certaintyOf(world, sought);
  return {
    certainty: asked === 'unproven' && isSlip ? 'fact' : asked,
    near,
    isSlip,
    elsewhere: [...new Set(named.map((row) => row.namespace))],
  };
}

/** Alike names among those that are known, and whether one of them makes the name a slip. */
export function likeNames(
  name: string,
  known: Iterable<string>,
): { readonly near: readonly string[]; readonly isSlip: boolean } {
  const near = nearest(name, known).filter((each) => !isVariant(name, each));
  return { near, isSlip: near.some((each) => isNearMiss(name, each)) };
}

/** One object of a kind, however explicit its namespace, proves nothing about others: platforms bring their own. */
function certaintyOf(world: WorldReader, { kindId, namespace, name }: SoughtObject): Certainty {
  switch (kindId) {
    case 'core/Service':
      return absence(world, { of: 'host', host: name, namespace });
    case 'networking.istio.io/Gateway':
      return absence(world, { of: 'gateway', name, namespace });
    default:
      return world.config('completeness') === 'complete'
        ? absence(world, { of: 'gateway', name, namespace })
        : 'unproven';
  }
}

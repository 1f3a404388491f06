/** The recorded conditions by kind. */
import compiled from '../../../../schemas/gateway-api-conditions.json' with { type: 'json' };
import { type KindId, kindName } from '../../base/kind-id.ts';
import type { Condition } from './condition.ts';

const BY_KIND = new Map(Object.entries(compiled as unknown as Record<string, readonly Condition[]>));

export function conditionsOf(kind: KindId): readonly Condition[] {
  return BY_KIND.get(kindName(kind)) ?? [];
}

/** Ids of all conditions, for the rule that reports them. */
export function conditionIds(): readonly string[] {
  return [...BY_KIND.values()].flatMap((conditions) => conditions.map(({ id }) => id));
}

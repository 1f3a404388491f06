/** What is asked of requests: the values that policies and a statement about them name. */
import type { JsonValue } from '../../base/json.ts';
import type { Fields } from '../fields.ts';
import type { Mesh, MeshObject } from '../mesh.ts';

export interface RequestSpace {
  readonly mesh: Mesh;
  readonly policies: readonly MeshObject[];
  readonly isHttp: boolean;
  readonly from: Fields;
  readonly operation: Fields;
  /** `namespace/name`: only requests that come through it. */
  readonly gateway: string | undefined;
}

export type SpaceResult<T> =
  | { readonly ok: true; readonly values: readonly T[]; readonly tokens?: readonly JsonValue[] }
  | { readonly ok: false; readonly why: string };

/** Every list of a field in the policies' rules and in the statement itself, positive and negative. */
export function valuesOf(
  space: RequestSpace,
  block: 'source' | 'operation',
  field: string,
): readonly string[] {
  const negative = `not${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  const own = block === 'source' ? space.from : space.operation;
  const blocks = space.policies.flatMap(({ spec }) =>
    spec
      .get('rules')
      .items()
      .flatMap((rule) =>
        rule
          .get(block === 'source' ? 'from' : 'to')
          .items()
          .map((item) => item.get(block)),
      ),
  );
  return unique(
    [...blocks, own].flatMap((each) => [...each.get(field).strings(), ...each.get(negative).strings()]),
  );
}

/** Values of `when` entries with this key. */
export function conditionValues(space: RequestSpace, key: string): readonly string[] {
  return unique(
    conditions(space)
      .filter((condition) => condition.get('key').string() === key)
      .flatMap((condition) => [
        ...condition.get('values').strings(),
        ...condition.get('notValues').strings(),
      ]),
  );
}

export function conditions({ policies }: RequestSpace): readonly Fields[] {
  return policies.flatMap(({ spec }) =>
    spec
      .get('rules')
      .items()
      .flatMap((rule) => rule.get('when').items()),
  );
}

export function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** Names of namespaces, accounts and host labels. */
export const NAME_PATTERN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

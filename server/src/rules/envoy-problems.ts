/** What the rules about the values of patches share: each resource is checked once. */
import { joinPaths } from '../base/node-path.ts';
import type { Resource } from '../model/resource.ts';
import { checkMessageTree, type TreeProblem, type UnknownType } from '../schema/check-message-tree.ts';
import { envoyMessages } from '../schema/families.ts';
import { kindSchema } from '../schema/lookup.ts';
import { problemBelow } from '../schema/problem-below.ts';
import type { SchemaProblemCode, SchemaProblemOf } from '../schema/schema-problem.ts';
import type { WorldReader } from '../workspace/check.ts';
import { isForOldProxies } from './envoy-filter/old-proxies.ts';

interface Checked {
  readonly istio: string;
  readonly problems: readonly TreeProblem[];
  readonly unknownTypes: readonly UnknownType[];
  readonly untyped: readonly string[];
}

/** A resource is immutable, so what was found in it for one release stays true as long as it lives. */
const checked = new WeakMap<Resource, Checked>();

type Context = { readonly resource: Resource; readonly world: WorldReader };

export type EnvoyProblemOf<Code extends SchemaProblemCode> = SchemaProblemOf<Code> & {
  readonly message: string;
};

/** Paths count from the resource. */
export function envoyProblems<Code extends SchemaProblemCode>(
  context: Context,
  code: Code,
): readonly EnvoyProblemOf<Code>[] {
  return valuesChecked(context).problems.filter(
    (problem): problem is TreeProblem & EnvoyProblemOf<Code> => problem.code === code,
  );
}

export function unknownTypes(context: Context): readonly UnknownType[] {
  return valuesChecked(context).unknownTypes;
}

/** Paths of extensions without a configuration that says their type. */
export function untypedExtensions(context: Context): readonly string[] {
  return valuesChecked(context).untyped;
}

function valuesChecked({ resource, world }: Context): Checked {
  const istio = world.config('istioVersion');
  const known = checked.get(resource);
  if (known?.istio === istio) return known;
  const found = patchesRead(resource).map((item) => valueChecked(item, istio, resource.isTemplate));
  const made = {
    istio,
    problems: found.flatMap(({ problems }) => problems),
    unknownTypes: found.flatMap(({ unknownTypes: types }) => types),
    untyped: found.flatMap(({ untyped }) => untyped),
  };
  checked.set(resource, made);
  return made;
}

type Patch = Resource['cursor'];

/** Nothing reads the value of a removal, patches of waypoints are passed over, and old proxies read other values. */
function patchesRead({ spec }: Resource): readonly Patch[] {
  return spec
    .get('configPatches')
    .items()
    .filter(
      (item) =>
        item.get('patch').get('operation').string() !== 'REMOVE' &&
        item.get('match').get('context').string() !== 'WAYPOINT' &&
        !isForOldProxies(item),
    );
}

const NOTHING = { problems: [], unknownTypes: [], untyped: [] };

function valueChecked(patch: Patch, istio: string, isTemplate: boolean): Omit<Checked, 'istio'> {
  const { node, path } = patch.get('patch').get('value');
  const id = envoyMessages().patched.get(patch.get('applyTo').string() ?? '');
  const kind = id && kindSchema(id);
  if (node === undefined || kind === undefined) return NOTHING;
  const target = { istio, gatewayApi: '', channel: 'standard' } as const;
  const { problems, unknownTypes: types, untyped } = checkMessageTree(node, kind, target, { isTemplate });
  return {
    problems: problems.map((problem) => problemBelow(path, problem)),
    unknownTypes: types.map((each) => ({ ...each, path: joinPaths(path, each.path) })),
    untyped: untyped.map((each) => joinPaths(path, each)),
  };
}

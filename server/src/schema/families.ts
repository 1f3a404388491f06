/**
 * The families of schemas: what is known about kinds comes in bundles of their own releases. Whatever a family decides
 * (which kinds it owns, which release a target means, how a text is judged) is an entry here and in `validate.ts`, and
 * no branch anywhere else. The tables are decoded on first use, each family for itself.
 */
import gatewayApiFacts from '../../../schemas/gateway-api.json' with { type: 'json' };
import istioFacts from '../../../schemas/istio.json' with { type: 'json' };
import meshFacts from '../../../schemas/mesh.json' with { type: 'json' };
import type { KindId } from '../base/kind-id.ts';
import type { CompactFamily } from './compact-facts.ts';
import { decodeFamily } from './decode-facts.ts';
import type { FamilyName, KindSchema } from './field-schema.ts';
import type { SchemaTarget } from './schema-problem.ts';

export interface SchemaFamily {
  readonly name: FamilyName;
  /** Whose releases `since` and `until` are. */
  readonly product: 'Istio' | 'Gateway API';
  /** Oldest first. */
  readonly releases: readonly string[];
  /** Ids of its kinds, without decoding a table. */
  readonly ids: readonly KindId[];
  /** Objects that the API server stores, with versions that it serves. */
  readonly areObjects: boolean;
  /** Kinds by id. */
  kinds(): ReadonlyMap<KindId, KindSchema>;
  releaseOf(target: SchemaTarget): string;
}

const istioRelease = ({ istio }: SchemaTarget) => istio;

export const ISTIO = family('istio', istioFacts, {
  product: 'Istio',
  areObjects: true,
  releaseOf: istioRelease,
});
export const GATEWAY_API = family('gateway-api', gatewayApiFacts, {
  product: 'Gateway API',
  areObjects: true,
  releaseOf: ({ gatewayApi }) => gatewayApi,
});
/** Messages that configure a mesh, and the file that an installation is made from. */
export const MESH = family('mesh', meshFacts, {
  product: 'Istio',
  areObjects: false,
  releaseOf: istioRelease,
});

export const FAMILIES: readonly SchemaFamily[] = [ISTIO, GATEWAY_API, MESH];

const BY_NAME: ReadonlyMap<FamilyName, SchemaFamily> = new Map(FAMILIES.map((each) => [each.name, each]));
const BY_KIND: ReadonlyMap<KindId, SchemaFamily> = new Map(
  FAMILIES.flatMap((each) => each.ids.map((id) => [id, each] as const)),
);

export function familyOf(kind: Pick<KindSchema, 'family'>): SchemaFamily {
  return BY_NAME.get(kind.family) ?? ISTIO;
}

/** The family that owns a kind. */
export function familyOfKind(id: KindId): SchemaFamily | undefined {
  return BY_KIND.get(id);
}

function family(
  name: FamilyName,
  facts: unknown,
  own: Pick<SchemaFamily, 'product' | 'areObjects' | 'releaseOf'>,
): SchemaFamily {
  const compact = facts as CompactFamily;
  let decoded: ReadonlyMap<KindId, KindSchema> | undefined;
  return {
    ...own,
    name,
    releases: compact.releases,
    ids: compact.kinds.map(({ group, kind }): KindId => `${group}/${kind}`),
    kinds() {
      decoded ??= new Map(decodeFamily(compact, name).map((kind) => [kind.id, kind]));
      return decoded;
    },
  };
}

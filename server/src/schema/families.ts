/**
 * The families of schemas: what is known about kinds comes in bundles of their own releases. Whatever a family decides
 * (which kinds it owns, which release a target means, how a text is judged) is an entry here and in `validate.ts`, and
 * no branch anywhere else. The tables are decoded on first use, each family for itself.
 */
import envoyFacts from '../../../schemas/envoy.json' with { type: 'json' };
import gatewayApiFacts from '../../../schemas/gateway-api.json' with { type: 'json' };
import istioFacts from '../../../schemas/istio.json' with { type: 'json' };
import meshFacts from '../../../schemas/mesh.json' with { type: 'json' };
import meshTestSchema from '../../../schemas/mesh-test.schema.json' with { type: 'json' };
import configurationSchema from '../../../schemas/meshwright.schema.json' with { type: 'json' };
import { groupName, type KindId } from '../base/kind-id.ts';
import type { CompactFamily } from './compact-facts.ts';
import { decodeFamily } from './decode-facts.ts';
import type { FamilyName, KindSchema } from './field-schema.ts';
import { kindFromJsonSchema } from './json-schema.ts';
import { type MessageTexts, readMessageText } from './message-text.ts';
import type { SchemaTarget } from './schema-problem.ts';

export interface SchemaFamily {
  readonly name: FamilyName;
  /** Whose releases `since` and `until` are. */
  readonly product: 'Istio' | 'Gateway API' | 'Meshwright';
  /** Oldest first. */
  readonly releases: readonly string[];
  /** Ids of its kinds of objects, without decoding a table. */
  readonly ids: readonly KindId[];
  /** Objects that the API server stores, with versions that it serves. */
  readonly areObjects: boolean;
  /** True for groups whose kinds are messages: texts and parts of other documents, no objects with a header of their own. */
  areMessages(group: string): boolean;
  owns(id: KindId): boolean;
  /** Kinds by id. */
  kinds(): ReadonlyMap<KindId, KindSchema>;
  releaseOf(target: SchemaTarget): string;
}

const istioRelease = ({ istio }: SchemaTarget) => istio;

export const ISTIO = family('istio', istioFacts, {
  product: 'Istio',
  areObjects: true,
  areMessages: () => false,
  releaseOf: istioRelease,
});
export const GATEWAY_API = family('gateway-api', gatewayApiFacts, {
  product: 'Gateway API',
  areObjects: true,
  areMessages: () => false,
  releaseOf: ({ gatewayApi }) => gatewayApi,
});
/** Messages that configure a mesh, and the file that an installation is made from. */
export const MESH = family('mesh', meshFacts, {
  product: 'Istio',
  areObjects: false,
  areMessages: (group) => group !== 'install.istio.io',
  releaseOf: istioRelease,
});

let envoyTexts: MessageTexts | undefined;

/** What stands in patches of EnvoyFilters, and the types that extension points name. */
export function envoyMessages(): MessageTexts {
  envoyTexts ??= readMessageText(envoyFacts.text, 'envoy');
  return envoyTexts;
}

/** Groups of protobuf packages that proxies are configured by. */
const ENVOY_PACKAGES = /^(?:envoy|xds|udpa)\./;

/** Messages of the proxy: those that the newest release of Istio reads. */
export const ENVOY: SchemaFamily = {
  name: 'envoy',
  product: 'Istio',
  releases: envoyFacts.releases,
  ids: [],
  areObjects: false,
  areMessages: () => true,
  owns: (id) => ENVOY_PACKAGES.test(groupName(id)),
  kinds: () => envoyMessages().kinds,
  releaseOf: istioRelease,
};

/** What `meshwright.json` holds. */
export const CONFIGURATION: KindId = 'meshwright/Configuration';
/** What `*.mesh-test.yaml` holds. */
export const MESH_TEST: KindId = 'meshwright/MeshTest';

let ownKinds: ReadonlyMap<KindId, KindSchema> | undefined;

/** Files of our own: they are ours, so there is one release of them. */
export const MESHWRIGHT: SchemaFamily = {
  name: 'meshwright',
  product: 'Meshwright',
  releases: ['v1'],
  ids: [],
  areObjects: false,
  areMessages: () => true,
  owns: (id) => id === CONFIGURATION || id === MESH_TEST,
  kinds() {
    ownKinds ??= new Map(
      [
        kindFromJsonSchema(CONFIGURATION, configurationSchema, 'meshwright'),
        kindFromJsonSchema(MESH_TEST, meshTestSchema, 'meshwright'),
      ].map((kind) => [kind.id, kind]),
    );
    return ownKinds;
  },
  releaseOf: () => 'v1',
};

export const FAMILIES: readonly SchemaFamily[] = [ISTIO, GATEWAY_API, MESH, ENVOY, MESHWRIGHT];

const BY_NAME: ReadonlyMap<FamilyName, SchemaFamily> = new Map(FAMILIES.map((each) => [each.name, each]));

export function familyOf(kind: Pick<KindSchema, 'family'>): SchemaFamily {
  return BY_NAME.get(kind.family) ?? ISTIO;
}

/** The family that owns a kind. */
export function familyOfKind(id: KindId): SchemaFamily | undefined {
  return FAMILIES.find((family) => family.owns(id));
}

function family(
  name: FamilyName,
  facts: unknown,
  own: Pick<SchemaFamily, 'product' | 'areObjects' | 'areMessages' | 'releaseOf'>,
): SchemaFamily {
  const compact = facts as CompactFamily;
  const ids = compact.kinds.map(({ group, kind }): KindId => `${group}/${kind}`);
  const owned = new Set(ids);
  let decoded: ReadonlyMap<KindId, KindSchema> | undefined;
  return {
    ...own,
    name,
    releases: compact.releases,
    ids,
    owns: (id) => owned.has(id),
    kinds() {
      decoded ??= new Map(decodeFamily(compact, name).map((kind) => [kind.id, kind]));
      return decoded;
    },
  };
}

/**
 * The world as the control plane would load it: objects by kind, settings, and a memory for what is compiled from them.
 * A mesh belongs to one version of a world; compiled tables live as long as it does.
 */
import { groupBy } from '../base/group-by.ts';
import type { JsonValue } from '../base/json.ts';
import type { KindId } from '../base/kind-id.ts';
import type { ResourceRef } from '../model/resource.ts';
import type { WorldReader } from '../workspace/check.ts';
import { isUnchanged, type Read, ReadRecord } from '../workspace/read-record.ts';
import { type MeshObjectRow, meshObjects } from '../workspace/tables/mesh-objects.ts';
import { meshConfigField } from '../workspace/world-configuration.ts';
import { isRecord } from '../yaml/to-json.ts';
import { Fields } from './fields.ts';

export interface MeshObject {
  readonly kind: KindId;
  readonly namespace: string;
  readonly name: string;
  /** `namespace/name`. */
  readonly id: string;
  readonly created: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly spec: Fields;
  readonly ref: ResourceRef;
}

export interface MeshSettings {
  readonly rootNamespace: string;
  readonly clusterDomain: string;
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  readonly isAutoMtlsEnabled: boolean;
  readonly outboundMode: string;
  readonly defaultServiceExportTo: readonly string[];
  readonly defaultVirtualServiceExportTo: readonly string[];
  readonly extensionProviders: ReadonlyMap<string, Fields>;
  /** `defaultHttpRetryPolicy` and `defaultTrafficPolicy`. */
  readonly meshConfig: Fields;
}

/** Answers that outlive a version, with what each has read. */
export type KeptAnswers = Map<string, { readonly reads: readonly Read[]; readonly value: unknown }>;

export class Mesh {
  readonly reader: WorldReader;
  readonly settings: MeshSettings;
  readonly #objects = new Map<KindId, readonly MeshObject[]>();
  readonly #memory = new Map<string, unknown>();
  /** To be handed to the mesh of the next version. */
  readonly keptAnswers: KeptAnswers;

  constructor(reader: WorldReader, keptAnswers: KeptAnswers = new Map()) {
    this.reader = reader;
    this.keptAnswers = keptAnswers;
    this.settings = settingsOf(reader);
  }

  /** Oldest first. */
  objects(kind: KindId): readonly MeshObject[] {
    const known = this.#objects.get(kind);
    if (known !== undefined) return known;
    const found = this.reader
      .read(meshObjects, kind)
      .map(({ row, resource }) => objectOf(kind, row, resource))
      .toSorted(compareAge);
    this.#objects.set(kind, found);
    return found;
  }

  inNamespace(kind: KindId, namespace: string): readonly MeshObject[] {
    const groups = this.once(`objects of ${kind} by namespace`, () =>
      groupBy(this.objects(kind), (object) => object.namespace),
    );
    return groups.get(namespace) ?? [];
  }

  /** What `compute` gave the first time; `key` names it among all that is kept. */
  once<T>(key: string, compute: () => T): T {
    if (this.#memory.has(key)) return this.#memory.get(key) as T;
    const value = compute();
    this.#memory.set(key, value);
    return value;
  }

  /** As `once`, and over versions: while everything that `compute` read of its mesh is the same. */
  kept<T>(key: string, compute: (mesh: Mesh) => T): T {
    return this.once(key, () => {
      const known = this.keptAnswers.get(key);
      if (known !== undefined && isUnchanged(known.reads, this.reader)) return known.value as T;
      const record = new ReadRecord(this.reader);
      const value = compute(new Mesh(record));
      this.keptAnswers.set(key, { reads: record.reads, value });
      return value;
    });
  }
}

/** By row: an edit makes one object anew, and what is remembered of the others stays. */
const objects = new WeakMap<MeshObjectRow, MeshObject>();

function objectOf(kind: KindId, row: MeshObjectRow, ref: ResourceRef): MeshObject {
  const known = objects.get(row);
  if (known?.ref === ref) return known;
  const made: MeshObject = {
    kind,
    namespace: row.namespace,
    name: row.name,
    id: `${row.namespace}/${row.name}`,
    created: row.created,
    labels: new Fields(row.labels, 'metadata.labels').stringMap(),
    annotations: new Fields(row.annotations, 'metadata.annotations').stringMap(),
    spec: new Fields(row.spec, 'spec'),
    ref,
  };
  objects.set(row, made);
  return made;
}

const meshes = new WeakMap<WorldReader, Mesh>();

/** The mesh of a reader; a host asks with one reader for each version of a world. */
export function meshOf(reader: WorldReader): Mesh {
  let mesh = meshes.get(reader);
  if (mesh === undefined) {
    mesh = new Mesh(reader);
    meshes.set(reader, mesh);
  }
  return mesh;
}

/** Older first; without a time stamp by name, then namespace (semantics specification, conventions). */
export function compareAge(a: MeshObject, b: MeshObject): number {
  return (
    compareText(a.created, b.created) || compareText(a.name, b.name) || compareText(a.namespace, b.namespace)
  );
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Fields of MeshConfig that single answers read whole. */
const WHOLE_FIELDS = ['defaultHttpRetryPolicy', 'defaultTrafficPolicy'];

/** Field by field: who asks for a mesh is told of the fields that decide, and of no others. */
function settingsOf(reader: WorldReader): MeshSettings {
  const field = (name: string) => new Fields(meshConfigField(reader, name) ?? null, name);
  const outbound = field('outboundTrafficPolicy');
  const providers = field('extensionProviders').items();
  const whole = WHOLE_FIELDS.flatMap((name): readonly (readonly [string, JsonValue])[] => {
    const value = meshConfigField(reader, name);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    rootNamespace: reader.config('rootNamespace'),
    clusterDomain: reader.config('clusterDomain'),
    trustDomain: reader.config('trustDomain'),
    trustDomainAliases: field('trustDomainAliases').strings(),
    isAutoMtlsEnabled: field('enableAutoMtls').boolean() ?? true,
    outboundMode: outbound.string() ?? outbound.get('mode').string() ?? 'ALLOW_ANY',
    defaultServiceExportTo: listOr(field('defaultServiceExportTo'), ['*']),
    defaultVirtualServiceExportTo: listOr(field('defaultVirtualServiceExportTo'), ['*']),
    extensionProviders: new Map(
      providers.flatMap((provider) => {
        const name = provider.get('name').string();
        return name === undefined ? [] : [[name, provider] as const];
      }),
    ),
    meshConfig: new Fields(Object.fromEntries(whole), ''),
  };
}

function listOr(field: Fields, otherwise: readonly string[]): readonly string[] {
  const list = field.strings();
  return list.length === 0 ? otherwise : list;
}

/** Narrowing for values that answers carry along. */
export function asRecord(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> {
  return isRecord(value) ? value : {};
}

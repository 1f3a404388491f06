/**
 * The world as the control plane would load it: objects by kind, settings, and a memory for what is compiled from them.
 * A mesh belongs to one version of a world; compiled tables live as long as it does, kept answers longer.
 */
import { groupBy } from '../base/group-by.ts';
import type { JsonValue } from '../base/json.ts';
import type { KindId } from '../base/kind-id.ts';
import type { ResourceRef } from '../model/resource.ts';
import type { WorldReader } from '../workspace/check.ts';
import { type MeshObjectRow, meshObjects } from '../workspace/tables/mesh-objects.ts';
import { meshConfigField } from '../workspace/world-configuration.ts';
import { isRecord } from '../yaml/to-json.ts';
import { Fields } from './fields.ts';
import { type Answer, KeptAnswers, sameItems } from './kept-answers.ts';
import { ToldReader } from './told-reader.ts';

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

/** What one version of a world after the other is asked; handed from its mesh to the next one's. */
export type MeshAnswers = KeptAnswers<Mesh>;

export class Mesh {
  /** What is read here while an answer is found is told to it. */
  readonly reader: WorldReader;
  readonly world: WorldReader;
  /** To be handed to the mesh of the next version; this one must not be asked any more then. */
  readonly answers: MeshAnswers;
  readonly #memory = new Map<string, Answer<Mesh>>();

  constructor(world: WorldReader, answers: MeshAnswers = new KeptAnswers<Mesh>()) {
    this.world = world;
    this.answers = answers;
    this.reader = new ToldReader(world, answers);
    answers.begin(this);
  }

  get settings(): MeshSettings {
    return this.kept('settings', (mesh) => settingsOf(mesh.reader));
  }

  /** Oldest first. */
  objects(kind: KindId): readonly MeshObject[] {
    return this.keptList(`objects ${kind}`, (mesh) =>
      mesh.reader
        .read(meshObjects, kind)
        .map(({ row, resource }) => objectOf(kind, row, resource))
        .toSorted(compareAge),
    );
  }

  inNamespace(kind: KindId, namespace: string): readonly MeshObject[] {
    return this.keptList(`objects ${kind} in ${namespace}`, (mesh) => {
      const groups = mesh.kept(`objects ${kind} by namespace`, (each) =>
        groupBy(each.objects(kind), (object) => object.namespace),
      );
      return groups.get(namespace) ?? [];
    });
  }

  /** The oldest of its name. */
  objectNamed(kind: KindId, namespace: string, name: string): MeshObject | undefined {
    return this.objectsNamed(kind, namespace, name)[0];
  }

  /** More than one when several files have it. */
  objectsNamed(kind: KindId, namespace: string, name: string): readonly MeshObject[] {
    return this.keptList(`objects ${kind} ${namespace}/${name}`, (mesh) => {
      const groups = mesh.kept(`objects ${kind} in ${namespace} by name`, (each) =>
        groupBy(each.inNamespace(kind, namespace), (object) => object.name),
      );
      return groups.get(name) ?? [];
    });
  }

  /** What `compute` gave the first time; `key` names it among all that is remembered of this version. */
  once<T>(key: string, compute: () => T): T {
    let answer = this.#memory.get(key);
    if (answer === undefined) {
      answer = this.answers.once(compute);
      this.#memory.set(key, answer);
    }
    return this.answers.told(answer) as T;
  }

  /**
   * As `once`, and over versions: while everything that `find` asked of its mesh is the same. It may use nothing but that
   * mesh and what `key` says; of what it gave before it may use equal parts again.
   */
  kept<T>(
    key: string,
    find: (mesh: Mesh, before: T | undefined) => T,
    isSame: (before: T, now: T) => boolean = Object.is,
  ): T {
    return this.answers.named(key, find, isSame);
  }

  /** Who asked for a list is told of another one only when it has other items. */
  keptList<T>(key: string, find: (mesh: Mesh) => readonly T[]): readonly T[] {
    return this.answers.named(key, find, sameItems);
  }

  /** As `kept`, about an object of a version (an edit makes it another one), which `find` may use as well. */
  keptOf<T>(
    subject: object,
    key: string,
    find: (mesh: Mesh) => T,
    isSame: (before: T, now: T) => boolean = Object.is,
  ): T {
    return this.answers.about(subject, key, find, isSame);
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

/** What the rules about messages share: the texts that configure a mesh are checked once, wherever they stand. */
import type { KindId } from '../base/kind-id.ts';
import { Cursor } from '../model/cursor.ts';
import { EMBEDDING_KINDS, embeddedDocuments } from '../model/embedded-documents.ts';
import { HELM_VALUES, MESH_CONFIG, MESH_NETWORKS, PROXY_CONFIG } from '../model/known-kinds.ts';
import type { Resource } from '../model/resource.ts';
import { POD_KINDS, podTemplatePath } from '../model/workload.ts';
import { kindSchema } from '../schema/lookup.ts';
import { problemBelow } from '../schema/problem-below.ts';
import type { SchemaProblem, SchemaProblemCode, SchemaProblemOf } from '../schema/schema-problem.ts';
import { validateResource } from '../schema/validate.ts';
import type { WorldReader } from '../workspace/check.ts';

const OPERATOR: KindId = 'install.istio.io/IstioOperator';

/** Kinds that hold such texts, or are one. */
export const MESSAGE_KINDS: readonly KindId[] = [
  ...EMBEDDING_KINDS,
  OPERATOR,
  MESH_NETWORKS.id,
  HELM_VALUES.id,
];

/** Where they stand, for `fields` of a rule; a file of networks is one as a whole. */
export const MESSAGE_FIELDS: ReadonlyMap<KindId, readonly string[]> = new Map<KindId, readonly string[]>([
  ['core/ConfigMap', ['data']],
  ...POD_KINDS.map((kind) => [kind, [`${podTemplatePath(kind, 'metadata')}.annotations`]] as const),
]);

/** Who reads a text: that decides what happens when it cannot. */
export type MessageReader = 'istiod' | 'injector' | 'installed istiod';

interface MessageText {
  /** Of the text in the object. */
  readonly path: string;
  readonly message: KindId;
  readonly root: NonNullable<Cursor['node']>;
  readonly isTemplate: boolean;
  readonly reader: MessageReader;
}

export type MessageProblemOf<Code extends SchemaProblemCode> = SchemaProblemOf<Code> & {
  readonly message: string;
  readonly reader: MessageReader;
};

type MessageProblem = SchemaProblem & { readonly message: string; readonly reader: MessageReader };

interface Checked {
  readonly istio: string;
  readonly problems: readonly MessageProblem[];
}

/** A resource is immutable, so what was found in it for one release stays true as long as it lives. */
const checked = new WeakMap<Resource, Checked>();

/** Paths count from the object. */
export function messageProblems<Code extends SchemaProblemCode>(
  { resource, world }: { readonly resource: Resource; readonly world: WorldReader },
  code: Code,
): readonly MessageProblemOf<Code>[] {
  const istio = world.config('istioVersion');
  let known = checked.get(resource);
  if (known?.istio !== istio) {
    const problems = [...textsOf(resource)].flatMap((text) => problemsIn(text, istio));
    known = { istio, problems };
    checked.set(resource, known);
  }
  return known.problems.filter(
    (problem): problem is MessageProblem & MessageProblemOf<Code> => problem.code === code,
  );
}

/** Mesh configurations that an object holds, to be read by field; paths count from the object. */
export function meshConfigTexts(resource: Resource): readonly Cursor[] {
  return [...textsOf(resource)]
    .filter(({ message }) => message === MESH_CONFIG)
    .map(({ path, root }) => new Cursor(root, path));
}

/** Messages of a kind that an object holds and that no template fills in; paths count from the object. */
export function messagesOf(resource: Resource, kindId: KindId): readonly Cursor[] {
  return [...textsOf(resource)]
    .filter(({ message, isTemplate }) => message === kindId && !isTemplate)
    .map(({ path, root }) => new Cursor(root, path));
}

/** The mesh configurations of an object, and the configurations of proxies in them and beside them. */
export function meshParts(resource: Resource): {
  readonly meshes: readonly Cursor[];
  readonly proxies: readonly Cursor[];
} {
  const meshes = messagesOf(resource, MESH_CONFIG);
  const proxies = [...meshes.map((mesh) => mesh.get('defaultConfig')), ...messagesOf(resource, PROXY_CONFIG)];
  return { meshes, proxies };
}

function* textsOf(resource: Resource): Iterable<MessageText> {
  const { kindId, cursor, isTemplate } = resource;
  if (kindId === MESH_NETWORKS.id) {
    if (cursor.node === undefined) return;
    yield { path: '', message: kindId, root: cursor.node, isTemplate, reader: 'istiod' };
  } else if (kindId === OPERATOR || kindId === HELM_VALUES.id) {
    const paths = kindId === OPERATOR ? ['spec.meshConfig', 'spec.values.meshConfig'] : ['meshConfig'];
    for (const path of paths) {
      const { node } = cursor.at(path);
      if (node === undefined) continue;
      yield { path, message: MESH_CONFIG, root: node, isTemplate, reader: 'installed istiod' };
    }
  } else {
    const reader = kindId === 'core/ConfigMap' ? 'istiod' : 'injector';
    for (const { path, message, document: text } of resource.facts(embeddedDocuments)) {
      // What is no YAML is another mistake.
      if (text.root === undefined || text.problems.some((problem) => problem.code === 'syntax')) continue;
      yield { path, message, root: text.root, isTemplate: text.isTemplate || isTemplate, reader };
    }
  }
}

function problemsIn(
  { path, message, root, isTemplate, reader }: MessageText,
  istio: string,
): readonly MessageProblem[] {
  const kind = kindSchema(message);
  if (kind === undefined) return [];
  const target = { istio, gatewayApi: '', channel: 'standard' } as const;
  return validateResource(root, kind, target, { isTemplate }).map((problem) => ({
    ...problemBelow(path, problem),
    message: kind.kind,
    reader,
  }));
}

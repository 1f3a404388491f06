/** Hover texts: of fields from `schemas/docs.json`, of kinds from the kind guide. */

import compiledDocs from '../../../schemas/docs.json' with { type: 'json' };
import compiledMeshDocs from '../../../schemas/mesh-docs.json' with { type: 'json' };
import { groupName, type KindId, kindName } from '../base/kind-id.ts';
import { lookUp } from '../base/look-up.ts';
import { pathSteps, withoutElements } from '../base/node-path.ts';
import type { CompiledDocs, DocEntry } from './compiled-docs.ts';
import { familyOfKind } from './families.ts';
import type { FamilyName, FieldDoc } from './field-schema.ts';
import { findDoc } from './find-doc.ts';
import { KIND_GUIDE, type KindGuide } from './kind-guide.ts';
import { fieldAt, kindSchema } from './lookup.ts';
import { METADATA_DOCS, OBJECT_DOCS_URL } from './metadata-docs.ts';

const DOCS = compiledDocs as unknown as CompiledDocs;
const MESH_DOCS = compiledMeshDocs as unknown as CompiledDocs;
const OWN_REFERENCE = 'https://github.com/meshwright/meshwright#readme';
const ENVOY_REFERENCE = 'https://www.envoyproxy.io/docs/envoy/latest/api-v3/api';
const GATEWAY_API_REFERENCE = 'https://gateway-api.sigs.k8s.io/reference/spec/';

export interface KindDoc extends KindGuide {
  /** What the kind is. */
  readonly about: string;
  /** Address of its reference page. */
  readonly url: string;
}

/**
 * Documentation of the field at a path such as `spec.http[].match[].uri.prefix` or `metadata.labels`; indexes may stand
 * in the brackets. List items and map values share the text of their list or map.
 */
export function fieldDoc(kindId: KindId, path: string): FieldDoc | undefined {
  const generic = path.replace(/\[\d+\]/g, '[]');
  const family = familyOfKind(kindId)?.name;
  if (!isMessageKind(kindId) && /^(?:apiVersion|kind|metadata|spec|status)/.test(generic)) {
    const own = lookUp(METADATA_DOCS, withoutElements(generic));
    if (own !== undefined) return { doc: own, url: OBJECT_DOCS_URL };
  }
  return family === undefined ? undefined : FIELD_DOCS[family](kindId, generic);
}

/** Where each family has its texts. */
const FIELD_DOCS: Readonly<Record<FamilyName, (kindId: KindId, path: string) => FieldDoc | undefined>> = {
  istio: (kindId, path) =>
    path.startsWith('spec.') ? docIn(DOCS, kindName(kindId), path.slice('spec.'.length)) : undefined,
  'gateway-api': () => undefined,
  mesh: (kindId, path) => docIn(MESH_DOCS, kindName(kindId), path),
  envoy: (kindId, path) => docBeside(kindId, path, ENVOY_REFERENCE),
  meshwright: (kindId, path) => docBeside(kindId, path, OWN_REFERENCE),
};

function isMessageKind(kindId: KindId): boolean {
  return familyOfKind(kindId)?.areMessages(groupName(kindId)) === true;
}

/** The text stands beside the field. */
function docBeside(kindId: KindId, path: string, url: string): FieldDoc | undefined {
  const kind = kindSchema(kindId);
  const steps = pathSteps(path.replaceAll('[]', '[0]').replaceAll('{}', '.key'));
  const field = kind && fieldAt(kind, steps);
  if (field === undefined) return undefined;
  const format = field.format === 'duration' ? { format: 'duration' } : {};
  return { doc: field.doc ?? '', ...format, url };
}

function docIn(docs: CompiledDocs, kind: string, path: string): FieldDoc | undefined {
  const found = findDoc(docs, kind, path);
  return found === undefined ? undefined : toFieldDoc(docs, found.entry, kind);
}

export function kindDoc(kindId: KindId): KindDoc | undefined {
  const guide = lookUp(KIND_GUIDE, kindId);
  if (guide === undefined) return undefined;
  if (!isIstio(kindId)) return { ...guide, about: guide.about ?? '', url: GATEWAY_API_REFERENCE };
  const kind = kindName(kindId);
  return { ...guide, about: guide.about ?? DOCS.kinds[kind]?.about ?? '', url: pageUrl(DOCS, kind) };
}

/** Gateway API kinds share names with Istio kinds, so the group decides. */
function isIstio(kindId: KindId): boolean {
  return groupName(kindId).endsWith('istio.io');
}

function pageUrl({ baseUrl, kinds }: CompiledDocs, kind: string): string {
  const page = kinds[kind]?.page;
  return page === undefined ? baseUrl : `${baseUrl}${page}/`;
}

function toFieldDoc(docs: CompiledDocs, entry: DocEntry, kind: string): FieldDoc {
  const about = entry.$ref === undefined ? undefined : lookUp(docs.shared, entry.$ref)?.about;
  return {
    doc: entry.doc,
    ...(about === undefined ? {} : { about }),
    ...(entry.default === undefined ? {} : { default: String(entry.default) }),
    ...(entry.format === undefined ? {} : { format: String(entry.format) }),
    ...(entry.example === undefined ? {} : { example: entry.example }),
    ...(entry.pitfall === undefined ? {} : { pitfall: entry.pitfall }),
    ...(entry.values === undefined ? {} : { values: entry.values }),
    ...(entry.deprecated === undefined ? {} : { deprecated: entry.deprecated }),
    ...(entry.stage === undefined ? {} : { stage: entry.stage }),
    url: anchorUrl(entry.anchor) ?? pageUrl(docs, kind),
  };
}

function anchorUrl(anchor: string | undefined): string | undefined {
  if (anchor === undefined) return undefined;
  const [page, fragment] = anchor.split('#');
  return `${DOCS.baseUrl}${page}/${fragment === undefined ? '' : `#${fragment}`}`;
}

/** What the division of a project into worlds needs to know of a file. */
import { groupName, type KindId, kindIdOf } from '../../base/kind-id.ts';
import type { ExtractionOptions } from '../../model/extract-resources.ts';
import { OWN_GROUPS } from '../../model/known-kinds.ts';
import type { Resource } from '../../model/resource.ts';
import { fileUnit } from '../../workspace/unit.ts';
import type { YamlFile } from '../../yaml/node.ts';
import { readWhole } from '../../yaml/read-whole.ts';
import { isRecord, nodeToJson } from '../../yaml/to-json.ts';
import type { JsonRecord } from '../object-in-text.ts';
import { isHelmfile } from './marker-names.ts';
import { nameOf } from './paths.ts';

export interface DefinedObject {
  /** Kind and name. */
  readonly id: string;
  /** As written; empty when the object names none. */
  readonly namespace: string;
  /** One of ours or a Service: what conflicts, and what is told apart. */
  readonly counts: boolean;
  readonly resource: Resource;
}

export interface FileDigest {
  readonly uri: string;
  /** Decoded, from the project's folder. */
  readonly path: string;
  readonly objects: readonly DefinedObject[];
  /** Documents of delivery tools. */
  readonly delivery: readonly JsonRecord[];
  /** The one object that it holds, whatever that is; read anew each time. */
  content(): JsonRecord | undefined;
  /** A document of it is a template. */
  readonly isTemplate: boolean;
  /** The text says that a tool wrote it. */
  readonly isGenerated: boolean;
  /** Builds are told to read files outside of a kustomization's folder, as Flux tells them. */
  readonly liftsRestrictions: boolean;
}

/** Groups of the tools that deliver what other files hold. */
const DELIVERY_KINDS: ReadonlySet<KindId> = new Set<KindId>([
  'argoproj.io/Application',
  'argoproj.io/ApplicationSet',
  'kustomize.toolkit.fluxcd.io/Kustomization',
  'helm.toolkit.fluxcd.io/HelmRelease',
]);
const GENERATED = /\b(?:rendered|generated|do not edit)\b/i;
/** Comments at the start of a file that are looked at. */
const LEAD_LINES = 20;

export function digestOf(uri: string, path: string, file: YamlFile, options: ExtractionOptions): FileDigest {
  return {
    uri,
    path,
    // What delivers is no part of what is delivered.
    objects: fileUnit(uri, file, options)
      .resources.filter(({ resource }) => !DELIVERY_KINDS.has(resource.kindId))
      .map(({ resource }) => definedObject(resource)),
    delivery: file.documents
      .map(({ document }) => (isDeliveryFile(path) ? objectOf(document.text) : deliveryObject(document)))
      .filter((object) => object !== undefined),
    content: () => objectOf(file.text),
    isTemplate: file.documents.some(({ document }) => document.isTemplate),
    isGenerated: saysGenerated(file.text),
    liftsRestrictions:
      file.text.includes('LoadRestrictionsNone') || file.documents.some(({ document }) => isOfFlux(document)),
  };
}

export function contentOf({ resource }: DefinedObject): string {
  const { node } = resource.cursor;
  return node === undefined ? '' : JSON.stringify(nodeToJson(node));
}

function definedObject(resource: Resource): DefinedObject {
  const { kindId, name, namespace, isNamespaceWritten } = resource;
  return {
    id: `${kindId}/${name}`,
    namespace: isNamespaceWritten ? namespace : '',
    counts: kindId === 'core/Service' || OWN_GROUPS.includes(groupName(kindId)),
    resource,
  };
}

function isOfFlux({ header }: YamlFile['documents'][number]['document']): boolean {
  return (
    header.kind === 'Kustomization' && header.apiVersion?.startsWith('kustomize.toolkit.fluxcd.io/') === true
  );
}

/** Files of tools that know theirs by its name. */
function isDeliveryFile(path: string): boolean {
  return isHelmfile(path) || nameOf(path) === 'fleet.yaml';
}

function deliveryObject(document: YamlFile['documents'][number]['document']): JsonRecord | undefined {
  const { apiVersion, kind } = document.header;
  if (apiVersion === undefined || kind === undefined) return undefined;
  const isSkaffold = apiVersion.startsWith('skaffold/');
  if (!isSkaffold && !DELIVERY_KINDS.has(kindIdOf(apiVersion, kind).id)) return undefined;
  return objectOf(document.text);
}

/** The one object of a text; undefined when it holds none. Broken text gives what can be read of it. */
export function objectOf(text: string): JsonRecord | undefined {
  const file = readWhole(text);
  const root = file.documents.find(({ document }) => document.root !== undefined)?.document.root;
  const value = root === undefined ? undefined : nodeToJson(root);
  return value === undefined || !isRecord(value) ? undefined : value;
}

function saysGenerated(text: string): boolean {
  let from = 0;
  for (let line = 0; line < LEAD_LINES && from < text.length; line++) {
    const end = text.indexOf('\n', from);
    const written = text.slice(from, end < 0 ? Math.min(text.length, from + 200) : Math.min(end, from + 200));
    if (isGenerated(written)) return true;
    if (written.trim() !== '' && !written.startsWith('#') && !written.startsWith('---')) return false;
    if (end < 0) return false;
    from = end + 1;
  }
  return false;
}

function isGenerated(line: string): boolean {
  return line.startsWith('#') && (GENERATED.test(line) || line.startsWith('# Source: '));
}

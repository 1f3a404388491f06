/** What worlds are filled with: the objects of a file, or what several files render to. */

import { objectBranches } from '../helm/object-branches.ts';
import { type ExtractionOptions, extractResources } from '../model/extract-resources.ts';
import type { WrittenResource } from '../model/resource.ts';
import type { YamlDocument, YamlFile } from '../yaml/node.ts';
import { DocumentOrigin } from './document-origin.ts';
import type { Origin } from './origin.ts';
import { overlayDocuments } from './overlay-documents.ts';
import { templateProblems } from './template-problems.ts';
import type { UnitProblem } from './unit-problem.ts';

export interface Unit {
  /** URIs of all files that its objects, or findings about them, may stand in. */
  readonly files: readonly string[];
  /** In order: of two definitions of one object the later one counts. */
  readonly resources: readonly PlacedResource[];
  /** What kept it from being made as it is written. */
  readonly problems?: readonly UnitProblem[];
}

export interface PlacedResource {
  readonly resource: WrittenResource;
  readonly origin: Origin;
}

/** Objects of a document, kept with it: an unchanged document is the same object in the next parse, and in every world. */
const extracted = new WeakMap<object, Map<string, readonly WrittenResource[]>>();

export interface Extraction {
  extract(document: YamlDocument, options: ExtractionOptions): readonly WrittenResource[];
  /** A document from which it throws has no objects; those of the others stay. */
  failed(error: unknown, document: YamlDocument): void;
}

/** Of those who only look: whoever counts the objects tells of failures. */
const SILENT: Extraction = { extract: extractResources, failed: () => undefined };

/** The objects of a file as they are written. */
export function fileUnit(
  uri: string,
  yaml: YamlFile,
  options: ExtractionOptions,
  { extract, failed }: Extraction = SILENT,
): Unit {
  const variant = [options.isMeshNetworks, options.defaultNamespace, ...options.workloadKinds].join(' ');
  const hasTemplates = yaml.documents.some(({ document }) => document.isTemplate);
  const branchesAround = objectBranches(hasTemplates ? yaml.text : '');
  const overlays = overlayDocuments(yaml);
  const resources = yaml.documents.flatMap(({ start, document }, index) => {
    if (overlays.has(index)) return [];
    let byVariant = extracted.get(document);
    if (byVariant === undefined) {
      byVariant = new Map();
      extracted.set(document, byVariant);
    }
    let found = byVariant.get(variant);
    if (found === undefined) {
      try {
        found = extract(document, { ...options, uri });
      } catch (error) {
        failed(error, document);
        return [];
      }
      byVariant.set(variant, found);
    }
    return found.map((resource) => {
      const { root } = resource;
      const branches = branchesAround(root.start + start, root.end + start);
      const around = branches && `${uri} ${branches}`;
      return { resource, origin: new DocumentOrigin(uri, resource, start, around) };
    });
  });
  const problems = templateProblems(uri, yaml.text);
  return { files: [uri], resources, problems };
}

/** Finds, reads and checks the kustomization file of a folder. */
import type { PlacedDocument } from '../yaml/node.ts';
import type { SourceFile } from './file-source.ts';
import { KUSTOMIZATION_NAMES } from './kustomization-names.ts';
import { KUSTOMIZATION } from './kustomization-shape.ts';
import type { Loader } from './loader.ts';
import { joinPath } from './paths.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { conform } from './shape.ts';
import { child, emptyMap, itemsOf, type TreeMap, type TreeScalar, textOf, treeOf } from './tree.ts';
import { blockingProblem } from './yaml-problems.ts';

const VERSIONS: ReadonlyMap<string, string> = new Map([
  ['Kustomization', 'kustomize.config.k8s.io/v1beta1'],
  ['Component', 'kustomize.config.k8s.io/v1alpha1'],
]);

export interface Kustomization {
  readonly folder: string;
  readonly file: SourceFile;
  readonly isComponent: boolean;
  readonly fields: TreeMap;
}

/** `place`: who asked for the folder; problems of the folder as a whole stand there. */
export function readKustomization(
  loader: Loader,
  problems: Problems,
  folder: string,
  place: Place | undefined,
): Kustomization | undefined {
  const found = KUSTOMIZATION_NAMES.flatMap((name) => loader.file(joinPath(folder, name)) ?? []);
  const [file] = found;
  const asked = place ?? { file: joinPath(folder, KUSTOMIZATION_NAMES[0] ?? ''), start: 0, end: 0 };
  if (file === undefined)
    return problems.fail(
      'kustomization-missing',
      `The folder "${folder || '.'}" holds no kustomization`,
      asked,
    );
  if (found.length > 1) {
    const names = found.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).join(' and ');
    return problems.fail('kustomization-several', `The folder holds both ${names}`, atStart(file));
  }
  const fields = readFields(file, problems);
  if (fields === undefined) return undefined;
  return checkHeader(file, problems, folder, fields);
}

function readFields(file: SourceFile, problems: Problems): TreeMap | undefined {
  const written = file.yaml.documents.filter(({ document }) => document.state !== 'empty');
  const [first] = written;
  if (first === undefined) {
    const oversized = file.yaml.problems[0];
    if (oversized !== undefined)
      return problems.fail('kustomization-malformed', 'The file is too large', atStart(file));
    return problems.fail('kustomization-empty', 'The kustomization is empty', atStart(file));
  }
  const broken = blockingProblem(first.document, 'keys-may-repeat');
  if (broken !== undefined)
    return problems.fail(
      'kustomization-malformed',
      `Not valid YAML: ${broken.detail}`,
      at(file, first, broken),
    );
  if (first.document.root === undefined) return emptyMap(atStart(file));
  const tree = treeOf(first.document.root, (start, end) => at(file, first, { start, end }));
  if (tree.kind !== 'map')
    return problems.fail('kustomization-malformed', 'A kustomization is a mapping', tree.origin);
  const fault = conform(tree, KUSTOMIZATION);
  return fault === undefined ? tree : problems.fail(fault.class, fault.message, fault.place);
}

function checkHeader(
  file: SourceFile,
  problems: Problems,
  folder: string,
  fields: TreeMap,
): Kustomization | undefined {
  const kindNode = child(fields, 'kind');
  const kind = textOf(kindNode) || 'Kustomization';
  const version = VERSIONS.get(kind);
  if (version === undefined) {
    const message = `The kind "${kind}" is neither Kustomization nor Component`;
    return problems.fail('kustomization-wrong-kind', message, kindNode?.origin ?? atStart(file));
  }
  const versionNode = child(fields, 'apiVersion');
  if ((textOf(versionNode) || version) !== version) {
    const message = `The apiVersion of a ${kind} is "${version}"`;
    return problems.fail('kustomization-wrong-kind', message, versionNode?.origin ?? atStart(file));
  }
  if ([...fields.entries.keys()].every((name) => name === 'apiVersion' || name === 'kind'))
    return problems.fail(
      'kustomization-empty',
      'The kustomization is empty',
      kindNode?.origin ?? atStart(file),
    );
  return { folder, file, isComponent: kind === 'Component', fields };
}

/** Texts of a list field, with the field that replaced an old one behind it. */
export function textItems(kustomization: Kustomization, ...names: readonly string[]): readonly TreeScalar[] {
  return names.flatMap((name) =>
    itemsOf(child(kustomization.fields, name)).filter(
      (item): item is TreeScalar => item.kind === 'scalar' && item.value !== null,
    ),
  );
}

function atStart(file: SourceFile): Place {
  return { file: file.path, start: 0, end: 0 };
}

function at(
  file: SourceFile,
  placed: PlacedDocument,
  range: { readonly start: number; readonly end: number },
): Place {
  return { file: file.path, start: placed.start + range.start, end: placed.start + range.end };
}

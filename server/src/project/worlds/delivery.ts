/** Objects of delivery tools: which folder each of them delivers, and how. */
import type { JsonValue } from '../../base/json.ts';
import type { DeliveryObject } from '../../kustomize/delivery-settings.ts';
import { globMatches } from '../../primitives/glob.ts';
import { isRecord } from '../../yaml/to-json.ts';
import type { JsonRecord } from '../object-in-text.ts';
import { type DeliverySurroundings, elementsOf, filledIn, isMatch } from './application-sets.ts';
import { type FileDigest, objectOf } from './digest.ts';
import { type GivenValues, givenValues, parameters } from './given-values.ts';
import { isHelmfile } from './marker-names.ts';
import { itemsOf, recordOf, textOf, textsOf } from './members.ts';
import { folderOf, isIn, nameOf, resolvePath } from './paths.ts';
import type { Unresolved } from './unit.ts';

/** One folder of the project that a delivery object points to. */
export interface Delivered {
  /** `Application "shop"`. */
  readonly by: string;
  /** Path of the file with the object. */
  readonly file: string;
  /** Path of the folder. */
  readonly folder: string;
  /** Folders below it count as well, where it holds no kustomization and no chart. */
  readonly isDeep: boolean;
  /** Globs of paths in it: only those, and none of these. */
  readonly only?: Readonly<Record<'include' | 'exclude', string | undefined>>;
  /** Of objects that name none. */
  readonly namespace: string | undefined;
  /** What it does to a kustomization there; undefined when it leaves it as it is. */
  readonly settings?: Settings | undefined;
  /** What it gives to a chart there. */
  readonly values?: GivenValues;
}

export interface Settings {
  /** Components that it adds, as it writes them. */
  readonly components: readonly string[];
  readonly object: Omit<DeliveryObject, 'file'>;
  /** Equal for equal settings. */
  readonly text: string;
}

export interface Deliveries {
  readonly delivered: readonly Delivered[];
  readonly unresolved: readonly Unresolved[];
}

/**
 * @param folders of the project that hold anything
 * @param location decoded path of the project's folder
 */
export function readDeliveries(
  digests: readonly FileDigest[],
  folders: ReadonlySet<string>,
  location: string,
): Deliveries {
  const delivered: Delivered[] = [];
  const unresolved: Unresolved[] = [];
  for (const { path, delivery } of digests) {
    const environments = delivery.flatMap((object) => Object.keys(recordOf(object['environments'])));
    for (const object of delivery) {
      for (const pointer of pointersOf(object, path, { folders, digests, environments })) {
        const found = foldersFor(pointer.folder, folders, location);
        for (const folder of found) delivered.push({ ...pointer, folder, file: path });
        if (found.length === 0) unresolved.push({ kind: 'path', value: pointer.folder, file: path });
      }
    }
  }
  return { delivered, unresolved };
}

/** What a generator puts in that no file says. */
const PLACEHOLDER = /\{\{[^{}]*\}\}/g;

/**
 * The folders that a path means. Delivery tools count from the root of the repository, of which the project may be a part:
 * then the path begins with the end of the project's own.
 */
function foldersFor(path: string, folders: ReadonlySet<string>, location: string): readonly string[] {
  const glob = path.replace(PLACEHOLDER, '*');
  if (glob !== path) return [...folders].filter((folder) => isMatch(glob, folder)).sort();
  if (folders.has(path)) return [path];
  const steps = path.split('/');
  for (let from = 1; from < steps.length; from++) {
    const [above, inside] = [steps.slice(0, from).join('/'), steps.slice(from).join('/')];
    if (`/${location}`.endsWith(`/${above}`) && folders.has(inside)) return [inside];
  }
  return [];
}

type Pointer = Omit<Delivered, 'file'>;

interface Surroundings extends DeliverySurroundings {
  /** Of the helmfile. */
  readonly environments: readonly string[];
}

function pointersOf(object: JsonRecord, file: string, project: Surroundings): readonly Pointer[] {
  switch (textOf(object['kind'])) {
    case 'Application':
      return applicationPointers(object, `Application "${nameIn(object)}"`, {
        kind: 'Application',
        name: nameIn(object),
      });
    case 'ApplicationSet':
      return applicationSetPointers(object, project);
    case 'Kustomization': {
      const spec = recordOf(object['spec']);
      const { path, targetNamespace } = spec;
      const by = `Flux Kustomization "${nameIn(object)}"`;
      const written = textOf(path) ?? './';
      const about = { kind: 'Kustomization', name: nameIn(object), path: written } as const;
      const settings = settingsIn(spec, FLUX_SETTINGS, about);
      return pointer(by, written, textOf(targetNamespace), true).map((found) => ({ ...found, settings }));
    }
    case 'HelmRelease': {
      const spec = recordOf(object['spec']);
      const chart = textOf(recordOf(recordOf(spec['chart'])['spec'])['chart']);
      const by = `HelmRelease "${nameIn(object)}"`;
      // Anything but a path is the name of a chart in a repository.
      if (chart?.startsWith('.') !== true) return [];
      const files = pathsFrom('', recordOf(recordOf(spec['chart'])['spec'])['valuesFiles']);
      const values = givenValues(files, {
        inline: [spec['values']],
        isOpen: itemsOf(spec['valuesFrom']).length > 0,
        release: fluxRelease(spec, nameIn(object)),
      });
      return pointer(by, chart, textOf(spec['targetNamespace']), true).map((found) => ({ ...found, values }));
    }
    default:
      if (isHelmfile(file)) return helmfilePointers(object, file, project.environments);
      return nameOf(file) === 'fleet.yaml' ? fleetPointers(object, file) : skaffoldPointers(object, file);
  }
}

/** `[targetNamespace-]name` unless it is written. */
function fluxRelease(spec: JsonRecord, name: string): string {
  const namespace = textOf(spec['targetNamespace']);
  return textOf(spec['releaseName']) ?? (namespace === undefined ? name : `${namespace}-${name}`);
}

const ENVIRONMENT = /\{\{-? ?\.Environment\.Name ?-?\}\}/g;

/** Charts of a repository elsewhere are not in the files. An environment of its own for each that values files name. */
function helmfilePointers(
  object: JsonRecord,
  file: string,
  environments: readonly string[],
): readonly Pointer[] {
  return itemsOf(object['releases'])
    .filter(isRecord)
    .flatMap((release) => {
      const chart = textOf(release['chart']);
      const folder = chart?.startsWith('.') === true ? resolvePath(folderOf(file), chart) : undefined;
      if (folder === undefined) return [];
      const by = `helmfile release "${textOf(release['name']) ?? ''}"`;
      const isForEach =
        environments.length > 0 && JSON.stringify(release['values'] ?? null).search(ENVIRONMENT) >= 0;
      return (isForEach ? environments : [undefined]).map((environment): Pointer => {
        const written = itemsOf(release['values']).map((item) =>
          typeof item === 'string' && environment !== undefined
            ? item.replaceAll(ENVIRONMENT, environment)
            : item,
        );
        const values = givenValues(pathsFrom(folderOf(file), written), {
          inline: written.filter(isRecord),
          // Each counts over those in front of it.
          isOpen:
            release['set'] !== undefined ||
            release['secrets'] !== undefined ||
            written.findLastIndex((item) => typeof item === 'string') > written.findIndex(isRecord),
          release: textOf(release['name']),
        });
        return { by, folder, isDeep: true, namespace: textOf(release['namespace']), values };
      });
    });
}

/** The folder of a `fleet.yaml` is a bundle, or the chart that it names is. */
function fleetPointers(object: JsonRecord, file: string): readonly Pointer[] {
  const chart = textOf(recordOf(object['helm'])['chart']);
  const folder = chart === undefined ? folderOf(file) : resolvePath(folderOf(file), chart);
  if (folder === undefined || (chart !== undefined && !chart.startsWith('.'))) return [];
  const namespace = textOf(object['namespace']) ?? textOf(object['defaultNamespace']);
  const { values, valuesFiles, valuesFrom } = recordOf(object['helm']);
  const given = givenValues(pathsFrom(folderOf(file), valuesFiles), {
    inline: [values],
    isOpen: valuesFrom !== undefined,
  });
  return [{ by: 'Fleet', folder, isDeep: true, namespace, values: given }];
}

const FLUX_SETTINGS = [
  'targetNamespace',
  'namePrefix',
  'nameSuffix',
  'patches',
  'images',
  'components',
  'commonMetadata',
  'postBuild',
];
const ARGO_SETTINGS = [
  'namespace',
  'namePrefix',
  'nameSuffix',
  'patches',
  'images',
  'components',
  'commonLabels',
  'commonAnnotations',
  'replicas',
];

function settingsIn(
  holder: JsonRecord,
  names: readonly string[],
  object: Settings['object'],
): Settings | undefined {
  const written = names.flatMap((name) => (holder[name] === undefined ? [] : [[name, holder[name]]]));
  if (written.length === 0) return undefined;
  return { object, text: JSON.stringify(written), components: textsOf(holder['components']) };
}

/** `application`: of an ApplicationSet, its template with the values of one element. */
function applicationPointers(
  application: JsonRecord,
  by: string,
  object: Omit<Settings['object'], 'path'>,
): readonly Pointer[] {
  const spec = recordOf(application['spec']);
  const namespace = textOf(recordOf(spec['destination'])['namespace']);
  const sources = [spec['source'] ?? null, ...itemsOf(spec['sources'])].filter(isRecord);
  return sources.flatMap((source) => {
    const path = textOf(source['path']);
    const directory = recordOf(source['directory']);
    const isDeep = directory['recurse'] === true;
    const only = { include: textOf(directory['include']), exclude: textOf(directory['exclude']) };
    if (path === undefined) return [];
    const settings = settingsIn(recordOf(source['kustomize']), ARGO_SETTINGS, { ...object, path });
    const helm = recordOf(source['helm']);
    return pointer(by, path, namespace, isDeep).map((found) => ({
      ...found,
      only,
      settings,
      values: givenValues(pathsFrom(found.folder, helm['valueFiles']), {
        inline: [
          objectOf(textOf(helm['values']) ?? ''),
          helm['valuesObject'],
          ...parameters(helm['parameters']),
        ],
        isOpen: helm['fileParameters'] !== undefined,
        release: textOf(helm['releaseName']) ?? nameIn(application),
      }),
    }));
  });
}

/** Generators of lists and of folders are followed; what others put in, no file says, and their paths are patterns. */
function applicationSetPointers(object: JsonRecord, project: DeliverySurroundings): readonly Pointer[] {
  const spec = recordOf(object['spec']);
  const template = recordOf(spec['template']);
  const name = nameIn(object);
  return itemsOf(spec['generators'])
    .filter(isRecord)
    .flatMap((generator) => elementsOf(generator, project))
    .flatMap((values) =>
      applicationPointers(filledIn(template, values) as JsonRecord, `ApplicationSet "${name}"`, {
        kind: 'ApplicationSet',
        name,
        element: [...values],
      }),
    );
}

function skaffoldPointers(object: JsonRecord, file: string): readonly Pointer[] {
  if (textOf(object['apiVersion'])?.startsWith('skaffold/') !== true) return [];
  const name = `Skaffold "${nameIn(object) || file}"`;
  const profiles = itemsOf(object['profiles']).filter(isRecord);
  const sections = [object, ...profiles].flatMap((one) => {
    const by = one === object ? name : `${name} (profile "${textOf(one['name']) ?? ''}")`;
    return [one['manifests'], one['deploy']].map((section) => [by, recordOf(section)] as const);
  });
  return sections.flatMap(([by, section]) => {
    const releases = itemsOf(recordOf(section['helm'])['releases']).filter(isRecord);
    const paths = [
      ...textsOf(recordOf(section['kustomize'])['paths']).map((path) => [path, undefined] as const),
      ...releases.flatMap(({ name, chartPath, namespace, valuesFiles, setValues, setValueTemplates }) => {
        const path = textOf(chartPath);
        const set = Object.entries(recordOf(setValues)).map(([key, value]) => ({ name: key, value }));
        const values = givenValues(pathsFrom(folderOf(file), valuesFiles), {
          inline: parameters(set),
          isOpen: setValueTemplates !== undefined,
          release: textOf(name),
        });
        return path === undefined ? [] : [[path, textOf(namespace), values] as const];
      }),
      ...textsOf(section['rawYaml'])
        .filter((path) => path.includes('*'))
        .map((path) => [folderOf(path), undefined] as const),
    ];
    return paths.flatMap(([path, namespace, values]) => {
      const own = resolvePath(folderOf(file), path);
      if (own === undefined) return [];
      return [{ by, folder: own, isDeep: false, namespace, ...(values && { values }) }];
    });
  });
}

function pointer(
  by: string,
  path: string,
  namespace: string | undefined,
  isDeep: boolean,
): readonly Pointer[] {
  const folder = resolvePath('', path);
  return folder === undefined ? [] : [{ by, folder, isDeep, namespace: namespace || undefined }];
}

/** Paths of the files that a delivered folder of plain manifests holds. */
export function deliversFile({ folder, isDeep, only }: Delivered, path: string): boolean {
  if (isDeep ? !isIn(path, folder) : folderOf(path) !== folder) return false;
  const inside = folder === '' ? path : path.slice(folder.length + 1);
  if (only?.include !== undefined && isNamed(only.include, inside) === false) return false;
  return only?.exclude === undefined || isNamed(only.exclude, inside) !== true;
}

/** Argo CD's globs: `*` crosses folders, `{a,b}` is either; undefined for what is more than that. */
function isNamed(glob: string, path: string): boolean | undefined {
  const [before = '', choices, after = '', ...more] = glob.split(/[{}]/);
  if (more.length > 0 || /[?[\]]/.test(glob)) return undefined;
  if (choices === undefined) return globMatches(glob, path);
  return choices.split(',').some((one) => globMatches(`${before}${one}${after}`, path));
}

/** Values files by their paths; Argo CD counts those of another source from its root: `$ref/…`. */
function pathsFrom(folder: string, written: JsonValue | undefined): readonly string[] {
  return textsOf(written).flatMap((text) => {
    const inSource = /^\$[\w-]+\/(.*)$/.exec(text)?.[1];
    return resolvePath(inSource === undefined ? folder : '', inSource ?? text) ?? [];
  });
}

function nameIn(object: JsonRecord): string {
  return textOf(recordOf(object['metadata'])['name']) ?? '';
}

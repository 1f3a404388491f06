/** Objects of delivery tools: which folder each of them delivers, and how. */
import type { JsonValue } from '../../base/json.ts';
import type { DeliveryObject } from '../../kustomize/delivery-settings.ts';
import { withElement } from '../../kustomize/fill-in.ts';
import { pathGlobCovers } from '../../primitives/path-glob.ts';
import { isRecord } from '../../yaml/to-json.ts';
import type { JsonRecord } from '../object-in-text.ts';
import { type FileDigest, objectOf } from './digest.ts';
import { type GivenValues, givenValues, parameters } from './given-values.ts';
import { isHelmfile } from './marker-names.ts';
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
    for (const object of delivery) {
      for (const pointer of pointersOf(object, path, folders)) {
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

function isMatch(glob: string, folder: string): boolean {
  return glob.split('/').length === folder.split('/').length && pathGlobCovers(glob, folder);
}

type Pointer = Omit<Delivered, 'file'>;

function pointersOf(object: JsonRecord, file: string, folders: ReadonlySet<string>): readonly Pointer[] {
  switch (textOf(object['kind'])) {
    case 'Application':
      return applicationPointers(object, `Application "${nameIn(object)}"`, {
        kind: 'Application',
        name: nameIn(object),
      });
    case 'ApplicationSet':
      return applicationSetPointers(object, folders);
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
      if (isHelmfile(file)) return helmfilePointers(object, file);
      return nameOf(file) === 'fleet.yaml' ? fleetPointers(object, file) : skaffoldPointers(object, file);
  }
}

/** `[targetNamespace-]name` unless it is written. */
function fluxRelease(spec: JsonRecord, name: string): string {
  const namespace = textOf(spec['targetNamespace']);
  return textOf(spec['releaseName']) ?? (namespace === undefined ? name : `${namespace}-${name}`);
}

/** Charts of a repository elsewhere are not in the files. */
function helmfilePointers(object: JsonRecord, file: string): readonly Pointer[] {
  return itemsOf(object['releases'])
    .filter(isRecord)
    .flatMap((release) => {
      const chart = textOf(release['chart']);
      const folder = chart?.startsWith('.') === true ? resolvePath(folderOf(file), chart) : undefined;
      if (folder === undefined) return [];
      const by = `helmfile release "${textOf(release['name']) ?? ''}"`;
      const written = itemsOf(release['values']);
      const values = givenValues(pathsFrom(folderOf(file), written), {
        inline: written.filter(isRecord),
        // Each counts over those in front of it.
        isOpen:
          release['set'] !== undefined ||
          release['secrets'] !== undefined ||
          written.findLastIndex((item) => typeof item === 'string') > written.findIndex(isRecord),
        release: textOf(release['name']),
      });
      return [{ by, folder, isDeep: true, namespace: textOf(release['namespace']), values }];
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
    const isDeep = recordOf(source['directory'])['recurse'] === true;
    if (path === undefined) return [];
    const settings = settingsIn(recordOf(source['kustomize']), ARGO_SETTINGS, { ...object, path });
    const helm = recordOf(source['helm']);
    return pointer(by, path, namespace, isDeep).map((found) => ({
      ...found,
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
function applicationSetPointers(object: JsonRecord, folders: ReadonlySet<string>): readonly Pointer[] {
  const spec = recordOf(object['spec']);
  const template = recordOf(spec['template']);
  const name = nameIn(object);
  return itemsOf(spec['generators'])
    .filter(isRecord)
    .flatMap((generator) => elementsOf(generator, folders))
    .flatMap((values) =>
      applicationPointers(filledIn(template, values) as JsonRecord, `ApplicationSet "${name}"`, {
        kind: 'ApplicationSet',
        name,
        element: [...values],
      }),
    );
}

type Values = ReadonlyMap<string, string>;

/** Each with each, for `matrix`; more than this is no list that people wrote. */
const MOST_ELEMENTS = 2_000;

function elementsOf(generator: JsonRecord, folders: ReadonlySet<string>): readonly Values[] {
  const inner = (name: string) =>
    itemsOf(recordOf(generator[name])['generators'])
      .filter(isRecord)
      .map((one) => elementsOf(one, folders));
  if (isRecord(generator['matrix'] ?? null)) {
    return inner('matrix').reduce<readonly Values[]>(
      (all, own) =>
        all.flatMap((left) => own.map((right) => new Map([...left, ...right]))).slice(0, MOST_ELEMENTS),
      [new Map()],
    );
  }
  if (isRecord(generator['merge'] ?? null)) return inner('merge')[0] ?? [];
  const isKnown = generator['list'] !== undefined || recordOf(generator['git'])['directories'] !== undefined;
  return isKnown ? knownElements(generator, folders) : [new Map()];
}

function knownElements(generator: JsonRecord, folders: ReadonlySet<string>): readonly Values[] {
  const elements = itemsOf(recordOf(generator['list'])['elements'])
    .filter(isRecord)
    .map((element) => new Map(namedValues(element, '')));
  const directories = itemsOf(recordOf(generator['git'])['directories']).filter(isRecord);
  const globs = (isExcluded: boolean) =>
    directories
      .filter(({ exclude }) => (exclude === true) === isExcluded)
      .flatMap(({ path }) => textOf(path) ?? []);
  const [wanted, excluded] = [globs(false), globs(true)];
  const found = [...folders]
    .filter((folder) => wanted.some((glob) => isMatch(glob, folder)))
    .filter((folder) => !excluded.some((glob) => isMatch(glob, folder)))
    .sort();
  return [
    ...elements,
    ...found.map((folder) => {
      const name = nameOf(folder);
      return new Map([
        ['path', folder],
        ['path.path', folder],
        ['path.basename', name],
      ]);
    }),
  ];
}

/** `values: { env: dev }` is `values.env`. */
function namedValues(element: JsonRecord, above: string): readonly (readonly [string, string])[] {
  return Object.entries(element).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    if (isRecord(value)) return above === '' ? namedValues(value, `${key}.`) : [];
    return [[`${above}${key}`, String(value)]];
  });
}

function filledIn(value: JsonValue, values: Values): JsonValue {
  if (typeof value === 'string') {
    return withElement(value, values);
  }
  if (Array.isArray(value)) return value.map((item) => filledIn(item, values));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filledIn(member, values)]));
}

function skaffoldPointers(object: JsonRecord, file: string): readonly Pointer[] {
  if (textOf(object['apiVersion'])?.startsWith('skaffold/') !== true) return [];
  const by = `Skaffold "${nameIn(object) || file}"`;
  const sections = [recordOf(object['manifests']), recordOf(object['deploy'])];
  return sections.flatMap((section) => {
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
export function deliversFile({ folder, isDeep }: Delivered, path: string): boolean {
  return isDeep ? isIn(path, folder) : folderOf(path) === folder;
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

function recordOf(value: JsonValue | undefined): JsonRecord {
  return value !== undefined && isRecord(value) ? value : {};
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return itemsOf(value).filter((item) => typeof item === 'string');
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

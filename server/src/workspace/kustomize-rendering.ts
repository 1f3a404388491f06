/** A kustomization folder as a rendering: its built objects, every value with the file that it is written in. */
import { joinUri, pathFrom, pathOf, resolveUri } from '../base/canonical-uri.ts';
import { childPath, itemPath, ROOT_PATH } from '../base/node-path.ts';
import { type Build, type BuiltObject, buildKustomization, builtObjectToJson } from '../kustomize/build.ts';
import type { DeliveryObject } from '../kustomize/delivery-settings.ts';
import { documentAt, scalarAt } from '../kustomize/embedded-text.ts';
import type { FileSource } from '../kustomize/file-source.ts';
import { KUSTOMIZATION_NAMES } from '../kustomize/kustomization-names.ts';
import type { Place } from '../kustomize/place.ts';
import type { Tree, TreeEntry, TreeScalar } from '../kustomize/tree.ts';
import { type ExtractionOptions, extractResources } from '../model/extract-resources.ts';
import { WrittenResource } from '../model/resource.ts';
import type { PlacedDocument, YamlFile } from '../yaml/node.ts';
import { readWhole } from '../yaml/read-whole.ts';
import { writeEntryValue } from '../yaml/write-value.ts';
import type { FileRange, Waypoint } from './origin.ts';
import { RenderedOrigin, type RenderedPlace } from './rendered-origin.ts';
import type { PlacedResource, Unit } from './unit.ts';
import type { UnitProblem } from './unit-problem.ts';
import type { Rendering, WorldDescription } from './workspace-configuration.ts';

type Read = (uri: string) => YamlFile | undefined;

export interface KustomizeRoot {
  readonly id: string;
  readonly world: WorldDescription;
  /** Canonical URI of the folder. */
  readonly folder: string;
  /** Object that delivers the folder; its `file` is a URI. */
  readonly delivery?: DeliveryObject | undefined;
  /** URIs of the manifests, where the folder has no kustomization and its tool makes one. */
  readonly manifests?: readonly string[] | undefined;
  /** Texts that are no manifests of the workspace: what generators take in. */
  readText?(uri: string): string | undefined;
  /** Default: folders with a kustomization. */
  isFolder?(uri: string): boolean;
  /** Git ignores it: it is made before the build. */
  isMadeLater?(uri: string): boolean;
  /** Whoever builds it lets it read files outside of its folder. */
  readonly isUnrestricted?: boolean;
  /** Ids of the worlds whose roots use a file, when there are several: a change there is a change of them all. */
  sharedBy?(uri: string): readonly string[];
}

export function kustomizeRendering(root: KustomizeRoot): Rendering {
  // Objects that come out as they did are the same ones: whoever reads them has nothing to read again.
  let known: ReadonlyMap<string, readonly WrittenResource[]> = new Map();
  return {
    id: root.id,
    world: root.world,
    render(read) {
      const placer = new Placer(buildRoot(root, read), root, known);
      const unit = placer.unit();
      known = placer.extracted;
      return unit;
    },
  };
}

/** What the folder becomes; `read` is asked first for every file. */
export function buildRoot(
  root: Pick<KustomizeRoot, 'folder' | 'delivery' | 'manifests' | 'readText' | 'isFolder' | 'isMadeLater'>,
  read: Read,
): Build {
  const uriOf = uriResolver(root.folder);
  const made = madeKustomization(root);
  const textOf = (path: string) => {
    const uri = uriOf(path);
    return uri === made?.uri ? made.text : (read(uri)?.text ?? root.readText?.(uri));
  };
  const source: FileSource = {
    read: textOf,
    isMadeLater: (path) => root.isMadeLater?.(uriOf(path)) === true,
    parsed: (path) => read(uriOf(path)),
    isFolder: (path) =>
      root.isFolder?.(uriOf(path)) ??
      KUSTOMIZATION_NAMES.some((name) => textOf(`${path}/${name}`) !== undefined),
  };
  const { delivery } = root;
  return buildKustomization(
    pathOf(root.folder),
    source,
    delivery && { ...delivery, file: pathOf(delivery.file) },
  );
}

/** A build asks for the same few paths again and again. */
function uriResolver(folder: string): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    let uri = known.get(path);
    if (uri === undefined) {
      uri = resolveUri(folder, path);
      known.set(path, uri);
    }
    return uri;
  };
}

/** What a tool writes into a folder without one. */
function madeKustomization({
  folder,
  manifests,
}: Pick<KustomizeRoot, 'folder' | 'manifests'>): { readonly uri: string; readonly text: string } | undefined {
  if (manifests === undefined) return undefined;
  const resources = manifests.map((uri) => pathFrom(folder, uri));
  return {
    uri: joinUri(folder, KUSTOMIZATION_NAMES[0] ?? ''),
    text: `${JSON.stringify({ resources })}\n`,
  };
}

function unitOf(build: Build, root: KustomizeRoot, resources: readonly PlacedResource[]): Unit {
  const uriOf = uriResolver(root.folder);
  const isMade = root.manifests !== undefined;
  const made = madeKustomization(root)?.uri;
  return {
    files: build.files.map(uriOf).filter((uri) => uri !== made),
    resources,
    problems: build.errors
      // Whoever makes that content may not have made it yet; and how files are read that nobody named is not for sure.
      .filter(({ isContent, file }) => isContent !== true && (!isMade || uriOf(file) === root.delivery?.file))
      .filter((error) => error.class !== 'outside-root' || root.isUnrestricted !== true)
      .map(
        (error): UnitProblem => ({
          uri: uriOf(error.file),
          start: error.start,
          end: Math.max(error.end, error.start + 1),
          code: `kustomize-${error.class}`,
          data: { detail: error.message },
        }),
      ),
  };
}

interface Found {
  readonly places: Map<string, RenderedPlace>;
  readonly keys: Map<string, FileRange>;
}

const LAYOUT = { step: 2, dashStep: 0, lineBreak: '\n' } as const;

class Placer {
  readonly #build: Build;
  readonly #root: KustomizeRoot;

  /** Objects by their text. */
  readonly extracted = new Map<string, readonly WrittenResource[]>();
  readonly #known: ReadonlyMap<string, readonly WrittenResource[]>;

  readonly #uriOf: (path: string) => string;

  /** @param known objects of the build before this one, by their text */
  constructor(build: Build, root: KustomizeRoot, known: ReadonlyMap<string, readonly WrittenResource[]>) {
    this.#build = build;
    this.#root = root;
    this.#known = known;
    this.#uriOf = uriResolver(root.folder);
  }

  unit(): Unit {
    const { objects } = this.#build;
    const resources = objects.flatMap((object) => this.place(object, this.#root.world.config));
    return unitOf(this.#build, this.#root, resources);
  }

  #extract({ previous }: BuiltObject, text: string, options: ExtractionOptions): readonly WrittenResource[] {
    const formerNames = previous.map(({ name, namespace }) => ({ name, namespace }));
    const key = formerNames.length === 0 ? text : `${JSON.stringify(formerNames)}\n${text}`;
    // Two objects of one text stay two.
    const known = this.extracted.has(key) ? undefined : this.#known.get(key);
    if (known !== undefined) {
      this.extracted.set(key, known);
      return known;
    }
    const document = readWhole(text).documents[0]?.document;
    const found = document === undefined ? [] : extractResources(document, options);
    const resources =
      formerNames.length === 0
        ? found
        : found.map((extracted) => new WrittenResource({ ...extracted, formerNames }));
    this.extracted.set(key, resources);
    return resources;
  }

  /** The object as the API server would get it; none when it is of no kind of ours. */
  place(object: BuiltObject, options: ExtractionOptions): readonly PlacedResource[] {
    const text = `${writeEntryValue(builtObjectToJson(object), -LAYOUT.step, LAYOUT).trimStart()}\n`;
    const { uri, range } = this.#fileRange(object.root.origin);
    return this.#extract(object, text, options).map((resource) => {
      const places = new Map<string, RenderedPlace>();
      const keys = new Map<string, FileRange>();
      this.#collect(object.root, ROOT_PATH, undefined, { places, keys });
      const origin = new RenderedOrigin({
        ...{ uri, range, resource, places, keys },
        documentAt: (file, offset) => this.#documentAt(file, offset),
        sharedBy: (file) => this.#root.sharedBy?.(file) ?? [],
        kustomization: () => this.#kustomization(),
      });
      return { resource, origin };
    });
  }

  #collect(tree: Tree, path: string, entry: TreeEntry | undefined, found: Found): void {
    if (entry !== undefined && entry.key !== entry.value.origin) {
      found.keys.set(path, this.#fileRange(entry.key));
    }
    if (tree.kind === 'scalar') found.places.set(path, this.#placeOf(tree, entry));
    else if (tree.kind === 'list') {
      for (const [at, item] of tree.items.entries())
        this.#collect(item, itemPath(path, at), undefined, found);
    } else {
      for (const [name, inner] of tree.entries)
        this.#collect(inner.value, childPath(path, name), inner, found);
    }
  }

  /** Of a file; none for text inside of a scalar, such as an inline patch. */
  #documentAt(uri: string, offset: number): PlacedDocument | undefined {
    const file = this.#build.fileAt(pathOf(uri));
    return file && documentAt(file.yaml, offset);
  }

  #kustomization(): { readonly uri: string; readonly placed: PlacedDocument } | undefined {
    const folder = pathOf(this.#root.folder);
    for (const name of KUSTOMIZATION_NAMES) {
      const path = `${folder}/${name}`;
      const placed = this.#build.fileAt(path)?.yaml.documents[0];
      if (placed !== undefined && this.#root.manifests === undefined)
        return { uri: this.#uriOf(path), placed };
    }
    return undefined;
  }

  #placeOf(scalar: TreeScalar, entry: TreeEntry | undefined): RenderedPlace {
    const { origin } = scalar;
    const key = entry?.key;
    const source = this.#sourceOf(scalar);
    return {
      ...this.#fileRange(origin),
      ...(key !== undefined && key.file === origin.file ? { key: { start: key.start, end: key.end } } : {}),
      via: (origin.via ?? []).map(
        (place): Waypoint => ({ ...this.#fileRange(place), text: 'changed by this' }),
      ),
      ...(source === undefined ? {} : { source }),
    };
  }

  /** The scalar that stands in the file as it is, where it may be changed for this world alone. */
  #sourceOf({ origin, text }: TreeScalar): RenderedPlace['source'] {
    const { file, start, isDerived } = origin;
    if (isDerived === true) return undefined;
    const yaml = this.#build.fileAt(file)?.yaml;
    const placed = yaml && documentAt(yaml, start);
    const scalar = placed && scalarAt(placed.document.root, start - placed.start);
    if (placed === undefined || scalar?.text !== text) return undefined;
    return { document: placed.document, start: placed.start, scalar };
  }

  #fileRange({ file, start, end }: Place): FileRange {
    return { uri: this.#uriOf(file), range: { start, end } };
  }
}

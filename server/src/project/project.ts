/**
 * A project: what is judged together because a person opened or named it. It knows what is left out, what
 * `meshwright.json` says, and the worlds that its files make; hosts ask it and decide none of this themselves.
 */
import { isBelow, joinUri, pathFrom, pathOf } from '../base/canonical-uri.ts';
import type { WorldConfig } from '../workspace/world-config.ts';
import { type LoadedConfig, type LoadedWorld, namedWorld, worldConfigWith } from './apply-config-file.ts';
import { FileFilter, type Verdict } from './file-filter.ts';
import { folderWorlds } from './folder-worlds.ts';
import { CONFIG_NAME, noConfig, type ProjectConfig, pathInside } from './project-config.ts';

/** What settings and flags say. */
export interface ProjectChoices {
  /** Globs of `files.exclude`, and of `meshwright.files.ignore`. */
  readonly exclude: readonly string[];
  readonly ignore: readonly string[];
  /** Below `meshwright.json`. */
  readonly worldConfig: WorldConfig;
  /** Above `meshwright.json`. */
  readonly flags: Partial<WorldConfig>;
  readonly meshFlags: Partial<Pick<LoadedConfig, 'mesh' | 'networks' | 'networksUri'>>;
}

export interface ProjectRoot {
  readonly uri: string;
  /** A file that a person named is judged, whatever is said of others like it. */
  readonly kind: 'folder' | 'file';
}

export interface ProjectOptions {
  /** Canonical URI of a folder, without a slash at its end: names and settings count from it. */
  readonly uri: string;
  readonly name: string;
  readonly choices: ProjectChoices;
  /** Default: the folder itself. */
  readonly roots?: readonly ProjectRoot[];
  /** Default: `meshwright.json` in the folder. */
  readonly configUri?: string | undefined;
  /** A person asked for that configuration: it must be there. */
  readonly hasNamedConfig?: boolean;
}

export interface ProjectWorld {
  /** Opaque, unlike that of every other world of every project. */
  readonly id: string;
  /** `alone`: a file that counts for no other. */
  readonly kind: 'plain' | 'declared' | 'folder' | 'alone';
  /** As `meshwright.json` names it, or the path of its folder from the project's; `default` for the rest. */
  readonly name: string;
  readonly config: WorldConfig;
}

export class Project {
  readonly uri: string;
  readonly name: string;
  readonly roots: readonly ProjectRoot[];
  readonly configUri: string;
  readonly hasNamedConfig: boolean;
  #choices: ProjectChoices;
  #config: ProjectConfig;
  #filters: ReadonlyMap<string, FileFilter>;
  readonly #explicit: ReadonlySet<string>;
  readonly #markers = new Map<string, string>();
  #folderAt: ((path: string) => string | undefined) | undefined;
  #extraFiles: ReadonlySet<string> | undefined;
  readonly #worlds = new Map<string, ProjectWorld>();

  constructor({ uri, name, choices, roots, configUri, hasNamedConfig }: ProjectOptions) {
    this.uri = uri;
    this.name = name;
    this.roots = roots ?? [{ uri, kind: 'folder' }];
    this.configUri = configUri ?? joinUri(uri, CONFIG_NAME);
    this.hasNamedConfig = hasNamedConfig === true;
    this.#explicit = new Set(this.roots.flatMap((root) => (root.kind === 'file' ? [root.uri] : [])));
    this.#choices = choices;
    this.#config = noConfig(uri);
    this.#filters = this.newFilters();
  }

  get choices(): ProjectChoices {
    return this.#choices;
  }

  /** What is read depends on them: a change asks for a new listing. */
  set choices(choices: ProjectChoices) {
    this.#choices = choices;
    this.#extraFiles = undefined;
    this.#worlds.clear();
  }

  /** That of the last listing. */
  get config(): ProjectConfig {
    return this.#config;
  }

  set config(config: ProjectConfig) {
    this.#config = config;
    this.#extraFiles = undefined;
    this.#worlds.clear();
  }

  /** Folders that the last listing left out as generated or vendored. */
  get skippedFolders(): ReadonlySet<string> {
    return new Set([...this.#filters.values()].flatMap(({ skippedFolders }) => [...skippedFolders]));
  }

  /** One for each root folder; they know settings, and no ignore file yet. */
  newFilters(): ReadonlyMap<string, FileFilter> {
    const { exclude, ignore } = this.#choices;
    const config = { folder: pathOf(this.#config.folder), patterns: this.#config.loaded.file.ignore };
    const folders = this.roots.filter(({ kind }) => kind === 'folder');
    return new Map(
      folders.map(({ uri }) => [uri, new FileFilter({ root: pathOf(uri), exclude, ignore, config })]),
    );
  }

  /** Those of a finished listing, which have seen every ignore file. */
  set filters(filters: ReadonlyMap<string, FileFilter>) {
    this.#filters = filters;
  }

  /** Files that are judged although no folder of the project may list them. */
  get extraFiles(): ReadonlySet<string> {
    this.#extraFiles ??= this.#findExtraFiles();
    return this.#extraFiles;
  }

  #findExtraFiles(): ReadonlySet<string> {
    const { loaded } = this.#config;
    const all = [loaded, ...loaded.worlds.map((world) => world.loaded)];
    const networks = [
      ...all.map(({ networksUri }) => networksUri),
      this.#choices.meshFlags.networksUri ?? '',
    ];
    return new Set([...this.#explicit, ...networks.filter((uri) => uri !== '')]);
  }

  /** Named by a person, not found in a folder. */
  isExplicit(uri: string): boolean {
    return this.extraFiles.has(uri);
  }

  /** What is said of a file; undefined outside of every root. */
  verdict(uri: string): Verdict | undefined {
    if (this.isExplicit(uri)) return 'included';
    let verdict: Verdict | undefined;
    for (const [root, filter] of this.#filters) {
      if (!isBelow(uri, root)) continue;
      verdict = filter.judge(pathOf(uri));
      if (verdict === 'included') return verdict;
    }
    return verdict;
  }

  /** The text of a file that decides about worlds; undefined when it, or the folder that held it, is gone. */
  setMarker(uri: string, text: string | undefined): void {
    if (text !== undefined) this.#markers.set(uri, text);
    else {
      for (const marker of this.#markers.keys()) {
        if (marker === uri || isBelow(marker, uri)) this.#markers.delete(marker);
      }
    }
    this.#forgetFolders();
  }

  hasMarkerIn(uri: string): boolean {
    return this.#markers.has(uri) || [...this.#markers.keys()].some((marker) => isBelow(marker, uri));
  }

  clearMarkers(): void {
    this.#markers.clear();
    this.#forgetFolders();
  }

  /** What `meshwright.json` says of a file. */
  configFor(uri: string): LoadedConfig {
    return this.#declared(uri)?.loaded ?? this.#config.loaded;
  }

  /** A file that is left out can still be opened: it is judged alone then. */
  worldOf(uri: string): ProjectWorld {
    if (this.verdict(uri) !== 'included') return this.#alone(uri);
    const declared = this.#declared(uri);
    if (declared !== undefined) return this.#world('declared', declared.name, declared.loaded);
    this.#folderAt ??= folderWorlds(
      [...this.#markers].map(([marker, text]) => ({ path: pathOf(marker), text })),
    );
    const { loaded } = this.#config;
    const folder = this.#folderAt(pathOf(uri));
    if (folder === undefined) return this.#world('plain', '', loaded);
    return this.#world('folder', folder, loaded);
  }

  #forgetFolders(): void {
    this.#folderAt = undefined;
    this.#worlds.clear();
  }

  #declared(uri: string): LoadedWorld | undefined {
    const { loaded } = this.#config;
    if (loaded.worlds.length === 0) return undefined;
    return namedWorld(loaded, uri, pathInside(this.#config, uri));
  }

  /** @param key of the world among those of its kind: a name, or a decoded path */
  #world(kind: ProjectWorld['kind'], key: string, loaded: LoadedConfig): ProjectWorld {
    const id = JSON.stringify([this.uri, kind, key]);
    const known = this.#worlds.get(id);
    if (known !== undefined) return known;
    const world = { id, kind, name: this.#nameOf(kind, key), config: this.#worldConfig(loaded) };
    this.#worlds.set(id, world);
    return world;
  }

  #nameOf(kind: ProjectWorld['kind'], key: string): string {
    if (kind === 'plain') return 'default';
    if (kind === 'declared') return key;
    const root = pathOf(this.uri);
    if (key === root) return '.';
    return key.startsWith(`${root}/`) ? key.slice(root.length + 1) : pathFrom(root, key);
  }

  #alone(uri: string): ProjectWorld {
    const config = this.#worldConfig(this.configFor(uri));
    return {
      id: JSON.stringify([this.uri, 'alone', uri]),
      kind: 'alone',
      name: pathFrom(this.uri, uri),
      config: { ...config, completeness: 'partial' },
    };
  }

  #worldConfig(loaded: LoadedConfig): WorldConfig {
    const { worldConfig, flags, meshFlags } = this.#choices;
    return worldConfigWith(worldConfig, { ...loaded, ...meshFlags }, flags);
  }
}

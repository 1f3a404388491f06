/** One workspace folder: its settings and its `meshwright.json`, what is left out of it, and which parts of it are worlds of their own. */
import {
  type LoadedConfig,
  type LoadedWorld,
  namedWorld,
  settingsWith,
} from '../../workspace/apply-config-file.ts';
import { folderWorlds } from '../../workspace/folder-worlds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../workspace/settings.ts';
import { joinUri, pathOf } from '../canonical-uri.ts';
import { type FolderConfig, NO_CONFIG } from './folder-config.ts';
import { FolderFilter } from './folder-filter.ts';

export interface FolderSettings {
  readonly settings: Settings;
  readonly problems: readonly string[];
  /** Globs of `files.exclude`. */
  readonly exclude: readonly string[];
}

export const NO_SETTINGS: FolderSettings = { settings: DEFAULT_SETTINGS, problems: [], exclude: [] };

export class Folder {
  /** Canonical, without a slash at its end. */
  readonly uri: string;
  readonly name: string;
  /** That of the last listing, which has seen every `.gitignore`. */
  filter: FolderFilter;
  #settings: FolderSettings = NO_SETTINGS;
  #config: FolderConfig = NO_CONFIG;
  readonly #effective = new Map<LoadedConfig, Settings>();
  readonly #markers = new Map<string, string>();
  #worldAt: ((uri: string) => string | undefined) | undefined;

  constructor(uri: string, name: string) {
    this.uri = uri;
    this.name = name;
    this.filter = this.newFilter();
  }

  /** As the client says. What is read depends on them: a change asks for a new listing. */
  get settings(): FolderSettings {
    return this.#settings;
  }

  set settings(settings: FolderSettings) {
    this.#settings = settings;
    this.#effective.clear();
  }

  /** That of the last listing. */
  get config(): FolderConfig {
    return this.#config;
  }

  set config(config: FolderConfig) {
    this.#config = config;
    this.#effective.clear();
  }

  /** What `meshwright.json` says of a file. */
  configFor(uri: string): LoadedConfig {
    return this.#named(uri)?.loaded ?? this.#config.loaded;
  }

  /** The settings of a file, under what `meshwright.json` says. */
  settingsFor(uri: string): Settings {
    const config = this.configFor(uri);
    const known = this.#effective.get(config);
    if (known !== undefined) return known;
    const settings = settingsWith(this.#settings.settings, config.file);
    this.#effective.set(config, settings);
    return settings;
  }

  #named(uri: string): LoadedWorld | undefined {
    const { loaded } = this.#config;
    if (loaded.worlds.length === 0) return undefined;
    return namedWorld(loaded, uri, pathOf(uri).slice(pathOf(this.uri).length));
  }

  #idOf(world: LoadedWorld): string {
    return `${this.uri}#${encodeURIComponent(world.name)}`;
  }

  #worldNamed(id: string): LoadedWorld | undefined {
    return this.#config.loaded.worlds.find((world) => this.#idOf(world) === id);
  }

  /** Knows the settings, and no `.gitignore` yet. */
  newFilter(): FolderFilter {
    return new FolderFilter({
      root: pathOf(this.uri),
      exclude: this.settings.exclude,
      ignore: this.settings.settings.ignore,
      config: this.config.loaded.file.ignore,
    });
  }

  /** The text of a file that decides about worlds; undefined when it is gone. */
  setMarker(uri: string, text: string | undefined): void {
    if (text === undefined) this.#markers.delete(uri);
    else this.#markers.set(uri, text);
    this.#worldAt = undefined;
  }

  clearMarkers(): void {
    this.#markers.clear();
    this.#worldAt = undefined;
  }

  /** Id of the named world, else URI of the part that is a world of its own; the folder's own URI otherwise. */
  worldOf(uri: string): string {
    const named = this.#named(uri);
    if (named !== undefined) return this.#idOf(named);
    this.#worldAt ??= folderWorlds(
      [...this.#markers].map(([marker, text]) => ({ path: pathOf(marker), text })),
    );
    const path = this.#worldAt(pathOf(uri));
    const inside = path?.slice(pathOf(this.uri).length + 1) ?? '';
    return inside === '' ? this.uri : joinUri(this.uri, inside);
  }

  hasWorld(world: string): boolean {
    return (
      world === this.uri ||
      this.#worldNamed(world) !== undefined ||
      [...this.#markers.keys()].some((marker) => marker === `${world}/${lastStep(marker)}`)
    );
  }

  /** For people: the folder's name, with the path inside it. */
  worldName(world: string): string {
    const named = this.#worldNamed(world);
    if (named !== undefined) return `${this.name}: ${named.name}`;
    return world === this.uri ? this.name : `${this.name}${pathOf(world).slice(pathOf(this.uri).length)}`;
  }
}

function lastStep(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

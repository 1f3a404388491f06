/** One workspace folder: its settings and its `meshwright.json`, what is left out of it, and which parts of it are worlds of their own. */
import { settingsWith } from '../../workspace/apply-config-file.ts';
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
  #effective: Settings | undefined;
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
    this.#effective = undefined;
  }

  /** That of the last listing. */
  get config(): FolderConfig {
    return this.#config;
  }

  set config(config: FolderConfig) {
    this.#config = config;
    this.#effective = undefined;
  }

  /** The settings, under what `meshwright.json` says. */
  get effective(): Settings {
    this.#effective ??= settingsWith(this.#settings.settings, this.#config.loaded.file);
    return this.#effective;
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

  /** URI of the part that is a world of its own and holds the file; the folder's own URI otherwise. */
  worldOf(uri: string): string {
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
      [...this.#markers.keys()].some((marker) => marker === `${world}/${lastStep(marker)}`)
    );
  }

  /** For people: the folder's name, with the path inside it. */
  worldName(world: string): string {
    return world === this.uri ? this.name : `${this.name}${pathOf(world).slice(pathOf(this.uri).length)}`;
  }
}

function lastStep(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** One workspace folder: a project, and the settings that the client has for it. */
import { pathOf } from '../../base/canonical-uri.ts';
import { type LoadedConfig, settingsWith } from '../../project/apply-config-file.ts';
import { Project } from '../../project/project.ts';
import type { ProjectChoices } from '../../project/project-options.ts';
import type { ProjectWorld } from '../../project/worlds/unit.ts';
import { DEFAULT_SETTINGS, type Settings, worldConfigOf } from '../../workspace/settings.ts';
import type { Rendering } from '../../workspace/workspace-configuration.ts';

export interface FolderSettings {
  readonly settings: Settings;
  readonly problems: readonly string[];
  /** Globs of `files.exclude`. */
  readonly exclude: readonly string[];
}

export const NO_SETTINGS: FolderSettings = { settings: DEFAULT_SETTINGS, problems: [], exclude: [] };

export class Folder {
  readonly project: Project;
  readonly #now: number;
  #settings: FolderSettings = NO_SETTINGS;
  #effective = new WeakMap<LoadedConfig, Settings>();

  /**
   * @param uri canonical, without a slash at its end
   * @param now milliseconds since 1970
   */
  constructor(uri: string, name: string, now: number) {
    this.#now = now;
    this.project = new Project({ uri, name, choices: choicesOf(NO_SETTINGS, now) });
  }

  get uri(): string {
    return this.project.uri;
  }

  /** As the client says. What is read depends on them: a change asks for a new listing. */
  get settings(): FolderSettings {
    return this.#settings;
  }

  set settings(settings: FolderSettings) {
    this.#settings = settings;
    this.#effective = new WeakMap();
    this.project.choices = choicesOf(settings, this.#now);
  }

  /** The settings of a file, under what `meshwright.json` says. */
  settingsFor(uri: string): Settings {
    const config = this.project.configFor(uri);
    const known = this.#effective.get(config);
    if (known !== undefined) return known;
    const settings = settingsWith(this.#settings.settings, config.file);
    this.#effective.set(config, settings);
    return settings;
  }

  /** What is built of several files, in worlds as people know them. */
  renderings(): readonly Rendering[] {
    return this.project.renderings().map((rendering) => ({
      ...rendering,
      world: { ...rendering.world, name: this.worldName(rendering.world as ProjectWorld) },
    }));
  }

  /** For people: the folder's name, with the path or the name of the part. */
  worldName({ kind, name }: Pick<ProjectWorld, 'kind' | 'name'>): string {
    const folder = this.project.name;
    if (name === '.' || (kind === 'plain' && name === 'default')) return folder;
    if (kind === 'alone') return name.slice(name.lastIndexOf('/') + 1);
    return kind === 'declared' ? `${folder}: ${name}` : `${folder}/${name}`;
  }
}

/** A file outside of every folder is a project of its own. */
export function looseProject(uri: string, settings: FolderSettings, now: number): Project {
  const folder = uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
  const name = pathOf(folder).split('/').at(-1) ?? '';
  return new Project({ uri: folder, name, choices: choicesOf(settings, now), roots: [] });
}

function choicesOf({ settings, exclude }: FolderSettings, now: number): ProjectChoices {
  return {
    exclude,
    ignore: settings.ignore,
    worldConfig: { ...worldConfigOf(settings), now },
    flags: {},
    meshFlags: {},
  };
}

/** All workspace folders, and which world and which settings a file has because of them. */
import type { WorkspaceFolder } from 'vscode-languageserver';
import { canonicalUri, isBelow } from '../../base/canonical-uri.ts';
import { trimEndOf } from '../../base/trim-text.ts';
import type { Verdict } from '../../project/file-filter.ts';
import type { ProjectWorld } from '../../project/worlds/unit.ts';
import type { Settings } from '../../workspace/settings.ts';
import { severityOf } from '../../workspace/severity-of.ts';
import type { WorkspaceConfiguration, WorldDescription } from '../../workspace/workspace-configuration.ts';
import { Folder, type FolderSettings, looseProject, NO_SETTINGS } from './folder.ts';

export class Folders {
  readonly #now: number;
  #folders: readonly Folder[] = [];
  /** Settings of files outside of every folder. */
  outside: FolderSettings = NO_SETTINGS;

  readonly #isOpen: (uri: string) => boolean;

  /** @param now milliseconds since 1970 */
  constructor(now: number, isOpen: (uri: string) => boolean) {
    this.#now = now;
    this.#isOpen = isOpen;
  }

  all(): readonly Folder[] {
    return this.#folders;
  }

  /** @returns the folders that were not there before */
  change(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): readonly Folder[] {
    const gone = new Set(removed.map(({ uri }) => folderUri(uri)));
    const kept = this.#folders.filter((folder) => !gone.has(folder.uri));
    const fresh = added
      .map(
        ({ uri, name }) =>
          new Folder(folderUri(uri), name || (folderUri(uri).split('/').at(-1) ?? ''), this.#now),
      )
      .filter(({ uri }) => !kept.some((folder) => folder.uri === uri));
    this.#folders = [...kept, ...fresh];
    return fresh;
  }

  /** The innermost folder that holds the file. */
  folderOf(uri: string): Folder | undefined {
    let found: Folder | undefined;
    for (const folder of this.#folders) {
      if (isBelow(uri, folder.uri) && folder.uri.length > (found?.uri.length ?? -1)) found = folder;
    }
    return found;
  }

  /** Undefined outside of every folder. */
  verdict(uri: string): Verdict | undefined {
    return this.folderOf(uri)?.project.verdict(uri);
  }

  settingsOf(uri: string): Settings {
    return this.folderOf(uri)?.settingsFor(uri) ?? this.outside.settings;
  }

  /** Folders whose `meshwright.json` is this file, or names it, or stands with what it names below it. */
  configuredBy(uri: string): readonly Folder[] {
    return this.#folders.filter(({ project }) =>
      project.config.uris.some((source) => source === uri || isBelow(source, uri)),
    );
  }

  /** Equal for equal settings everywhere. */
  settingsText(): string {
    const all = [this.outside, ...this.#folders.map((folder) => folder.settings)];
    return JSON.stringify(
      all.map(({ settings, exclude }) => [{ ...settings, severities: [...settings.severities] }, exclude]),
    );
  }

  /** Of settings, and of every `meshwright.json`. */
  settingProblems(): readonly string[] {
    const all = [this.outside, ...this.#folders.map((folder) => folder.settings)];
    const files = this.#folders.map(({ project }) => project.config);
    return [...new Set([...all, ...files].flatMap(({ problems }) => problems))];
  }

  /** How many folders were left out as generated or vendored. */
  skippedFolders(): number {
    return this.#folders.reduce((sum, { project }) => sum + project.skippedFolders.size, 0);
  }

  worldsOf(uri: string): readonly ProjectWorld[] {
    const project = this.folderOf(uri)?.project ?? looseProject(uri, this.outside, this.#now);
    return this.#isOpen(uri) ? project.worldsWhileReading(uri) : project.worldsOf(uri);
  }

  configuration(): WorkspaceConfiguration {
    return {
      worldsOf: (uri) => this.worldsOf(uri).map((world) => this.#describe(uri, world)),
      renderings: this.#folders.flatMap((folder) => folder.renderings()),
      severity: (rule, uri) => {
        const { hasDiagnostics, severities } = this.settingsOf(uri);
        if (!hasDiagnostics) return 'off';
        const isTold = this.folderOf(uri)?.project.mayTell(rule, uri) !== false;
        return isTold ? severityOf(severities, rule) : 'off';
      },
      isSuppressed: (rule, uri) => this.folderOf(uri)?.project.isSuppressed(rule, uri) === true,
    };
  }

  /** People know a world by its folder as well. */
  #describe(uri: string, world: ProjectWorld): WorldDescription {
    return { ...world, name: this.folderOf(uri)?.worldName(world) ?? world.name };
  }
}

function folderUri(uri: string): string {
  return trimEndOf(canonicalUri(uri), '/');
}

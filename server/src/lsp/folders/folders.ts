/** All workspace folders, and which world and which settings a file has because of them. */
import type { WorkspaceFolder } from 'vscode-languageserver';
import { trimEndOf } from '../../base/trim-text.ts';
import { EMPTY_CONFIG, worldConfigWith } from '../../workspace/apply-config-file.ts';
import { type Settings, worldConfigOf } from '../../workspace/settings.ts';
import { severityOf } from '../../workspace/severity-of.ts';
import type { WorkspaceConfiguration, WorldDescription } from '../../workspace/workspace-configuration.ts';
import { canonicalUri, isBelow, pathOf } from '../canonical-uri.ts';
import { Folder, type FolderSettings, NO_SETTINGS } from './folder.ts';
import type { Verdict } from './folder-filter.ts';

export class Folders {
  readonly #now: number;
  #folders: readonly Folder[] = [];
  /** Settings of files outside of every folder. */
  outside: FolderSettings = NO_SETTINGS;

  /** @param now milliseconds since 1970 */
  constructor(now: number) {
    this.#now = now;
  }

  all(): readonly Folder[] {
    return this.#folders;
  }

  /** @returns the folders that were not there before */
  change(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): readonly Folder[] {
    const gone = new Set(removed.map(({ uri }) => folderUri(uri)));
    const kept = this.#folders.filter((folder) => !gone.has(folder.uri));
    const fresh = added
      .map(({ uri, name }) => new Folder(folderUri(uri), name || (folderUri(uri).split('/').at(-1) ?? '')))
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
    return this.folderOf(uri)?.filter.judge(pathOf(uri));
  }

  settingsOf(uri: string): Settings {
    return this.folderOf(uri)?.settingsFor(uri) ?? this.outside.settings;
  }

  /** Folders whose `meshwright.json` is this file, or names it, or stands with what it names below it. */
  configuredBy(uri: string): readonly Folder[] {
    return this.#folders.filter(({ config }) =>
      config.uris.some((source) => source === uri || isBelow(source, uri)),
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
    const files = this.#folders.map(({ config }) => config);
    return [...new Set([...all, ...files].flatMap(({ problems }) => problems))];
  }

  configuration(): WorkspaceConfiguration {
    return {
      worldsOf: (uri) => [this.#worldOf(uri)],
      severity: (rule, uri) => {
        const { hasDiagnostics, severities } = this.settingsOf(uri);
        return hasDiagnostics ? severityOf(severities, rule) : 'off';
      },
    };
  }

  /** A file that is left out of its folder can still be opened: it is judged alone then. */
  #worldOf(uri: string): WorldDescription {
    const folder = this.folderOf(uri);
    const config = worldConfigWith(
      { ...worldConfigOf(this.settingsOf(uri)), now: this.#now },
      folder?.configFor(uri) ?? EMPTY_CONFIG,
    );
    if (folder === undefined || folder.filter.judge(pathOf(uri)) !== 'included') {
      return { id: uri, name: lastStep(uri), config: { ...config, completeness: 'partial' } };
    }
    const id = folder.worldOf(uri);
    return { id, name: folder.worldName(id), config };
  }
}

function lastStep(uri: string): string {
  return pathOf(uri).split('/').at(-1) ?? '';
}

function folderUri(uri: string): string {
  return trimEndOf(canonicalUri(uri), '/');
}

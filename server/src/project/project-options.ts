/** What a host tells a project when it makes it. */
import type { WorldConfig } from '../workspace/world-config.ts';
import type { LoadedConfig } from './apply-config-file.ts';

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

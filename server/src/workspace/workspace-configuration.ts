/** What a host says about its files: in which worlds they count, what they render to, how loud rules are. */
import type { YamlFile } from '../yaml/node.ts';
import type { SeveritySetting } from './finding.ts';
import type { Unit } from './unit.ts';
import type { WorldConfig } from './world-config.ts';

/** A world as the host describes it. Worlds of one id are one world, and its first configuration holds. */
export interface WorldDescription {
  /** Opaque: never shown, never taken apart. */
  readonly id: string;
  /** For people; may be equal for two worlds. */
  readonly name: string;
  readonly config: WorldConfig;
  /** Worlds of one group are alternatives: one of them at a time is true, so a contradiction must hold in each. */
  readonly alternativeOf?: string;
  /** Worlds side by side in one place that differ in name: what one defines is there in that one only. */
  readonly environment?: { readonly of: string; readonly name: string };
  /** Id of the repository: what any of its worlds defines exists for all of them. Absent: the world stands alone. */
  readonly repository?: string;
}

/** Several files that are turned into objects together: a Kustomize root, a chart with its values. */
export interface Rendering {
  /** Opaque; no URI, and unique in its world. */
  readonly id: string;
  readonly world: WorldDescription;
  /**
   * A pure function of the files that it reads; the workspace writes down which those are, found or not, and calls it
   * again when one of them changes, comes or goes. Bad input gives fewer objects, never an exception.
   */
  render(read: (uri: string) => YamlFile | undefined): Unit;
}

export interface WorkspaceConfiguration {
  /**
   * The worlds in which the objects of a file count as they are written there. The first is the one that features show
   * when they can show only one. None: the file is parsed, and its objects count nowhere.
   */
  worldsOf(uri: string): readonly WorldDescription[];
  /** What several files are rendered to, in the worlds of the renderings. */
  readonly renderings?: readonly Rendering[];
  /** Severity that a person has chosen for a rule in a file. */
  severity(rule: string, uri: string): SeveritySetting | undefined;
  /** Somebody silenced a rule for a file, outside of it. Default: nobody did. */
  isSuppressed?(rule: string, uri: string): boolean;
}

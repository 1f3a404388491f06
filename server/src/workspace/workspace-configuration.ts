/** What a host says about its files: in which worlds they count, what they render to, how loud rules are. */
import type { SeveritySetting } from './finding.ts';
import type { WorldConfig } from './world-config.ts';

/** A world as the host describes it. Worlds of one id are one world, and its first configuration holds. */
export interface WorldDescription {
  /** Opaque: never shown, never taken apart. */
  readonly id: string;
  /** For people; may be equal for two worlds. */
  readonly name: string;
  readonly config: WorldConfig;
}

export interface WorkspaceConfiguration {
  /**
   * The worlds in which the objects of a file count as they are written there. The first is the one that features show
   * when they can show only one. None: the file is parsed, and its objects count nowhere.
   */
  worldsOf(uri: string): readonly WorldDescription[];
  /** Severity that a person has chosen for a rule in a file. */
  severity(rule: string, uri: string): SeveritySetting | undefined;
}

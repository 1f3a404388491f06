/** A project of files in memory, and what it has told its host. */

import { Indexer } from '../../server/src/project/indexer.ts';
import { memoryFiles } from '../../server/src/project/memory-files.ts';
import { Project } from '../../server/src/project/project.ts';
import type { ProjectRoot } from '../../server/src/project/project-options.ts';
import type { WalkProblem } from '../../server/src/project/walk.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import type { WorkspaceConfiguration } from '../../server/src/workspace/workspace-configuration.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../../server/src/workspace/world-config.ts';

export const FOLDER = 'file:///mesh';

export const DECODERS = {
  strict: new TextDecoder('utf-8', { fatal: true }),
  tolerant: new TextDecoder('utf-8'),
};

export interface MemoryOptions {
  readonly roots?: readonly ProjectRoot[];
  readonly config?: Partial<WorldConfig>;
  /** The files are listed, and none of them is read. */
  onOutlined?(project: Project): void;
}

export class MemoryProject {
  readonly project: Project;
  readonly workspace: Workspace;
  readonly indexer: Indexer;
  readonly problems: WalkProblem[] = [];
  /** How often the files were sorted into worlds. */
  sorts = 0;
  readonly #contents = new Map<string, Uint8Array>();

  constructor(files: Readonly<Record<string, string>>, { roots, config, onOutlined }: MemoryOptions = {}) {
    this.project = new Project({
      uri: FOLDER,
      name: 'mesh',
      choices: {
        exclude: [],
        ignore: [],
        worldConfig: { ...DEFAULT_WORLD_CONFIG, ...config },
        flags: {},
        meshFlags: {},
      },
      ...(roots && { roots }),
    });
    const { project } = this;
    const configuration: WorkspaceConfiguration = {
      worldsOf: (uri) => this.project.worldsOf(uri),
      get renderings() {
        return project.renderings();
      },
      severity: () => undefined,
    };
    this.workspace = new Workspace(
      ruleEnvironment((_part, _place, error) => {
        throw error;
      }),
      configuration,
    );
    this.indexer = new Indexer({
      sources: [memoryFiles(this.#contents)],
      decoders: DECODERS,
      now: () => 0,
      giveWay: () => Promise.resolve(),
      projectOf: () => this.project,
      show: (uri) => uri,
      files: () => this.workspace.files,
      isOpen: () => false,
      apply: (changes) => {
        this.workspace.apply(changes);
      },
      sort: () => {
        this.sorts++;
        this.workspace.configure(configuration);
      },
      onProblem: (problem) => this.problems.push(problem),
      onOutlined: () => onOutlined?.(project),
      isCancelled: () => false,
    });
    for (const [path, text] of Object.entries(files)) this.put(path, text);
  }

  put(path: string, text: string): void {
    this.#contents.set(`${FOLDER}/${path}`, Buffer.from(text));
  }

  remove(...paths: readonly string[]): void {
    for (const path of paths) this.#contents.delete(`${FOLDER}/${path}`);
  }

  async read(): Promise<this> {
    await this.indexer.index([this.project], () => {});
    return this;
  }

  known(): readonly string[] {
    return [...this.workspace.files.keys()].map(inside).sort();
  }

  /** `name kind: files`, one for each unit. */
  units(): readonly string[] {
    return this.project.units.map(
      ({ name, kind, role, files }) =>
        `${name} ${kind}${role === 'own' ? '' : ` ${role}`}: ${files.map(inside).join(' ')}`,
    );
  }

  worlds(path: string) {
    return this.project.worldsOf(`${FOLDER}/${path}`);
  }

  /** `name defaultNamespace completeness` of the worlds that show a file. */
  shown(path: string): readonly string[] {
    return this.workspace
      .worldsOf(`${FOLDER}/${path}`)
      .map(({ name, baseConfig }) => `${name} ${baseConfig.defaultNamespace} ${baseConfig.completeness}`);
  }

  /** `path rule` of each finding at least as bad as a warning. */
  findings(): readonly string[] {
    const { snapshot } = this.workspace;
    for (const _ of snapshot.analyze());
    return snapshot
      .uris()
      .flatMap((uri) =>
        snapshot
          .findings(uri)
          .filter(({ severity }) => severity === 'error' || severity === 'warning')
          .map(({ rule }) => `${inside(uri)} ${rule}`),
      )
      .sort();
  }
}

function inside(uri: string): string {
  return uri.slice(FOLDER.length + 1);
}

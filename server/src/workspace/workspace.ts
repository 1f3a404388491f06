/** The mutable shell: takes texts in, sorts files into worlds, hands out snapshots. */
import { isOurDocument, mentionsOwnGroup } from '../model/known-kinds.ts';
import type { YamlFile, YamlProblem } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse-file.ts';
import type { Check, TextCheck } from './check.ts';
import { type PublishedFile, publishFile } from './publish.ts';
import { Snapshot } from './snapshot.ts';
import type { Suppressible } from './suppression-remarks.ts';
import type { WorkspaceConfiguration } from './workspace-configuration.ts';
import { World, type WorldEnvironment } from './world.ts';
import { DEFAULT_WORLD_CONFIG } from './world-config.ts';

export interface FileChange {
  readonly uri: string;
  /** `undefined`: the file is gone. */
  readonly text: string | undefined;
  /** Named by a person: its text is judged even when no document of ours is recognised. */
  readonly isExplicit?: boolean;
  /** Why the file has no text (`decodeFile`); `text` is empty then. */
  readonly refusal?: YamlProblem;
}

export interface WorkspaceEnvironment extends WorldEnvironment {
  readonly textChecks: ReadonlyMap<string, TextCheck>;
  readonly suppressible: Suppressible;
}

const NOTHING: PublishedFile = { findings: [], suppressed: [] };

export class Workspace {
  version = 0;
  readonly files = new Map<string, YamlFile>();
  readonly #environment: WorkspaceEnvironment;
  readonly #checks: ReadonlyMap<string, Check>;
  readonly #explicit = new Set<string>();
  readonly #worldIds = new Map<string, string>();
  readonly #worlds = new Map<string, World>();
  #configuration: WorkspaceConfiguration;

  constructor(environment: WorkspaceEnvironment, configuration: WorkspaceConfiguration) {
    this.#environment = environment;
    this.#configuration = configuration;
    this.#checks = new Map(environment.checks.map((check) => [check.id, check]));
  }

  get snapshot(): Snapshot {
    return new Snapshot(this);
  }

  /** Takes all changes in and returns the new view; unchanged documents are shared with the one before. */
  apply(changes: readonly FileChange[]): Snapshot {
    this.version++;
    for (const change of changes) this.#applyOne(change);
    return this.snapshot;
  }

  /** Sorts every file anew. Worlds are rebuilt, parses are kept. */
  configure(configuration: WorkspaceConfiguration): Snapshot {
    this.version++;
    this.#configuration = configuration;
    this.#worlds.clear();
    this.#worldIds.clear();
    for (const [uri, file] of this.files) {
      // Kinds that count as workloads are configuration; a refused file has nothing to parse.
      if (file.problems.length > 0) this.#placeInWorld(uri, file);
      else this.#store(uri, this.#parse(uri, file.text, file));
    }
    return this.snapshot;
  }

  worldOf(uri: string): World | undefined {
    return this.#worlds.get(this.#worldIds.get(uri) ?? '');
  }

  worlds(): Iterable<World> {
    return this.#worlds.values();
  }

  publish(uri: string): PublishedFile {
    const world = this.worldOf(uri);
    if (world === undefined) return NOTHING;
    return publishFile(world, uri, {
      checks: this.#checks,
      textChecks: this.#environment.textChecks,
      suppressible: this.#environment.suppressible,
      isExplicit: this.#explicit.has(uri),
      severity: (rule) => this.#configuration.severity(rule, uri),
    });
  }

  #applyOne(change: FileChange): void {
    const { uri, text } = change;
    if (change.isExplicit === true) this.#explicit.add(uri);
    if (text === undefined) {
      this.files.delete(uri);
      this.#explicit.delete(uri);
      this.worldOf(uri)?.setFile(uri, undefined);
      this.#worldIds.delete(uri);
      return;
    }
    if (change.refusal !== undefined) {
      this.#store(uri, { text, documents: [], problems: [change.refusal] });
      return;
    }
    this.#store(uri, this.#parse(uri, text, this.files.get(uri)));
  }

  #parse(uri: string, text: string, previous: YamlFile | undefined): YamlFile {
    const isExplicit = this.#explicit.has(uri);
    const { workloadKinds, meshNetworksFile } = this.#worldFor(uri)?.baseConfig ?? DEFAULT_WORLD_CONFIG;
    const isMeshNetworks = uri === meshNetworksFile;
    // A JSON file is ours only when its text names one of our groups: most JSON in a folder is something else.
    const isCandidate = isExplicit || !uri.endsWith('.json') || mentionsOwnGroup(text);
    return parseYamlFile(
      text,
      {
        isOurs: (header, document) =>
          isMeshNetworks || (isCandidate && isOurDocument(header, document, workloadKinds)),
        explicit: isExplicit,
      },
      previous,
    );
  }

  #store(uri: string, file: YamlFile): void {
    this.files.set(uri, file);
    this.#placeInWorld(uri, file);
  }

  #placeInWorld(uri: string, file: YamlFile): void {
    this.#worldFor(uri)?.setFile(uri, file);
  }

  /** Worlds are made with their first file. */
  #worldFor(uri: string): World | undefined {
    const known = this.worldOf(uri);
    if (known !== undefined) return known;
    const description = this.#configuration.worldsOf(uri)[0];
    if (description === undefined) return undefined;
    const { id } = description;
    this.#worldIds.set(uri, id);
    const world = this.#worlds.get(id) ?? new World(description, this.#environment);
    this.#worlds.set(id, world);
    return world;
  }
}

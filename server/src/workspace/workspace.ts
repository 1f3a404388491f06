/** The mutable shell: takes texts in, sorts files into worlds, hands out snapshots. */
import { isHelmValues, isOurDocument, mentionsOwnGroup } from '../model/known-kinds.ts';
import type { YamlFile, YamlProblem } from '../yaml/node.ts';
import type { Check, TextCheck } from './check.ts';
import { FileReader, type Reading } from './file-reader.ts';
import type { PublishedFinding } from './finding.ts';
import { headerSlip } from './header-slips.ts';
import { mergeWorlds } from './publish/merge-worlds.ts';
import { publishEarly } from './publish/publish-early.ts';
import { type PublishedFile, type PublishOptions, publishFile } from './publish/publish-file.ts';
import { PublishedFiles } from './publish/published-files.ts';
import { Renderings } from './renderings.ts';
import { Repositories } from './repositories.ts';
import { Snapshot } from './snapshot.ts';
import { SUPPRESSION_PROBLEMS, type Suppressible } from './suppression-remarks.ts';
import type { WorkspaceConfiguration, WorldDescription } from './workspace-configuration.ts';
import { World, type WorldEnvironment } from './world.ts';
import { writtenHeader } from './written-header.ts';

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
  /** How text becomes documents, and documents objects; ours when absent. */
  readonly reading?: Reading;
}

export class Workspace {
  version = 0;
  readonly files = new Map<string, YamlFile>();
  readonly #environment: WorkspaceEnvironment;
  readonly #checks: ReadonlyMap<string, Check>;
  readonly #remarks: ReadonlySet<string>;
  readonly #explicit = new Set<string>();
  /** Worlds in which a file counts as it is written. */
  readonly #placed = new Map<string, readonly World[]>();
  readonly #renderings: Renderings;
  #worlds = new Map<string, World>();
  readonly #published = new PublishedFiles();
  readonly #repositories: Repositories;
  #configuration: WorkspaceConfiguration;
  #preferred: string | undefined;
  readonly #reader: FileReader;

  constructor(environment: WorkspaceEnvironment, configuration: WorkspaceConfiguration) {
    this.#environment = environment;
    this.#configuration = configuration;
    this.#repositories = new Repositories(environment);
    this.#reader = new FileReader(environment);
    this.#checks = new Map(environment.checks.map((check) => [check.id, check]));
    this.#renderings = new Renderings(environment.onFailure);
    this.#remarks = new Set(
      SUPPRESSION_PROBLEMS.flatMap((code) => environment.textChecks.get(code)?.id ?? []),
    );
    this.configure(configuration);
  }

  get snapshot(): Snapshot {
    return new Snapshot(this);
  }

  /** Takes all changes in and returns the new view; unchanged documents are shared with the one before. */
  apply(changes: readonly FileChange[]): Snapshot {
    this.version++;
    for (const change of changes) this.#applyOne(change);
    this.#render();
    return this.snapshot;
  }

  /** Sorts every file anew. A world that is described as before keeps what is known of its units. */
  configure(configuration: WorkspaceConfiguration): Snapshot {
    this.version++;
    this.#configuration = configuration;
    const former = this.#worlds;
    this.#worlds = new Map();
    this.#repositories.restart();
    this.#placed.clear();
    this.#published.forgetAll();
    this.#renderings.clear();
    const units = new Map<World, Set<string>>();
    const keep = (world: World, unit: string) => {
      const kept = units.get(world);
      if (kept === undefined) units.set(world, new Set([unit]));
      else kept.add(unit);
    };
    for (const [uri, file] of this.files) {
      for (const world of this.#sort(uri, former)) keep(world, uri);
      // Kinds that count as workloads are configuration; a refused file has nothing to parse.
      this.#store(uri, file.problems.length > 0 ? file : this.#parse(uri, file.text, file));
    }
    for (const rendering of configuration.renderings ?? []) {
      const world = this.#worldFor(rendering.world, former);
      keep(world, rendering.id);
      this.#renderings.add(rendering, world);
    }
    for (const [world, kept] of units) {
      for (const unit of [...world.unitIds()]) if (!kept.has(unit)) world.setUnit(unit, undefined);
    }
    this.#render();
    this.#repositories.sweep();
    return this.snapshot;
  }

  /** Worlds that show a file, its primary one first. */
  worldsOf(uri: string): readonly World[] {
    const placed = this.#placed.get(uri) ?? [];
    const rendered = this.#renderings.worldsShowing(uri);
    const all = rendered.length === 0 ? placed : [...new Set([...placed, ...rendered])];
    const preferred = this.#preferred;
    if (preferred === undefined || all.length < 2) return all;
    return all.toSorted((a, b) => Number(b.name === preferred) - Number(a.name === preferred));
  }

  /** The name of the world that is the primary one of all files that it shows; undefined: each has its own. */
  prefer(name: string | undefined): Snapshot {
    this.version++;
    this.#preferred = name;
    this.#published.forgetAll();
    return this.snapshot;
  }

  worlds(): Iterable<World> {
    return this.#worlds.values();
  }

  world(id: string): World | undefined {
    return this.#worlds.get(id);
  }

  publish(uri: string): PublishedFile {
    const yaml = this.files.get(uri);
    if (yaml === undefined) return { findings: [], suppressed: [] };
    const options = this.#publishOptions(uri, yaml);
    const worlds = this.worldsOf(uri);
    const own = [yaml, options.isExplicit];
    return this.#published.get(uri, { version: this.version, worlds, own }, () =>
      mergeWorlds(
        worlds.map((world) => ({ world, published: publishFile(world, uri, options) })),
        { uri, remarks: this.#remarks },
      ),
    );
  }

  /** What is certain of a file before the others are read; see `Project.isCertain` for when that may be asked. */
  publishEarly(uri: string): readonly PublishedFinding[] {
    const yaml = this.files.get(uri);
    const [world] = this.worldsOf(uri);
    if (yaml === undefined || world === undefined) return [];
    return publishEarly(world, uri, this.#publishOptions(uri, yaml));
  }

  #publishOptions(uri: string, yaml: YamlFile): PublishOptions {
    return {
      yaml,
      checks: this.#checks,
      textChecks: this.#environment.textChecks,
      suppressible: this.#environment.suppressible,
      isExplicit: this.#explicit.has(uri),
      severity: (rule) => this.#configuration.severity(rule, uri),
      isSuppressed: (rule) => this.#configuration.isSuppressed?.(rule, uri) === true,
    };
  }

  #render(): void {
    this.#renderings.refresh(this.files, (world, id, unit) => {
      world.setUnit(id, unit);
      this.#repositories.set(world, id, unit);
    });
  }

  #applyOne({ uri, text, isExplicit, refusal }: FileChange): void {
    this.#renderings.changed(uri);
    if (isExplicit === true) this.#explicit.add(uri);
    if (text === undefined) {
      this.#remove(uri);
      return;
    }
    if (!this.#placed.has(uri)) this.#sort(uri, this.#worlds);
    const refused = refusal && { text, documents: [], problems: [refusal] };
    this.#store(uri, refused ?? this.#parse(uri, text, this.files.get(uri)));
  }

  /** A world is there as long as something is in it. */
  #remove(uri: string): void {
    this.files.delete(uri);
    this.#published.forget(uri);
    this.#explicit.delete(uri);
    for (const world of this.#placed.get(uri) ?? []) {
      world.setUnit(uri, undefined);
      if (world.isEmpty) this.#worlds.delete(world.id);
    }
    this.#repositories.remove(uri);
    this.#placed.delete(uri);
  }

  #parse(uri: string, text: string, previous: YamlFile | undefined): YamlFile {
    const isExplicit = this.#explicit.has(uri);
    const configs = (this.#placed.get(uri) ?? []).map(({ baseConfig }) => baseConfig);
    const workloadKinds = configs.flatMap((config) => config.workloadKinds);
    const isMeshNetworks = configs.some(({ meshNetworksFile }) => uri === meshNetworksFile);
    // A JSON file is ours only when its text names one of our groups: most JSON in a folder is something else.
    const isCandidate = isExplicit || !uri.endsWith('.json') || mentionsOwnGroup(text);
    return this.#reader.parse(
      uri,
      text,
      {
        isOurs: (header, document) =>
          isMeshNetworks ||
          isHelmValues(uri, header, document) ||
          (isCandidate && isOurDocument(writtenHeader(header), document, workloadKinds)),
        headerSlip: isCandidate ? headerSlip : () => undefined,
        explicit: isExplicit,
      },
      previous,
    );
  }

  #store(uri: string, file: YamlFile): void {
    this.files.set(uri, file);
    for (const world of this.#placed.get(uri) ?? []) {
      const { baseConfig } = world;
      const isMeshNetworks = uri === baseConfig.meshNetworksFile;
      const unit = this.#reader.unit(uri, file, { ...baseConfig, isMeshNetworks });
      world.setUnit(uri, unit);
      this.#repositories.set(world, uri, unit);
    }
  }

  #sort(uri: string, known: ReadonlyMap<string, World>): readonly World[] {
    const worlds = this.#configuration.worldsOf(uri).map((description) => this.#worldFor(description, known));
    this.#placed.set(uri, worlds);
    return worlds;
  }

  /** Worlds are made with their first unit. */
  #worldFor(description: WorldDescription, known: ReadonlyMap<string, World>): World {
    const { id } = description;
    const current = this.#worlds.get(id);
    if (current !== undefined) return current;
    const former = known.get(id);
    const repository = this.#repositories.of(description);
    const world = former?.isDescribedBy(description, repository)
      ? former
      : new World(description, this.#environment, repository);
    this.#worlds.set(id, world);
    return world;
  }
}

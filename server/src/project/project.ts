/**
 * A project: what is judged together because a person opened or named it. It knows what is left out, what
 * `meshwright.json` says, and the worlds that its files make; hosts ask it and decide none of this themselves.
 */
import { isBelow, joinUri, pathFrom, pathOf, resolveUri } from '../base/canonical-uri.ts';
import type { CommandedThing } from '../workspace/commanded-things.ts';
import { isSuppressedAt } from '../workspace/suppressed-paths.ts';
import type { Rendering } from '../workspace/workspace-configuration.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../workspace/world-config.ts';
import type { YamlFile } from '../yaml/node.ts';
import { type LoadedConfig, type LoadedWorld, namedWorld, worldConfigWith } from './apply-config-file.ts';
import { BuildTexts } from './build-texts.ts';
import { Commands } from './commands/commands.ts';
import { judgesEvidence } from './evidence-rules.ts';
import { FileFilter, type Verdict } from './file-filter.ts';
import { ChartOutputs } from './helm/chart-outputs.ts';
import { CONFIG_NAME, noConfig, type ProjectConfig, pathInside } from './project-config.ts';
import type { ProjectChoices, ProjectOptions, ProjectRoot } from './project-options.ts';
import { Digests } from './worlds/digests.ts';
import { discover } from './worlds/discover.ts';
import { type Built, Placement } from './worlds/placement.ts';
import { renderingsOf } from './worlds/renderings-of.ts';
import type { ProjectUnit, ProjectWorld } from './worlds/unit.ts';

export class Project {
  readonly uri: string;
  readonly name: string;
  readonly roots: readonly ProjectRoot[];
  readonly configUri: string;
  readonly hasNamedConfig: boolean;
  #choices: ProjectChoices;
  #config: ProjectConfig;
  #filters: ReadonlyMap<string, FileFilter>;
  readonly #explicit: ReadonlySet<string>;
  /** What decides how its files are divided and built. */
  readonly texts: BuildTexts = new BuildTexts(this);
  readonly #digests = new Digests();
  readonly #commands = new Commands();
  /** A file says that builds may read outside of their folders. */
  #isUnrestricted = false;
  /** Those that the worlds were made with. */
  #placedCommands: readonly CommandedThing[] | undefined;
  #extraFiles: ReadonlySet<string> | undefined;
  #placement: Placement | undefined;
  /** What an installed Helm has said; `discover` places its charts anew. */
  chartOutputs = new ChartOutputs();
  constructor({ uri, name, choices, roots, configUri, hasNamedConfig }: ProjectOptions) {
    this.uri = uri;
    this.name = name;
    this.roots = roots ?? [{ uri, kind: 'folder' }];
    this.configUri = configUri ?? joinUri(uri, CONFIG_NAME);
    this.hasNamedConfig = hasNamedConfig === true;
    this.#explicit = new Set(this.roots.flatMap((root) => (root.kind === 'file' ? [root.uri] : [])));
    this.#choices = choices;
    this.#config = noConfig(uri);
    this.#filters = this.newFilters();
  }

  get choices(): ProjectChoices {
    return this.#choices;
  }

  /** What is read depends on them: a change asks for a new listing. */
  set choices(choices: ProjectChoices) {
    this.#choices = choices;
    this.#extraFiles = undefined;
  }

  /** That of the last listing. */
  get config(): ProjectConfig {
    return this.#config;
  }

  set config(config: ProjectConfig) {
    this.#config = config;
    this.#extraFiles = undefined;
  }

  /** Folders that the last listing left out as generated or vendored. */
  get skippedFolders(): ReadonlySet<string> {
    return new Set([...this.#filters.values()].flatMap(({ skippedFolders }) => [...skippedFolders]));
  }

  /** One for each root folder; they know settings, and no ignore file yet. */
  newFilters(): ReadonlyMap<string, FileFilter> {
    const { exclude, ignore } = this.#choices;
    const config = { folder: pathOf(this.#config.folder), patterns: this.#config.loaded.file.ignore };
    const folders = this.roots.filter(({ kind }) => kind === 'folder');
    return new Map(
      folders.map(({ uri }) => [uri, new FileFilter({ root: pathOf(uri), exclude, ignore, config })]),
    );
  }

  /** Those of a finished listing, which have seen every ignore file. */
  set filters(filters: ReadonlyMap<string, FileFilter>) {
    this.#filters = filters;
  }

  /** Files that are judged although no folder of the project may list them. */
  get extraFiles(): ReadonlySet<string> {
    this.#extraFiles ??= this.#findExtraFiles();
    return this.#extraFiles;
  }

  #findExtraFiles(): ReadonlySet<string> {
    const { loaded } = this.#config;
    const all = [loaded, ...loaded.worlds.map((world) => world.loaded)];
    const networks = [
      ...all.map(({ networksUri }) => networksUri),
      this.#choices.meshFlags.networksUri ?? '',
    ];
    return new Set([...this.#explicit, ...networks.filter((uri) => uri !== '')]);
  }

  /** Named by a person, not found in a folder. */
  isExplicit(uri: string): boolean {
    return this.extraFiles.has(uri);
  }

  /** What is said of a file; undefined outside of every root. */
  verdict(uri: string): Verdict | undefined {
    if (this.isExplicit(uri)) return 'included';
    let verdict: Verdict | undefined;
    for (const [root, filter] of this.#filters) {
      if (!isBelow(uri, root)) continue;
      verdict = filter.judge(pathOf(uri));
      if (verdict === 'included') return verdict;
    }
    return verdict;
  }

  /**
   * The text of a script with commands; undefined when it, or the folder that held it, is gone.
   * @returns whether something else is made by commands than before
   */
  setScript(uri: string, text: string | undefined): boolean {
    return this.#commands.set(uri, text);
  }

  /** @param listed URIs of all files that were found */
  keepScripts(listed: ReadonlySet<string>): void {
    this.#commands.keep(listed);
  }

  /** What `meshwright.json` says of a file. */
  configFor(uri: string): LoadedConfig {
    return this.#declared(uri)?.loaded ?? this.#config.loaded;
  }

  /** Somebody silenced a rule for a file, in `meshwright.json`. */
  isSuppressed(rule: string, uri: string): boolean {
    const { suppressions } = this.#config.loaded.file;
    if (suppressions.length === 0) return false;
    const path = pathInside(this.#config, uri);
    return path !== undefined && isSuppressedAt(suppressions, rule, path);
  }

  forgetCharts(): void {
    this.chartOutputs = new ChartOutputs();
  }

  /** Of objects that name none, where settings or files say it. */
  namespaceOf({ files, root }: ProjectUnit): string | undefined {
    const { defaultNamespace } = this.#worldConfig(this.configFor(files[0] ?? this.uriOf(root)));
    return defaultNamespace === DEFAULT_WORLD_CONFIG.defaultNamespace ? undefined : defaultNamespace;
  }

  /** Those of a unit that is built: one, or one for each list of values. */
  builtOf(unit: ProjectUnit): readonly Built[] {
    return (this.#placement?.built ?? []).filter((one) => one.unit === unit);
  }

  /** What the files are divided into. */
  get units(): readonly ProjectUnit[] {
    return this.#placement?.units ?? [];
  }

  /**
   * Divides the files into units anew. False when nothing has changed, so that no world has to be filled again.
   * @param files every file of this project that is known
   */
  discover(files: Iterable<readonly [uri: string, file: YamlFile]>): boolean {
    const base = this.#base;
    const { worldConfig, flags } = this.#choices;
    const digests = this.#digests.of(
      [...files].filter(([uri]) => this.verdict(uri) === 'included'),
      (uri) => pathFrom(base, uri),
      { ...worldConfig, ...this.#config.loaded.file.world, ...flags },
    );
    const discovery = discover({
      digests,
      markers: this.texts.markers(),
      declaredWorld: (uri) => this.#declared(uri)?.name,
      hasClusters: Object.keys(worldConfig.clusters).length > 0,
      isComplete: this.#worldConfig(this.#config.loaded).completeness === 'complete',
      location: pathOf(base).replace(/^\/+/, ''),
      nameOf: (path) => pathFrom(this.uri, this.uriOf(path)),
    });
    const configOf = (uri: string) => this.#worldConfig(this.configFor(uri));
    const next = new Placement(discovery, this.uri, configOf, {
      outputs: this.chartOutputs,
      pathOf: (uri) => this.pathOf(uri),
    });
    const { things } = this.#commands;
    const isUnrestricted =
      this.#commands.liftsRestrictions || digests.some(({ liftsRestrictions }) => liftsRestrictions);
    const isSame =
      this.#placement?.text === next.text &&
      this.#placement.outputs === next.outputs &&
      this.#placedCommands === things &&
      this.#isUnrestricted === isUnrestricted;
    this.#isUnrestricted = isUnrestricted;
    this.#placement = next;
    this.#placedCommands = things;
    return !isSame;
  }

  /**
   * The worlds in which a file counts as it is written, its own first. A file that is left out can still be opened: it is
   * judged alone then. None for what only changes other objects, and before the files have been divided.
   */
  worldsOf(uri: string): readonly ProjectWorld[] {
    if (this.texts.isOutside(uri)) return [];
    if (this.verdict(uri) !== 'included') return [this.#alone(uri)];
    return this.#placement?.worldsOf(uri) ?? [];
  }

  get isDivided(): boolean {
    return this.#placement !== undefined;
  }

  /**
   * Before the files have been divided: the file counts as it is written, however they will be. What is built of it, or
   * around it, may be right where it is wrong.
   */
  isCertain(uri: string): boolean {
    return !this.isDivided && this.texts.isUnbuilt(uri);
  }

  /** Before the files have been divided: an open file is answered by itself, so that nobody waits for the others. */
  worldsWhileReading(uri: string): readonly ProjectWorld[] {
    return this.#placement === undefined ? [this.#alone(uri)] : this.worldsOf(uri);
  }

  /** The place of a path of the units. */
  uriOf(path: string): string {
    return path === '' ? this.#base : resolveUri(this.#base, path);
  }

  /** Decoded, from the folder that the paths of the units count from. */
  pathOf(uri: string): string {
    return pathFrom(this.#base, uri);
  }

  /** What is built of several files. */
  renderings(): readonly Rendering[] {
    return renderingsOf(this.#placement?.built ?? [], {
      uriOf: (path) => this.uriOf(path),
      pathOf: (uri) => this.pathOf(uri),
      readText: (uri) => this.texts.of(uri),
      isMadeLater: (uri) => this.verdict(uri) === 'ignored' || this.#commands.writes(uri),
      isUnrestricted: this.#isUnrestricted,
      outputs: this.chartOutputs,
    });
  }

  /** Only errors of schemas are told: somebody else's files, or what other files are rendered to. */
  isEvidence(uri: string): boolean {
    return this.#placement?.evidenceRole(uri) !== undefined;
  }

  /** Whether a rule may speak of a file: of what is evidence only, few or none may. */
  mayTell(rule: string, uri: string): boolean {
    const role = this.#placement?.evidenceRole(uri);
    if (role === 'installation') return OF_TEXT.test(rule);
    return role === undefined || judgesEvidence(rule);
  }

  /** Names of folders say something only below it. */
  get #base(): string {
    const [only] = this.roots;
    return this.roots.length === 1 && only?.kind === 'folder' ? only.uri : this.uri;
  }

  #declared(uri: string): LoadedWorld | undefined {
    const { loaded } = this.#config;
    if (loaded.worlds.length === 0) return undefined;
    return namedWorld(loaded, uri, pathInside(this.#config, uri));
  }

  #alone(uri: string): ProjectWorld {
    const config = this.#worldConfig(this.configFor(uri));
    return {
      id: JSON.stringify([this.uri, 'alone', uri]),
      kind: 'alone',
      role: 'own',
      name: pathFrom(this.uri, uri),
      config: { ...config, completeness: 'partial' },
    };
  }

  #worldConfig(loaded: LoadedConfig): WorldConfig {
    const { worldConfig, flags, meshFlags } = this.#choices;
    const config = worldConfigWith(worldConfig, { ...loaded, ...meshFlags }, flags);
    return { ...config, commands: this.#commands.things };
  }
}

/** What cannot be read is no matter of releases. */
const OF_TEXT = /^(?:yaml|kustomize)\//;

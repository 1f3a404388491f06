/** Brings the files of projects into the workspace: all of them at first, then what the host reports as changed. */
import { parentUri, pathOf } from '../base/canonical-uri.ts';
import type { FileChange } from '../workspace/workspace.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import type { YamlFile } from '../yaml/node.ts';
import { isScript } from './commands/script-names.ts';
import { changeOf } from './file-change.ts';
import { isManifest } from './file-filter.ts';
import type { Decoders, FileBytes, FileSource } from './file-source.ts';
import type { Project } from './project.ts';
import { noConfig, readProjectConfig } from './project-config.ts';
import { reachOf } from './reach.ts';
import { type WalkProblem, walk } from './walk.ts';
import { isWorldMarker } from './world-marker.ts';

const READ_AT_ONCE = 64;
/** Commands stand at the beginning of few scripts; more than these are no evidence worth the time. */
const MOST_SCRIPTS = 1000;
const MAX_SCRIPT_BYTES = 256_000;
/** Longest time between two chances for other messages. */
const SLICE_MS = 8;
/** Kustomizations that name others outside, one behind the other. */
const MOST_TURNS = 32;

export interface IndexerOptions {
  /** The first one that can read a URI reads it. */
  readonly sources: readonly FileSource[];
  readonly decoders: Decoders;
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Resolves when others have had their turn. */
  giveWay(): Promise<void>;
  /** The project that a file belongs to. */
  projectOf(uri: string): Project | undefined;
  /** How people call a file. */
  show(uri: string): string;
  /** Files that the workspace knows, parsed. */
  files(): ReadonlyMap<string, YamlFile>;
  /** Its text comes from elsewhere. */
  isOpen(uri: string): boolean;
  /** Puts changes in; open files are not among them. */
  apply(changes: readonly FileChange[]): void;
  /** Projects that were never read before are listed and configured; their files are still to be read. */
  onOutlined?(): void;
  /** Worlds have changed: sorts every file anew. */
  sort(): void;
  /** Something could not be read. */
  onProblem(problem: WalkProblem): void;
  isCancelled(): boolean;
}

/** Files read so far, and all of them. */
type Report = (done: number, all: number) => void;

export class Indexer {
  readonly #options: IndexerOptions;

  constructor(options: IndexerOptions) {
    this.#options = options;
  }

  /** Reads the configuration of these projects, lists them and reads what is listed. */
  async index(projects: readonly Project[], report: Report): Promise<void> {
    for (const project of projects) await this.#readConfig(project);
    const listings = await Promise.all(projects.map((project) => this.#list(project)));
    const listed = listings.flat();
    for (const [index, project] of projects.entries()) {
      project.texts.clear();
      await this.#readMarkers(listings[index] ?? []);
    }
    const wanted = new Set(listed.filter((uri) => this.#isJudged(uri)));
    for (const project of projects) project.texts.outline(wanted);
    if (projects.some(({ isDivided }) => !isDivided)) this.#options.onOutlined?.();
    const mine = new Set(projects);
    this.#drop((uri) => mine.has(this.#options.projectOf(uri) as Project) && !wanted.has(uri));
    await this.#load([...wanted].sort(), report);
    for (const [index, project] of projects.entries()) project.keepScripts(new Set(listings[index]));
    await this.#readScripts(listed);
    for (const project of projects) {
      await this.#follow(project);
      this.#discover(project);
    }
    this.#options.sort();
  }

  async #readConfig(project: Project): Promise<void> {
    const { decoders, show } = this.#options;
    const { configUri, hasNamedConfig } = project;
    const source = this.#sourceOf(configUri);
    project.config =
      source === undefined
        ? noConfig(project.uri)
        : await readProjectConfig(configUri, { source, decoders, show }, hasNamedConfig);
  }

  /** Settings have changed: the same files may be other worlds, and have another configuration. */
  divide(projects: readonly Project[]): void {
    for (const project of projects) this.#discover(project);
    this.#options.sort();
  }

  /** Forgets what stands in none of the projects any more. */
  dropOutside(): void {
    this.#drop((uri) => this.#options.projectOf(uri) === undefined);
  }

  /** Reads files again that were created, changed or closed. */
  async refresh(uris: readonly string[]): Promise<void> {
    const { projectOf } = this.#options;
    const included = uris.filter((uri) => projectOf(uri)?.verdict(uri) === 'included');
    const excluded = new Set(uris);
    for (const uri of included) excluded.delete(uri);
    this.#drop((uri) => excluded.has(uri));
    const markers = included.filter((uri) => isWorldMarker(pathOf(uri)));
    await this.#readMarkers(markers);
    const commanding = await this.#readScripts(included);
    await this.#load(
      included.filter((uri) => this.#isJudged(uri)),
      () => {},
    );
    this.#discoverAgain([...uris.filter((uri) => !isScript(pathOf(uri))), ...commanding]);
  }

  /** Forgets files, and everything below folders. */
  remove(uris: readonly string[]): void {
    if (uris.length === 0) return;
    for (const uri of uris) {
      const project = this.#options.projectOf(uri);
      project?.texts.setMarker(uri, undefined);
      project?.setScript(uri, undefined);
    }
    const gone = new Set(uris);
    this.#drop((known) => {
      for (let at: string | undefined = known; at !== undefined; at = parentUri(at)) {
        if (gone.has(at)) return true;
      }
      return false;
    });
    this.#discoverAgain(uris);
  }

  /**
   * Reads what builds name outside of the listed files, up to the root of the repository that holds the project's folder
   * or a folder that was named beside it; without one, wherever it is. Each turn may find kustomizations that name more.
   */
  async #follow(project: Project): Promise<void> {
    const source = this.#sourceOf(project.uri);
    if (source === undefined) return;
    const tried = new Set<string>();
    let isAllowed = (_uri: string) => true;
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const wanted = project.texts.missingReferences(this.#options.files()).filter((uri) => !tried.has(uri));
      if (wanted.length === 0) return;
      if (turn === 0) isAllowed = await reachOf(project, source);
      const allowed = wanted.filter(isAllowed);
      for (const uri of wanted) tried.add(uri);
      const changes: FileChange[] = [];
      const reads = await source.read(allowed, MAX_FILE_BYTES);
      for (const [at, uri] of allowed.entries()) {
        const read = reads[at];
        if (read === undefined || 'problem' in read || read.size > MAX_FILE_BYTES) continue;
        const text = this.#options.decoders.tolerant.decode(read.bytes);
        project.texts.addOutside(uri, text);
        if (isManifest(pathOf(uri))) changes.push({ uri, text });
      }
      this.#options.apply(changes);
    }
  }

  /** What is applied together may be something else than before. */
  #discoverAgain(changed: readonly string[]): void {
    const projects = new Set(changed.map((uri) => this.#options.projectOf(uri)));
    let hasChanged = false;
    for (const project of projects) {
      if (project !== undefined && this.#discover(project)) hasChanged = true;
    }
    if (hasChanged) this.#options.sort();
  }

  #discover(project: Project): boolean {
    const { files, projectOf } = this.#options;
    return project.discover([...files()].filter(([uri]) => projectOf(uri) === project));
  }

  async #list(project: Project): Promise<readonly string[]> {
    const { decoders, onProblem, isCancelled, projectOf } = this.#options;
    const found = new Set(project.extraFiles);
    const filters = project.newFilters();
    for (const [root, filter] of filters) {
      const source = this.#sourceOf(root);
      if (source === undefined) continue;
      try {
        const { uris, problems } = await walk(root, { source, decoders, filter, isCancelled });
        // A folder inside this one may be a project of its own.
        for (const uri of uris) if (projectOf(uri) === project) found.add(uri);
        for (const problem of problems) onProblem(problem);
      } catch (error) {
        onProblem({ uri: root, problem: String(error), kind: 'unreadable' });
      }
    }
    project.filters = filters;
    return [...found];
  }

  #isJudged(uri: string): boolean {
    return isManifest(pathOf(uri)) || this.#options.projectOf(uri)?.isExplicit(uri) === true;
  }

  async #readMarkers(uris: readonly string[]): Promise<void> {
    const markers = uris.filter((uri) => isWorldMarker(pathOf(uri)));
    const { tolerant } = this.#options.decoders;
    for (let at = 0; at < markers.length; at += READ_AT_ONCE) {
      const batch = markers.slice(at, at + READ_AT_ONCE);
      for (const [index, read] of (await this.#read(batch)).entries()) {
        const uri = batch[index] ?? '';
        const text = 'problem' in read ? undefined : tolerant.decode(read.bytes);
        this.#options.projectOf(uri)?.texts.setMarker(uri, text);
      }
    }
  }

  /** @returns those after which something else is made by commands than before */
  async #readScripts(uris: readonly string[]): Promise<readonly string[]> {
    const { decoders, projectOf } = this.#options;
    const scripts = uris.filter((uri) => isScript(pathOf(uri))).slice(0, MOST_SCRIPTS);
    const telling: string[] = [];
    for (let at = 0; at < scripts.length; at += READ_AT_ONCE) {
      if (this.#options.isCancelled()) break;
      const batch = scripts.slice(at, at + READ_AT_ONCE);
      for (const [index, read] of (await this.#read(batch, MAX_SCRIPT_BYTES)).entries()) {
        const uri = batch[index] ?? '';
        const text = 'problem' in read ? undefined : decoders.tolerant.decode(read.bytes);
        if (projectOf(uri)?.setScript(uri, text) === true) telling.push(uri);
      }
    }
    return telling;
  }

  /** Reads in batches and puts them in piece by piece, so that others have their turn in between. */
  async #load(uris: readonly string[], report: Report): Promise<void> {
    const { now, giveWay, apply, isOpen, isCancelled, decoders, projectOf } = this.#options;
    for (let at = 0; at < uris.length; at += READ_AT_ONCE) {
      if (isCancelled()) return;
      report(at, uris.length);
      const batch = uris.slice(at, at + READ_AT_ONCE).filter((uri) => !isOpen(uri));
      const texts = await this.#read(batch);
      let deadline = now() + SLICE_MS;
      for (const [index, uri] of batch.entries()) {
        const read = texts[index];
        // It may have been opened while it was read.
        if (read === undefined || isOpen(uri)) continue;
        apply([changeOf(uri, read, decoders, projectOf(uri)?.isExplicit(uri) === true)]);
        if (now() < deadline) continue;
        await giveWay();
        deadline = now() + SLICE_MS;
      }
    }
  }

  /** One answer for each URI, in their order. */
  async #read(uris: readonly string[], maxBytes = MAX_FILE_BYTES + 1): Promise<readonly FileBytes[]> {
    const answers = new Map<string, FileBytes>();
    for (const source of this.#options.sources) {
      const own = uris.filter((uri) => this.#sourceOf(uri) === source);
      if (own.length === 0) continue;
      const reads = await source.read(own, maxBytes);
      for (const [index, uri] of own.entries()) {
        const read = reads[index] ?? { problem: 'there was no answer' };
        answers.set(uri, read);
        if ('problem' in read) this.#options.onProblem({ uri, problem: read.problem, kind: 'unreadable' });
      }
    }
    return uris.map((uri) => answers.get(uri) ?? { problem: 'nothing here can read it' });
  }

  #drop(isGone: (uri: string) => boolean): void {
    const { files, isOpen, apply } = this.#options;
    const gone = [...files().keys()].filter((uri) => isGone(uri) && !isOpen(uri));
    if (gone.length > 0) apply(gone.map((uri) => ({ uri, text: undefined })));
  }

  #sourceOf(uri: string): FileSource | undefined {
    return this.#options.sources.find((source) => source.canRead(uri));
  }
}

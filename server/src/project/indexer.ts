/** Brings the files of projects into the workspace: all of them at first, then what the host reports as changed. */
import { isBelow, pathOf } from '../base/canonical-uri.ts';
import type { FileChange } from '../workspace/workspace.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import { changeOf } from './file-change.ts';
import { isManifest } from './file-filter.ts';
import type { Decoders, FileBytes, FileSource } from './file-source.ts';
import { isWorldMarker } from './folder-worlds.ts';
import type { Project } from './project.ts';
import { noConfig, readProjectConfig } from './project-config.ts';
import { type WalkProblem, walk } from './walk.ts';

const READ_AT_ONCE = 64;
/** Longest time between two chances for other messages. */
const SLICE_MS = 8;

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
  /** Files that the workspace knows. */
  knownUris(): readonly string[];
  /** Its text comes from elsewhere. */
  isOpen(uri: string): boolean;
  /** Puts changes in; open files are not among them. */
  apply(changes: readonly FileChange[]): void;
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
      project.clearMarkers();
      await this.#readMarkers(listings[index] ?? []);
    }
    this.#options.sort();
    const wanted = new Set(listed.filter((uri) => this.#isJudged(uri)));
    const mine = new Set(projects);
    this.#drop((uri) => mine.has(this.#options.projectOf(uri) as Project) && !wanted.has(uri));
    await this.#load([...wanted].sort(), report);
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
    if (markers.length > 0) this.#options.sort();
    await this.#load(
      included.filter((uri) => this.#isJudged(uri)),
      () => {},
    );
  }

  /** Forgets a file, or everything below a folder. */
  remove(uri: string): void {
    const project = this.#options.projectOf(uri);
    const hadMarker = project?.hasMarkerIn(uri) === true;
    project?.setMarker(uri, undefined);
    this.#drop((known) => known === uri || isBelow(known, uri));
    if (hadMarker) this.#options.sort();
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
        this.#options.projectOf(uri)?.setMarker(uri, text);
      }
    }
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
  async #read(uris: readonly string[]): Promise<readonly FileBytes[]> {
    const answers = new Map<string, FileBytes>();
    for (const source of this.#options.sources) {
      const own = uris.filter((uri) => this.#sourceOf(uri) === source);
      if (own.length === 0) continue;
      const reads = await source.read(own, MAX_FILE_BYTES + 1);
      for (const [index, uri] of own.entries()) {
        const read = reads[index] ?? { problem: 'there was no answer' };
        answers.set(uri, read);
        if ('problem' in read) this.#options.onProblem({ uri, problem: read.problem, kind: 'unreadable' });
      }
    }
    return uris.map((uri) => answers.get(uri) ?? { problem: 'nothing here can read it' });
  }

  #drop(isGone: (uri: string) => boolean): void {
    const { knownUris, isOpen, apply } = this.#options;
    const gone = knownUris().filter((uri) => isGone(uri) && !isOpen(uri));
    if (gone.length > 0) apply(gone.map((uri) => ({ uri, text: undefined })));
  }

  #sourceOf(uri: string): FileSource | undefined {
    return this.#options.sources.find((source) => source.canRead(uri));
  }
}

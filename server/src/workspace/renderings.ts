/** Renderings with what they read, so that a change of a file renders anew what is made of it, and nothing else. */
import type { YamlFile } from '../yaml/node.ts';
import { type FailureListener, Failures } from './failure.ts';
import type { Unit } from './unit.ts';
import type { Rendering } from './workspace-configuration.ts';
import type { World } from './world.ts';

interface Rendered {
  readonly rendering: Rendering;
  readonly world: World;
  /** URIs that were read, found or not. */
  reads: ReadonlySet<string>;
  /** URIs in which something of it is shown. */
  files: ReadonlySet<string>;
}

export class Renderings {
  readonly #readersOf = new Map<string, Set<Rendered>>();
  readonly #shownIn = new Map<string, Set<Rendered>>();
  readonly #failures: Failures;
  #outdated = new Set<Rendered>();

  constructor(listener: FailureListener) {
    this.#failures = new Failures(listener);
  }

  add(rendering: Rendering, world: World): void {
    this.#outdated.add({ rendering, world, reads: new Set(), files: new Set() });
  }

  clear(): void {
    this.#readersOf.clear();
    this.#shownIn.clear();
    this.#outdated.clear();
  }

  /** One that throws has no objects, and says so once. */
  #render({ rendering, files }: Rendered, read: (uri: string) => YamlFile | undefined): Unit {
    try {
      return rendering.render(read);
    } catch (error) {
      const [uri = ''] = files;
      this.#failures.report({ kind: 'rendering', id: rendering.id }, { uri, key: '' }, error);
      return { files: [...files], resources: [] };
    }
  }

  changed(uri: string): void {
    for (const reader of this.#readersOf.get(uri) ?? []) this.#outdated.add(reader);
  }

  /** By name: the order in which they are told. */
  worldsShowing(uri: string): readonly World[] {
    const worlds = new Set([...(this.#shownIn.get(uri) ?? [])].map(({ world }) => world));
    return [...worlds].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
  }

  /** Renders what is outdated. `place` is told each unit with its world and id. */
  refresh(files: ReadonlyMap<string, YamlFile>, place: (world: World, id: string, unit: Unit) => void): void {
    const outdated = this.#outdated;
    this.#outdated = new Set();
    for (const rendered of outdated) {
      const reads = new Set<string>();
      const unit = this.#render(rendered, (uri) => {
        reads.add(uri);
        return files.get(uri);
      });
      const shownIn = new Set(unit.files);
      replace(this.#readersOf, rendered, rendered.reads, reads);
      replace(this.#shownIn, rendered, rendered.files, shownIn);
      rendered.reads = reads;
      rendered.files = shownIn;
      place(rendered.world, rendered.rendering.id, unit);
    }
  }
}

function replace(
  index: Map<string, Set<Rendered>>,
  rendered: Rendered,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): void {
  for (const uri of before) {
    if (after.has(uri)) continue;
    const list = index.get(uri);
    list?.delete(rendered);
    if (list?.size === 0) index.delete(uri);
  }
  for (const uri of after) {
    const list = index.get(uri);
    if (list === undefined) index.set(uri, new Set([rendered]));
    else list.add(rendered);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A reader of one version of a world that tells a mesh's kept answers what is read of it. */
import { sameData } from '../base/same-data.ts';
import type { ResourceRef } from '../model/resource.ts';
import type { Derived, WorldReader } from '../workspace/check.ts';
import type { Entry, Table } from '../workspace/table.ts';
import { meshObjects } from '../workspace/tables/mesh-objects.ts';
import type { WorldConfig } from '../workspace/world-config.ts';
import { type KeptAnswers, sameItems } from './kept-answers.ts';

/** What answers are found from: the reader of the version. */
export interface Read {
  readonly world: WorldReader;
}

export class ToldReader<Source extends Read> implements WorldReader {
  readonly #world: WorldReader;
  readonly #answers: KeptAnswers<Source>;
  /** From the reader of a version to the one that is read here: itself, or that of its repository. */
  readonly #of: (world: WorldReader) => WorldReader | undefined;
  readonly #prefix: string;

  constructor(
    world: WorldReader,
    answers: KeptAnswers<Source>,
    of: (world: WorldReader) => WorldReader | undefined = (each) => each,
    prefix = '',
  ) {
    this.#world = world;
    this.#answers = answers;
    this.#of = of;
    this.#prefix = prefix;
  }

  read<Row>(table: Table<Row>, key: string): readonly Entry<Row>[] {
    if (!this.#answers.isFinding) return this.#world.read(table, key);
    const of = this.#of;
    // A copy: the world goes on with its own list.
    return this.#answers.read<readonly Entry<Row>[]>(
      `${this.#prefix}rows ${table.name} ${key}`,
      ({ world }) => [...(of(world)?.read(table, key) ?? [])],
      sameItems,
      (table as Table<unknown>) === meshObjects,
    );
  }

  has<Row>(table: Table<Row>, key: string): boolean {
    if (!this.#answers.isFinding) return this.#world.has(table, key);
    const of = this.#of;
    return this.#answers.read(
      `${this.#prefix}has ${table.name} ${key}`,
      ({ world }) => of(world)?.has(table, key) ?? false,
      Object.is,
    );
  }

  derive<Value>(derived: Derived<Value>, key: string): Value {
    if (!this.#answers.isFinding) return this.#world.derive(derived, key);
    const of = this.#of;
    return this.#answers.read(
      `${this.#prefix}derived ${derived.name} ${key}`,
      ({ world }) => of(world)?.derive(derived, key),
      sameData,
    ) as Value;
  }

  config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key] {
    if (!this.#answers.isFinding) return this.#world.config(key);
    const of = this.#of;
    return this.#answers.read(
      `${this.#prefix}config ${key}`,
      ({ world }) => of(world)?.config(key),
      sameData,
    ) as WorldConfig[Key];
  }

  repository(): WorldReader | undefined {
    const of = this.#of;
    const repository = this.#world.repository();
    if (this.#answers.isFinding) {
      this.#answers.read(
        `${this.#prefix}repository`,
        ({ world }) => of(world)?.repository() !== undefined,
        Object.is,
      );
    }
    return (
      repository &&
      new ToldReader(
        repository,
        this.#answers,
        (world) => of(world)?.repository(),
        `${this.#prefix}repository `,
      )
    );
  }

  fileOf(resource: ResourceRef): string {
    return this.#world.fileOf(resource);
  }
}

/**
 * What all worlds of a repository define. Each repository is a world in which no rule runs: the same tables, read by the
 * rules of the others when they ask whether something exists at all.
 */
import type { Unit } from './unit.ts';
import type { WorldDescription } from './workspace-configuration.ts';
import { World, type WorldEnvironment } from './world.ts';

export class Repositories {
  readonly #environment: WorldEnvironment;
  readonly #worlds = new Map<string, World>();
  /** Units that have been set since the last restart, by repository. */
  readonly #current = new Map<World, Set<string>>();

  constructor(environment: WorldEnvironment) {
    this.#environment = { ...environment, checks: [] };
  }

  /** The repository that a world is a part of, made when it is asked for first. */
  of({ repository, config }: WorldDescription): World | undefined {
    if (repository === undefined) return undefined;
    const known = this.#worlds.get(repository);
    if (known !== undefined) return known;
    const world = new World({ id: repository, name: '', config }, this.#environment);
    this.#worlds.set(repository, world);
    return world;
  }

  set({ repository }: World, id: string, unit: Unit): void {
    if (repository === undefined) return;
    repository.setUnit(id, unit);
    const current = this.#current.get(repository);
    if (current === undefined) this.#current.set(repository, new Set([id]));
    else current.add(id);
  }

  remove(id: string): void {
    for (const world of this.#worlds.values()) world.setUnit(id, undefined);
  }

  /** Every unit is set anew after this. */
  restart(): void {
    this.#current.clear();
  }

  /** Forgets what has not been set since the restart. */
  sweep(): void {
    for (const [id, world] of this.#worlds) {
      const current = this.#current.get(world);
      for (const unit of [...world.unitIds()])
        if (current?.has(unit) !== true) world.setUnit(unit, undefined);
      if (current === undefined) this.#worlds.delete(id);
    }
  }
}

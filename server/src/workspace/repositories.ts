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
  /** What a file means depends on the namespace that it is delivered to: that of the first, by unit. */
  readonly #namespaces = new Map<string, string>();
  /** Ids under which the others are kept. */
  readonly #variants = new Map<string, Set<string>>();
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

  set({ repository, baseConfig }: World, unitId: string, unit: Unit): void {
    if (repository === undefined) return;
    const id = this.#idOf(unitId, baseConfig.defaultNamespace);
    repository.setUnit(id, unit);
    const current = this.#current.get(repository);
    if (current === undefined) this.#current.set(repository, new Set([id]));
    else current.add(id);
  }

  #idOf(unit: string, namespace: string): string {
    const first = this.#namespaces.get(unit);
    if (first === undefined) this.#namespaces.set(unit, namespace);
    if (first === undefined || first === namespace) return unit;
    const id = JSON.stringify([unit, namespace]);
    const variants = this.#variants.get(unit);
    if (variants === undefined) this.#variants.set(unit, new Set([id]));
    else variants.add(id);
    return id;
  }

  remove(unit: string): void {
    for (const id of [unit, ...(this.#variants.get(unit) ?? [])])
      for (const world of this.#worlds.values()) world.setUnit(id, undefined);
    this.#namespaces.delete(unit);
    this.#variants.delete(unit);
  }

  /** Every unit is set anew after this. */
  restart(): void {
    this.#namespaces.clear();
    this.#variants.clear();
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

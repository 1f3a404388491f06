/** The configuration of a world as derived reads: whole, by key, and by field of MeshConfig, each with its own readers. */
import type { JsonValue } from '../base/json.ts';
import type { Derived, WorldReader } from './check.ts';
import { defineDerived } from './derived.ts';
import type { WorldConfig } from './world-config.ts';

export interface WorldConfiguration {
  readonly whole: Derived<WorldConfig>;
  /** By key of `WorldConfig`. */
  readonly part: Derived<unknown>;
}

/** @param derive what a world's own resources make of its configuration */
export function worldConfiguration(derive: (reader: WorldReader) => WorldConfig): WorldConfiguration {
  const whole = defineDerived<WorldConfig>({ name: 'configuration', derive: (_, world) => derive(world) });
  const part = defineDerived<unknown>({
    name: 'configuration key',
    derive: (key, world) => world.derive(whole, '')[key as keyof WorldConfig],
  });
  return { whole, part };
}

const meshConfigFields = defineDerived<JsonValue | undefined>({
  name: 'mesh configuration field',
  derive(field, world) {
    const mesh = world.config('meshConfig');
    return Object.hasOwn(mesh, field) ? mesh[field] : undefined;
  },
});

const meshConfigPresence = defineDerived<boolean>({
  name: 'mesh configuration presence',
  derive: (_, world) => Object.keys(world.config('meshConfig')).length > 0,
});

/** One field of the effective MeshConfig: who asks for it is told of its changes only. Defaults are not filled in. */
export function meshConfigField(world: WorldReader, field: string): JsonValue | undefined {
  return world.derive(meshConfigFields, field);
}

/** Whether anything is known of the mesh configuration. */
export function hasMeshConfig(world: WorldReader): boolean {
  return world.derive(meshConfigPresence, '');
}

/**
 * Rules that name fields are not run where none is written. Here they are, on every object of every fixture: they say
 * nothing there, and do not ask how complete the world is, so that nobody takes their silence for anything else.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { RULES } from '../../server/src/rules/registry.generated.ts';
import { ChecksByField } from '../../server/src/workspace/checks-by-field.ts';
import { checksOfKind } from '../../server/src/workspace/checks-of-kind.ts';
import type { Slot } from '../../server/src/workspace/slot.ts';
import { UnrecordedReader } from '../../server/src/workspace/unrecorded-reader.ts';
import type { World } from '../../server/src/workspace/world.ts';
import type { WorldConfig } from '../../server/src/workspace/world-config.ts';
import { openCase, readFixture } from './run-fixture.ts';

class AskedReader extends UnrecordedReader {
  readonly asked = new Set<keyof WorldConfig>();

  override config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key] {
    this.asked.add(key);
    return super.config(key);
  }
}

const root = new URL('../../server/src/rules/', import.meta.url);
const fixtures = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.fixture.yaml'))
  .sort();

let skipped = 0;

for (const path of fixtures) {
  it(`fields of rules in ${path}`, () => {
    for (const test of readFixture(new URL(path, root))) {
      const { workspace } = openCase(test, '\n', 'schema/wrong-type');
      for (const world of workspace.worlds()) {
        for (const slot of world.slots()) checkSlot(world, slot, test.name);
      }
    }
  });
}

describe('rules that name fields', () => {
  it('are skipped often', () => assert.ok(skipped > 10_000, `${skipped} times`));
});

function checkSlot(world: World, slot: Slot, name: string): void {
  const checks = checksOfKind(RULES, slot.kindId);
  const run = new Set(new ChecksByField(checks, slot.kindId).of(slot.resource));
  for (const check of checks) {
    if (run.has(check)) continue;
    skipped++;
    const reader = new AskedReader(world);
    const told: string[] = [];
    check.run(slot.resource, reader, slot, ({ message }) => told.push(message));
    assert.deepEqual(told, [], `${check.id} on ${slot.key} of "${name}"`);
    assert.ok(!reader.asked.has('completeness'), `${check.id} on ${slot.key} of "${name}"`);
  }
}

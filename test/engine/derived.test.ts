/** No fixture: what runs, and what does not, shows in no finding. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { RULES } from '../../server/src/rules/registry.generated.ts';
import type { Check, WorldReader } from '../../server/src/workspace/check.ts';
import { defineDerived } from '../../server/src/workspace/derived.ts';
import { defineTable } from '../../server/src/workspace/table.ts';
import { Workspace, type WorkspaceEnvironment } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { meshConfigField } from '../../server/src/workspace/world-configuration.ts';

const SERVICE = 'core/Service';

function meshConfig(lines: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  mesh: |-\n    ${lines}\n`;
}

function service(name: string, value: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: a, labels: {value: "${value}"}}\n`;
}

class Runs {
  readonly ids: string[] = [];

  /** A check of Services that reads, and does nothing else. */
  check(id: string, read: (world: WorldReader) => unknown): Check {
    const template = RULES.find(({ scope }) => scope === 'workspace') as Check;
    const run = (_: unknown, world: WorldReader) => {
      this.ids.push(id);
      read(world);
    };
    return {
      ...template,
      id,
      kinds: [SERVICE],
      fields: undefined,
      preset: 'recommended',
      silences: 'nothing',
      supersedes: [],
      needsAll: false,
      run,
    };
  }

  take(): readonly string[] {
    return this.ids.splice(0).sort();
  }
}

function settled(environment: WorkspaceEnvironment) {
  const workspace = new Workspace(environment, {
    worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
    severity: () => undefined,
  });
  return (uri: string, text: string | undefined) => {
    for (const _ of workspace.apply([{ uri, text }]).analyze());
    return workspace.snapshot.worlds()[0]?.reader();
  };
}

const environment = ruleEnvironment((part, _at, error) => {
  throw new Error(part.id, { cause: error });
});

describe('a field of MeshConfig', () => {
  it('that no rule reads runs no check, one that three rules read runs these', () => {
    const runs = new Runs();
    const readers = ['first', 'second', 'third'].map((id) =>
      runs.check(id, (world) => meshConfigField(world, 'outboundTrafficPolicy')),
    );
    const other = runs.check('other', (world) => meshConfigField(world, 'trustDomainAliases'));
    const set = settled({ ...environment, checks: [...readers, other] });
    set('/mesh.yaml', meshConfig('accessLogFile: /dev/stdout'));
    set('/service.yaml', service('one', '1'));
    assert.deepEqual(runs.take(), ['first', 'other', 'second', 'third']);
    set('/mesh.yaml', meshConfig('accessLogFile: /dev/stderr'));
    assert.deepEqual(runs.take(), []);
    set('/mesh.yaml', meshConfig('outboundTrafficPolicy: {mode: REGISTRY_ONLY}'));
    assert.deepEqual(runs.take(), ['first', 'second', 'third']);
    set('/mesh.yaml', undefined);
    assert.deepEqual(runs.take(), ['first', 'second', 'third']);
  });

  it('that none of our rules reads runs none of them', () => {
    const workspace = new Workspace(environment, {
      worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
      severity: () => undefined,
    });
    const runsOf = (text: string) => {
      const before = workspace.snapshot.worlds()[0]?.runCount ?? 0;
      for (const _ of workspace.apply([{ uri: '/mesh.yaml', text }]).analyze());
      return (workspace.snapshot.worlds()[0]?.runCount ?? 0) - before;
    };
    for (const _ of workspace.apply([{ uri: '/a.yaml', text: service('one', '1') }]).analyze());
    runsOf(meshConfig('accessLogFile: /dev/stdout'));
    const own = environment.checks.filter(({ kinds }) => kinds.includes('core/ConfigMap')).length;
    assert.ok(runsOf(meshConfig('accessLogFile: /dev/stderr')) <= own, 'checks of the ConfigMap alone');
  });
});

const values = defineTable<string>({
  name: 'values',
  kinds: [SERVICE],
  *rows(resource) {
    yield ['', resource.cursor.get('metadata').get('labels').get('value').string() ?? ''];
  },
});

let computed = 0;
const highest = defineDerived<number>({
  name: 'highest',
  derive(key, world) {
    computed++;
    return Math.max(0, ...world.read(values, key).map(({ row }) => Number(row)));
  },
});
const isHigh = defineDerived<boolean>({
  name: 'is high',
  derive: (key, world) => world.derive(highest, key) > 10,
});

describe('a derived read', () => {
  it('is computed once for all, and reaches nobody when it comes out equal', () => {
    const runs = new Runs();
    const checks = [
      runs.check('highest', (world) => world.derive(highest, '')),
      runs.check('is high', (world) => world.derive(isHigh, '')),
    ];
    const set = settled({ ...environment, tables: [values], checks });
    set('/one.yaml', service('one', '5'));
    computed = 0;
    const reader = set('/two.yaml', service('two', '3'));
    assert.deepEqual(runs.take(), ['highest', 'highest', 'is high', 'is high']);
    assert.equal(reader?.derive(highest, ''), 5);
    assert.equal(reader?.derive(isHigh, ''), false);
    assert.equal(computed, 1, 'for two checks, two objects and a feature');
    set('/two.yaml', service('two', '4'));
    assert.deepEqual(
      runs.take(),
      ['highest', 'is high'],
      'the object itself has changed, the answer has not',
    );
    set('/one.yaml', service('one', '6'));
    assert.deepEqual(
      runs.take(),
      ['highest', 'highest', 'is high'],
      'who reads what is derived from it stays',
    );
    set('/one.yaml', service('one', '60'));
    assert.deepEqual(runs.take(), ['highest', 'highest', 'is high', 'is high']);
  });

  it('that throws does so for each reader, and is told once', () => {
    const told: string[] = [];
    const runs = new Runs();
    const broken = defineDerived<number>({
      name: 'broken',
      derive() {
        throw new Error('broken');
      },
    });
    const checks = ['first', 'second'].map((id) => runs.check(id, (world) => world.derive(broken, '')));
    const onFailure = ({ id }: { readonly id: string }) => void told.push(id);
    const set = settled({ ...environment, tables: [], checks, onFailure });
    set('/one.yaml', service('one', '1'));
    assert.deepEqual(runs.take(), ['first', 'second']);
    assert.deepEqual(told, ['first']);
  });
});

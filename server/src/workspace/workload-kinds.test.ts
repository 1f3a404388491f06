/** No fixture: fixtures cannot change the configuration of a world that stands. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../rules/environment.ts';
import { workloadsInNamespace } from './tables/workloads.ts';
import { Workspace } from './workspace.ts';
import type { WorkspaceConfiguration } from './workspace-configuration.ts';
import { DEFAULT_WORLD_CONFIG } from './world-config.ts';

const CLONE_SET = `
apiVersion: apps.kruise.io/v1alpha1
kind: CloneSet
metadata: { name: cart, namespace: shop }
spec: { template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: app, image: a }] } } }
`;

function configuration(workloadKinds: readonly string[]): WorkspaceConfiguration {
  return {
    worldsOf: () => [{ id: 'default', name: 'default', config: { ...DEFAULT_WORLD_CONFIG, workloadKinds } }],
    severity: () => undefined,
  };
}

function workloads(workspace: Workspace): readonly string[] {
  const [world] = [...workspace.worlds()];
  const rows = world?.reader().read(workloadsInNamespace, 'shop') ?? [];
  return rows.map(({ row }) => `${row.kind} ${row.name} app=${row.labels['app']}`);
}

describe('declared workload kinds', () => {
  it('count as workloads from when they are declared', () => {
    const environment = ruleEnvironment((check, _slot, error) => {
      throw new Error(check.id, { cause: error });
    });
    const workspace = new Workspace(environment, configuration([]));
    workspace.apply([{ uri: '/a.yaml', text: CLONE_SET }]);
    assert.deepEqual(workloads(workspace), []);
    workspace.configure(configuration(['apps.kruise.io/CloneSet']));
    assert.deepEqual(workloads(workspace), ['apps.kruise.io/CloneSet cart app=cart']);
    workspace.configure(configuration(['apps.kruise.io/StatefulSet']));
    assert.deepEqual(workloads(workspace), []);
  });

  it('change nothing for kinds that are known', () => {
    const environment = ruleEnvironment(() => undefined);
    const workspace = new Workspace(environment, configuration(['core/Service']));
    workspace.apply([
      { uri: '/a.yaml', text: 'apiVersion: v1\nkind: Service\nmetadata: { name: cart, namespace: shop }\n' },
    ]);
    assert.deepEqual(workloads(workspace), []);
  });
});

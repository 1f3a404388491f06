import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryProject } from '../../../../test/harness/memory-project.ts';
import { describeUnits } from './describe-units.ts';

const SERVICE = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { ports: [{ port: 80, name: http }] }\n`;
const FILES: Readonly<Record<string, string>> = {
  'chart/Chart.yaml':
    'name: shop\nversion: 1.0.0\ndependencies: [{ name: cache, alias: store, condition: store.enabled }]\n',
  'chart/values.yaml': 'gateway: { enabled: false }\nstore: { enabled: true }\n',
  'chart/values-prod.yaml': 'gateway: { enabled: true }\nstore: { sharded: true }\n',
  'chart/values-lean.yaml': 'store: { enabled: false }\n',
  'chart/templates/all.yaml': `${SERVICE('always')}---\n{{- if .Values.gateway.enabled }}\n${SERVICE('edge')}{{- else }}\n---\n${SERVICE('inner')}{{- end }}\n---\n{{- if .Release.IsInstall }}\n${SERVICE('perhaps')}{{- end }}\n`,
  'chart/charts/cache/Chart.yaml': 'name: cache\nversion: 1.0.0\n',
  'chart/charts/cache/values.yaml': 'sharded: false\n',
  'chart/charts/cache/templates/all.yaml': `${SERVICE('cache')}---\n{{- if .Values.sharded }}\n${SERVICE('shard')}{{- end }}\n`,
};

/** `list: objects that it switches off`. */
async function switchesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { project, workspace } = await new MemoryProject(files).read();
  const show = (uri: string) => uri.slice(uri.lastIndexOf('/') + 1);
  const [chart] = describeUnits(project, show, (uri) => workspace.files.get(uri)).filter(
    ({ root }) => root === 'chart',
  );
  return (chart?.values ?? []).map((names, at) => {
    const off = (chart?.switchedOff[at] ?? []).map((text) => text.replace(/^Service (.*) in .*$/, '$1'));
    return `${names.at(-1)}: ${off.join(' ')}`;
  });
}

describe('lists of values', () => {
  it('switch objects off, and charts in a chart with all that is in them', async () => {
    assert.deepEqual(await switchesOf(FILES), [
      'values.yaml: shard edge',
      'values-lean.yaml: cache shard edge',
      'values-prod.yaml: inner',
    ]);
  });

  it('are those of Argo CD, with what it writes itself on top', async () => {
    const application = (helm: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec:\n  source:\n    path: chart\n    helm: { valueFiles: [values-prod.yaml], ${helm} }\n`;
    const off = async (helm: string) => (await switchesOf({ ...FILES, 'a.yaml': application(helm) }))[1];
    assert.equal(
      await off('values: "store: {enabled: false}"'),
      'values of Application "a": cache shard inner',
    );
    assert.equal(
      await off('values: "gateway: {enabled: true}", valuesObject: { gateway: { enabled: false } }'),
      'values of Application "a": edge',
    );
    assert.equal(
      await off(
        'valuesObject: { gateway: { enabled: true } }, parameters: [{ name: gateway.enabled, value: "false" }]',
      ),
      'values of Application "a": edge',
    );
    const unknown = 'valuesObject: { store: { enabled: false } }, parameters: [{ name: "a[0]", value: b }]';
    assert.equal(await off(unknown), 'values of Application "a": ', 'of which not all are known');
  });

  it('are those of Flux, unless more of them stand in the cluster', async () => {
    const release = (more: string) =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a }\nspec: { chart: { spec: { chart: ./chart } }, values: { gateway: { enabled: true } }${more} }\n`;
    const off = async (more: string) => (await switchesOf({ ...FILES, 'a.yaml': release(more) }))[1];
    assert.equal(await off(''), 'values of HelmRelease "a": shard inner');
    assert.equal(await off(', valuesFrom: [{ kind: Secret, name: a }]'), 'values of HelmRelease "a": ');
  });

  it('that cannot be read switch nothing', async () => {
    const broken = { ...FILES, 'chart/values-prod.yaml': '- a\n', 'chart/values-lean.yaml': 'a: [\n' };
    assert.deepEqual((await switchesOf(broken)).slice(1), ['values-lean.yaml: ', 'values-prod.yaml: ']);
  });
});

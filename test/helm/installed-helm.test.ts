// Not fixtures: a program is run here, which no rule and no feature knows of.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { nodeHelm } from '../../server/src/main/node-helm.ts';
import { inFolder, runHere } from '../cli/run-cli.ts';
import { CHART, ROUTE, type Told, writeFakeHelm } from './installed-helm.ts';

const IS_WINDOWS = process.platform === 'win32' && 'a script is no program there';

interface Reported {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
  readonly message: string;
  readonly related: readonly {
    readonly file: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
  readonly worlds?: readonly string[];
}

async function lint(folder: string, ...args: readonly string[]) {
  const run = await runHere(['lint', 'shop', '--format', 'json', ...args], folder);
  const { findings } = JSON.parse(run.stdout || '{"findings":[]}') as { findings: readonly Reported[] };
  const told = findings.filter(({ severity }) => severity !== 'hint');
  return { ...run, told };
}

function calls(program: string): readonly Told[] {
  if (!existsSync(`${program}.log`)) return [];
  return readFileSync(`${program}.log`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Told);
}

describe('an installed Helm', { skip: IS_WINDOWS }, () => {
  it('is run for each list of values, and findings stand in the template', async () => {
    await inFolder(CHART, async (folder) => {
      const program = writeFakeHelm(folder);
      const { told, stderr } = await lint(folder, '--helm', program);
      assert.equal(stderr, '');
      assert.deepEqual(
        told.map(({ rule, severity, file, range }) => [rule, severity, file, range.start.line]),
        [
          // Other values may make it right.
          ['duration/bad-syntax', 'warning', 'shop/templates/route.yaml', 9],
          ['schema/unknown-field', 'error', 'shop/templates/route.yaml', 12],
        ],
      );
      const [printed] = told;
      assert.match(printed?.message ?? '', /5 seconds/);
      // Where the value is set.
      assert.deepEqual(
        printed?.related.map(({ file, range }) => [file, range.start.line]),
        [['shop/values-prod.yaml', 1]],
      );
      assert.equal(calls(program).length, 2);
    });
  });

  it('is told what it needs, and nothing of clusters, plugins and repositories', async () => {
    await inFolder(CHART, async (folder) => {
      const program = writeFakeHelm(folder);
      await lint(folder, '--helm', program);
      const [first, second] = calls(program);
      assert.deepEqual(first?.args, [
        'template',
        '--namespace=namespace-placeholder',
        '--',
        'release-placeholder',
        join(folder, 'shop'),
      ]);
      assert.deepEqual(second?.args.slice(2, 3), [`--values=${join(folder, 'shop', 'values-prod.yaml')}`]);
      const unexpected = first?.env.filter(
        (name) => !/^(?:PATH|HOME|TMPDIR|TEMP|TMP|USERPROFILE|SystemRoot|KUBECONFIG|HELM_\w+)$/.test(name),
      );
      assert.deepEqual(unexpected, []);
      // Its folder was its own, and is gone.
      assert.notEqual(first?.cwd, folder);
      assert.equal(existsSync(first?.cwd ?? ''), false);
    });
  });

  it('is not run because a folder says so', async () => {
    await inFolder(CHART, async (folder) => {
      const program = writeFakeHelm(folder);
      writeFileSync(
        join(folder, 'shop', 'meshwright.json'),
        JSON.stringify({ helm: { path: program }, 'helm.path': program }),
      );
      await lint(folder);
      assert.deepEqual(calls(program), []);
    });
  });

  it('takes no option from a file that names the release', async () => {
    const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  destination: { namespace: --debug }
  source:
    repoURL: https://git.example.com/mesh.git
    path: shop
    helm: { releaseName: --post-renderer=./run.sh }
`;
    await inFolder({ ...CHART, 'apps/shop.yaml': application }, async (folder) => {
      const program = writeFakeHelm(folder);
      await runHere(['lint', '.', '--helm', program], folder);
      const named = calls(program).filter(({ args }) => args.some((arg) => arg.includes('post-renderer')));
      assert.ok(named.length > 0, 'the release has its name');
      for (const { args } of named) {
        const end = args.indexOf('--');
        assert.ok(args.slice(1, end).every((arg) => /^--(?:namespace|values)=/.test(arg)));
        assert.equal(args[end + 1], '--post-renderer=./run.sh');
      }
    });
  });

  it('is told at the line that it refuses', async () => {
    const files = { ...CHART, 'shop/templates/route.yaml': ROUTE.replace('- cart', '- {{ fail "x" }}') };
    await inFolder(files, async (folder) => {
      const { told } = await lint(folder, '--helm', writeFakeHelm(folder));
      assert.deepEqual(
        told.map(({ rule, severity, range, message }) => [rule, severity, range.start.line, message]),
        [
          ['template/not-rendered', 'info', 7, 'Helm does not render this: a host is needed'],
          // What is read without it stays.
          ['schema/unknown-field', 'error', 12, told[1]?.message],
        ],
      );
    });
  });

  it('names the worlds, and prints what a chart becomes', async () => {
    await inFolder(CHART, async (folder) => {
      const program = writeFakeHelm(folder);
      const worlds = await runHere(['worlds', 'shop', '--helm', program], folder);
      assert.match(worlds.stdout, /values-prod\.yaml: rendered by Helm/);
      const render = await runHere(
        ['render', 'shop', '--helm', program, '--values', 'shop/values-prod.yaml', '--format', 'json'],
        folder,
      );
      const { resources } = JSON.parse(render.stdout);
      assert.equal(resources[0].object.spec.http[0].timeout, '5 seconds');
      assert.deepEqual(resources[0].provenance['spec.http[0].timeout'], {
        file: 'shop/templates/route.yaml',
        line: 9,
        derived: true,
        via: [{ file: 'shop/values-prod.yaml', line: 1 }],
      });
      assert.deepEqual(resources[0].provenance['spec.hosts[0]'], {
        file: 'shop/templates/route.yaml',
        line: 7,
      });
      const text = await runHere(['render', 'shop', '--helm', program], folder);
      assert.match(text.stdout, /^---\n# Source: store\/templates\/route\.yaml/);
    });
  });

  it('that is not there is said, and everything is judged without it', async () => {
    await inFolder(CHART, async (folder) => {
      const missing = await lint(folder, '--helm', './nowhere/helm');
      assert.equal(missing.exitCode, 2);
      assert.match(missing.stderr, /"\.\/nowhere\/helm" is no program/);
      const { told, stderr } = await lint(folder, '--helm', 'no-such-helm-here');
      assert.match(stderr, /cannot be run: there is no such file/);
      assert.deepEqual(
        told.map(({ rule }) => rule),
        ['schema/unknown-field'],
      );
    });
  });

  it('ends when it is called off', async () => {
    const files = { ...CHART, 'shop/templates/route.yaml': '{{ sleep }}\n' };
    await inFolder(files, async (folder) => {
      const running = new AbortController();
      const helm = nodeHelm(writeFakeHelm(folder));
      const chart = pathToFileURL(join(folder, 'shop')).href;
      const call = { folder: chart, release: 'a', namespace: 'b', values: [] };
      const answer = helm.template(call, running.signal);
      setTimeout(() => running.abort(), 50);
      assert.deepEqual(await answer, { problem: 'it was called off' });
    });
  });
});

const REAL = process.env['MESHWRIGHT_HELM'] ?? 'helm';
const hasReal = spawnSync(REAL, ['version', '--short']).status === 0;

describe('the real Helm', { skip: !hasReal && 'no Helm is installed (MESHWRIGHT_HELM)' }, () => {
  const files = {
    'shop/Chart.yaml': `apiVersion: v2
name: store
version: 0.1.0
dependencies:
  - { name: cart, version: 0.1.0, alias: basket }
`,
    'shop/values.yaml': 'hosts: [cart]\nextra: {}\nlabels: { team: shop }\nbasket: { port: http }\n',
    'shop/values-prod.yaml': 'hosts: [cart, "bad host"]\nextra: { timeuot: 5s }\n',
    'shop/templates/_helpers.tpl': '{{ define "store.name" }}{{ .Release.Name }}-cart{{ end }}\n',
    'shop/templates/route.yaml': `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: {{ include "store.name" . }}
  labels:
    {{- toYaml .Values.labels | nindent 4 }}
spec:
  hosts:
    {{- range .Values.hosts }}
    - {{ . | quote }}
    {{- end }}
  http:
    {{- if .Values.canary }}
    - route:
        - destination: { host: canary }
    {{- else }}
    - route:
        - destination: { host: cart }
          weihgt: 100
      {{- with .Values.extra }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- end }}
`,
    'shop/charts/cart/Chart.yaml': 'apiVersion: v2\nname: cart\nversion: 0.1.0\n',
    'shop/charts/cart/values.yaml': 'port: http\n',
    'shop/charts/cart/templates/service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: cart
spec:
  selector:
    app: cart
  ports:
    - name: {{ .Values.port }}
      port: 80
`,
    'shop/charts/cart/templates/rule.yaml': `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: cart
spec:
  host: cart
  trafficPolicies: {}
`,
  };

  it('renders lists, includes, branches and aliases, each found where it is written', async () => {
    await inFolder(files, async (folder) => {
      const { told, stderr } = await lint(folder, '--helm', REAL);
      assert.equal(stderr, '');
      const places = told.map(({ file, range, rule, severity }) => [file, range.start.line, rule, severity]);
      assert.deepEqual(
        places.filter(([, , rule]) => rule === 'schema/unknown-field'),
        [
          ['shop/charts/cart/templates/rule.yaml', 6, 'schema/unknown-field', 'error'],
          // A key that `toYaml` has printed.
          ['shop/templates/route.yaml', 11, 'schema/unknown-field', 'error'],
          ['shop/templates/route.yaml', 18, 'schema/unknown-field', 'error'],
        ],
      );
    });
  });

  it('is told at the template that it refuses', async () => {
    const template = files['shop/templates/route.yaml'].replace(
      'toYaml .Values.labels',
      'toYmal .Values.labels',
    );
    await inFolder({ ...files, 'shop/templates/route.yaml': template }, async (folder) => {
      const { told } = await lint(folder, '--helm', REAL);
      const found = told.filter(({ rule }) => rule === 'template/not-rendered');
      assert.deepEqual(
        found.map(({ file, severity, range }) => [file, severity, range.start.line]),
        [['shop/templates/route.yaml', 'error', 5]],
      );
      assert.match(found[0]?.message ?? '', /function "toYmal" not defined/);
    });
  });
});

/** What is judged: paths, standard input, ignored files, worlds, and files that are no text. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { LintReport } from '../../server/src/cli/report.ts';
import { BAD, FOREIGN, GOOD, SERVICE } from './manifests.ts';
import { type CliOptions, inFolder, runHere } from './run-cli.ts';

async function report(args: readonly string[], folder: string, options?: CliOptions): Promise<LintReport> {
  const run = await runHere(['lint', '--format', 'json', ...args], folder, options);
  assert.equal(run.stderr, '');
  return JSON.parse(run.stdout) as LintReport;
}

/** A certificate whose time was the year 2020. */
const EXPIRED =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1Da3dKd0lCQVRBQU1BQXdIaGNOTWpBd01UQXhNREF3TURBd1doY05NakV3TVRBeE1EQXdNREF3V2c9PQotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg==';

const filesOf = ({ findings }: LintReport) => [...new Set(findings.map(({ file }) => file))];

describe('paths', () => {
  it('takes .yaml, .yml and .json of ours from folders, in the order of their names', () =>
    inFolder(
      {
        'b/x.yml': BAD,
        'a/y.yaml': BAD,
        'c.json': JSON.stringify({
          apiVersion: 'networking.istio.io/v1',
          kind: 'Gateway',
          metadata: {},
          spec: [],
        }),
        'package.json': '{ "name": [ }',
        'notes.txt': BAD,
      },
      async (folder) => {
        const found = await report([], folder);
        assert.deepEqual(filesOf(found), ['a/y.yaml', 'b/x.yml', 'c.json']);
        assert.equal(found.files, 3);
      },
    ));

  it('never looks into node_modules or .git', () =>
    inFolder(
      { 'a.yaml': GOOD, 'node_modules/x/b.yaml': BAD, '.git/c.yaml': BAD, 'deep/node_modules/d.yaml': BAD },
      async (folder) => assert.equal((await report([], folder)).files, 1),
    ));

  it('honours .gitignore of this folder, of those below, and of those above up to the repository', () =>
    inFolder(
      {
        '.git/HEAD': '',
        '.gitignore': 'out/\n*.tmp.yaml\n',
        'mesh/a.yaml': BAD,
        'mesh/b.tmp.yaml': BAD,
        'mesh/out/c.yaml': BAD,
        'mesh/.gitignore': 'd.yaml\n!keep.tmp.yaml\n',
        'mesh/d.yaml': BAD,
        'mesh/keep.tmp.yaml': BAD,
      },
      async (folder) => {
        assert.deepEqual(filesOf(await report([], folder)), ['mesh/a.yaml', 'mesh/keep.tmp.yaml']);
        assert.deepEqual(filesOf(await report(['mesh'], folder)), ['mesh/a.yaml', 'mesh/keep.tmp.yaml']);
      },
    ));

  it('reads what a build names in a folder outside of the repository that one works in', () =>
    inFolder(
      {
        'here/.git/HEAD': '',
        'there/overlay/kustomization.yaml':
          'patches: [{ path: p.json, target: { kind: Service } }]\nresources: [s.yaml]\n',
        'there/overlay/s.yaml': SERVICE,
        'there/overlay/p.json': '[{ "op": "remove", "path": "/spec/gone" }]',
      },
      async (folder) => {
        const { findings } = await report(['../there'], join(folder, 'here'));
        assert.deepEqual(
          findings.map(({ rule }) => rule),
          ['kustomize/patch-failed'],
        );
      },
    ));

  it('judges what is named although git ignores it', () =>
    inFolder(
      { '.git/HEAD': '', '.gitignore': 'out\n*.yaml\n', 'out/a.yaml': BAD, 'b.yaml': BAD },
      async (folder) => {
        assert.deepEqual(filesOf(await report(['out'], folder)), ['out/a.yaml']);
        assert.deepEqual(filesOf(await report(['b.yaml'], folder)), ['b.yaml']);
      },
    ));

  it('counts a file once, however often it is named', () =>
    inFolder({ 'a.yaml': BAD, 'b.yaml': SERVICE }, async (folder) => {
      const found = await report(['a.yaml', './a.yaml', '.', join(folder, 'a.yaml')], folder);
      assert.equal(found.files, 2);
      assert.equal(found.findings.length, 1);
    }));

  it('writes paths relative to the working folder', () =>
    inFolder({ 'a/x.yaml': BAD, 'b/y.yaml': SERVICE }, async (folder) => {
      assert.deepEqual(filesOf(await report(['../a', '.'], join(folder, 'b'))), ['../a/x.yaml']);
    }));

  it('takes links to files, no links to folders, and no dangling ones', () =>
    inFolder({ 'real/a.yaml': BAD }, async (folder) => {
      symlinkSync('real/a.yaml', join(folder, 'link.yaml'));
      symlinkSync('real', join(folder, 'folder.yaml'));
      symlinkSync('.', join(folder, 'loop'));
      symlinkSync('nowhere', join(folder, 'dangling.yaml'));
      assert.deepEqual(filesOf(await report([], folder)), ['link.yaml', 'real/a.yaml']);
    }));

  it('reads standard input as a file that is named', () =>
    inFolder({ 'svc.yaml': SERVICE }, async (folder) => {
      const alone = await report(['-'], folder, { input: BAD });
      assert.deepEqual(filesOf(alone), ['<stdin>']);
      const both = await report(['-', 'svc.yaml'], folder, { input: `${GOOD}---\n${BAD}` });
      assert.equal(both.files, 2);
    }));
});

describe('files that are no text', () => {
  const header = 'apiVersion: networking.istio.io/v1\n';
  const files = {
    'binary.yaml': Buffer.concat([Buffer.from(header), Buffer.alloc(64)]),
    'latin1.yaml': Buffer.from(`${header}# M\xfcller\n`, 'latin1'),
    'utf16.yaml': Buffer.from(`\ufeff${header}`, 'utf16le'),
    'large.yaml': Buffer.from(header + '# 0123456789abcdef\n'.repeat(1_100_000)),
    'foreign.yaml': Buffer.from('name: M\xfcller', 'latin1'),
  };

  it('are findings, and the run goes on', () =>
    inFolder({ ...files, 'z.yaml': BAD }, async (folder) => {
      const found = (await report([], folder)).findings;
      assert.deepEqual(
        found.filter(({ rule }) => /^(?:yaml|file)\//.test(rule)).map(({ file, rule }) => `${file} ${rule}`),
        [
          'binary.yaml yaml/binary',
          'large.yaml file/too-large',
          'latin1.yaml yaml/not-utf8',
          'utf16.yaml yaml/not-utf8',
        ],
      );
      assert.ok(found.some(({ file }) => file === 'z.yaml'));
    }));

  it('are findings for any file that is named', () =>
    inFolder(files, async (folder) => {
      const found = (await report(['foreign.yaml'], folder)).findings;
      assert.deepEqual(
        found.map(({ rule }) => rule),
        ['yaml/not-utf8'],
      );
    }));

  it('show in every format', () =>
    inFolder(files, async (folder) => {
      for (const format of ['pretty', 'compact']) {
        const run = await runHere(['lint', 'binary.yaml', 'large.yaml', '--format', format], folder);
        assert.match(run.stdout, /yaml\/binary/);
        assert.match(run.stdout, /larger than/);
        assert.equal(run.exitCode, 1);
      }
    }));
});

describe('what is no file', () => {
  it('is never waited for: a pipe as configuration is refused, a named pipe is read', () =>
    inFolder({ 'a.yaml': BAD }, async (folder) => {
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const refused = await runHere(['lint', '--mesh-config', 'pipe'], folder);
      assert.deepEqual(
        [refused.exitCode, refused.stderr],
        [2, 'meshwright: Cannot read "pipe": it is not a file\n'],
      );
      const read = report(['pipe'], folder);
      await writeFile(pipe, BAD);
      assert.deepEqual(filesOf(await read), ['pipe']);
    }));

  it(
    'a name that is no text keeps nothing else from being judged',
    { skip: process.platform !== 'linux' && 'names are text here' },
    () =>
      inFolder({ 'a.yaml': BAD }, async (folder) => {
        writeFileSync(
          Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xe9]), Buffer.from('.yaml')]),
          BAD,
        );
        const run = await runHere(['lint', '--format', 'compact'], folder);
        assert.equal(run.exitCode, 1);
        assert.match(run.stderr, /its name is not UTF-8/);
        assert.match(run.stdout, /^a\.yaml/);
      }),
  );

  it('looks at the size before it reads', { skip: process.platform === 'win32' && 'no sparse files' }, () =>
    inFolder({ 'a.yaml': BAD }, async (folder) => {
      for (const name of ['b.yaml', 'c.json']) {
        writeFileSync(join(folder, name), `${'x: y\n'}`);
        truncateSync(join(folder, name), 3_000_000_000);
      }
      assert.deepEqual(filesOf(await report([], folder)), ['a.yaml']);
      const named = await report(['b.yaml'], folder);
      assert.deepEqual(
        named.findings.map(({ rule, severity }) => `${rule} ${severity}`),
        ['file/too-large error'],
      );
    }),
  );
});

describe('hostile text', () => {
  const head = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a }\n';
  const bomb = Array.from(
    { length: 12 },
    (_, at) =>
      `a${at}: &a${at} [${Array(9)
        .fill(at === 0 ? 'x' : `*a${at - 1}`)
        .join(', ')}]`,
  ).join('\n');
  const inputs: readonly (readonly [string, string, RegExp])[] = [
    ['an unclosed flow map', `${head}spec: { hosts: [a\n`, /yaml\/syntax/],
    ['an alias bomb', `${head}${bomb}\n`, /yaml\/too-many-aliases/],
    [
      'nesting of 10,000 levels',
      `${head}spec: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
      /yaml\/too-deep/,
    ],
  ];
  for (const [name, text, rule] of inputs) {
    it(`${name} is one clear finding`, () =>
      inFolder({ 'a.yaml': text, 'b.yaml': BAD }, async (folder) => {
        const { findings } = await report([], folder);
        const aboutText = findings.filter(
          (finding) => finding.file === 'a.yaml' && finding.rule.startsWith('yaml/'),
        );
        assert.equal(aboutText.length, 1, JSON.stringify(aboutText));
        assert.match(aboutText[0]?.rule ?? '', rule);
        assert.ok(findings.some(({ file }) => file === 'b.yaml'));
      }));
  }
});

describe('worlds', () => {
  it('are one for all paths, and one for each overlay or chart', () =>
    inFolder(
      {
        'plain/a.yaml': GOOD,
        'overlays/prod/kustomization.yaml': 'resources: [b.yaml]\n',
        'overlays/prod/b.yaml': GOOD,
        'charts/shop/Chart.yaml': 'name: shop\n',
        'charts/shop/templates/c.yaml': GOOD,
      },
      async (folder) => {
        const worlds = (await report([], folder)).findings.map(({ file, world }) => `${file} ${world}`);
        assert.deepEqual(worlds, [
          'charts/shop/templates/c.yaml charts/shop',
          'overlays/prod/b.yaml overlays/prod',
          'plain/a.yaml default',
        ]);
      },
    ));

  it('keep the Services of each cluster', () =>
    inFolder(
      {
        'east/a.yaml': `${SERVICE}---\n${GOOD.replace('host: reviews', 'host: reviews, port: { number: 9080 }')}`,
        'west/a.yaml': SERVICE.replace('80', '9080'),
        'west/b.yaml': SERVICE.replaceAll('reviews', 'ratings'),
        'east/b.yaml': SERVICE.replaceAll('reviews', 'ratings'),
      },
      async (folder) => {
        const { findings } = await report(['--cluster', 'east=east', '--cluster', 'west=west'], folder);
        assert.deepEqual(
          findings.map(({ rule, severity, file }) => `${rule} ${severity} ${file}`),
          [
            'service/differs-between-clusters hint east/a.yaml',
            'service/differs-between-clusters hint west/a.yaml',
          ],
        );
      },
    ));

  it('share files of all clusters', () =>
    inFolder({ 'east/a.yaml': SERVICE, 'west/b.yaml': GOOD }, async (folder) => {
      const found = await report(['--cluster', 'east=east', '--cluster', 'west=west/b.yaml'], folder);
      assert.equal(found.files, 2);
      assert.deepEqual(found.findings, []);
    }));
});

describe('configuration', () => {
  it('sorts files into the worlds of meshwright.json', () =>
    inFolder(
      {
        'meshwright.json': JSON.stringify({
          severities: { 'schema/*': 'warning' },
          worlds: [
            { name: 'prod', files: ['prod'], severities: { 'schema/unknown-*': 'hint' } },
            { name: 'test', files: ['**/test'], defaultNamespace: 'shop' },
          ],
        }),
        'a.yaml': BAD,
        'prod/a.yaml': BAD,
        'envs/test/a.yaml': BAD.replace(', namespace: shop', ''),
        'b.yaml': SERVICE,
      },
      async (folder) => {
        const { findings } = await report(['--rule', 'schema/*'], folder);
        assert.deepEqual(
          findings.map(({ world, severity, resource }) => `${world} ${severity} ${resource?.namespace}`),
          ['default warning shop', 'test warning shop', 'prod hint shop'],
        );
      },
    ));

  it('says in which line of meshwright.json a world makes no sense', () =>
    inFolder(
      {
        'meshwright.json': '{\n  "worlds": [\n    { "name": "prod",\n      "files": "prod" }\n  ]\n}\n',
        'a.yaml': SERVICE,
      },
      async (folder) => {
        const { exitCode, stderr } = await runHere(['lint'], folder);
        assert.equal(exitCode, 2);
        assert.match(stderr, /meshwright\.json:4:16: "files" of world "prod" must be a list/);
      },
    ));

  const NETWORKS = 'networks:\n  west:\n    endpoints:\n      - fromRegistry: kubernetes\n';
  for (const [form, args, config] of [
    ['the flag', ['--mesh-networks', 'net/networks.txt'], '{}'],
    ['meshwright.json', [], '{"meshNetworks": "net/networks.txt"}'],
  ] as const) {
    it(`judges the networks that ${form} names`, () =>
      inFolder(
        { 'a.yaml': SERVICE, 'net/networks.txt': NETWORKS, 'meshwright.json': config },
        async (folder) => {
          const { findings, files } = await report(args, folder);
          assert.equal(files, 2);
          assert.deepEqual(
            findings.map(({ rule, file, path, resource }) => [rule, file, path, resource?.kind]),
            [
              [
                'mesh-networks/unknown-registry',
                'net/networks.txt',
                'networks.west.endpoints[0].fromRegistry',
                'MeshNetworks',
              ],
            ],
          );
          assert.deepEqual(
            findings[0]?.fixes.map(({ title }) => title),
            ['Use "Kubernetes"'],
          );
        },
      ));
  }

  it('says nothing of networks whose registries exist', () =>
    inFolder(
      { 'a.yaml': SERVICE, 'networks.yaml': NETWORKS.replace('kubernetes', 'Kubernetes') },
      async (folder) => {
        const { findings } = await report(
          ['--mesh-networks', 'networks.yaml', '--world', 'complete'],
          folder,
        );
        assert.deepEqual(findings, []);
      },
    ));

  it('compares certificates with the clock of the machine', () =>
    inFolder(
      {
        'a.yaml': `apiVersion: v1
kind: Secret
metadata: { name: shop-tls, namespace: istio-system }
type: kubernetes.io/tls
data:
  tls.crt: ${EXPIRED}
  tls.key: a2V5
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: public, namespace: istio-system }
spec:
  selector: { istio: ingressgateway }
  servers:
    - port: { number: 443, name: https, protocol: HTTPS }
      hosts: [shop.example.com]
      tls: { mode: SIMPLE, credentialName: shop-tls }
`,
      },
      async (folder) => {
        const { findings } = await report([], folder);
        assert.deepEqual(
          findings.map(({ rule }) => rule),
          ['gateway/unusable-credential'],
        );
        assert.match(findings[0]?.message ?? '', /expired on 2021-01-01/);
      },
    ));

  it('takes the release from the control plane in the files', () =>
    inFolder(
      {
        'a.yaml': SERVICE,
        'istiod.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: istiod, namespace: istio-system }
spec: { template: { spec: { containers: [{ name: discovery, image: 'docker.io/istio/pilot:1.27.3-distroless' }] } } }
`,
      },
      async (folder) => {
        assert.equal((await report([], folder)).istio, '1.27');
        assert.equal((await report(['--istio-version', '1.30'], folder)).istio, '1.30');
        assert.equal((await report(['a.yaml'], folder)).istio, '1.31');
      },
    ));

  it('reads meshwright.json in the folder that is judged', () =>
    inFolder(
      {
        'mesh/meshwright.json':
          '{"severities": {"schema/unknown-field": "warning"}, "ignore": ["old/"], "istioVersion": "1.29"}',
        'mesh/a.yaml': BAD,
        'mesh/b.yaml': SERVICE,
        'mesh/old/c.yaml': BAD,
      },
      async (folder) => {
        const found = await report(['mesh'], folder);
        assert.equal(found.istio, '1.29');
        assert.deepEqual(
          found.findings.map(({ file, severity }) => `${file} ${severity}`),
          ['mesh/a.yaml warning'],
        );
        assert.equal((await report(['mesh', '--istio-version', 'v1.30.2'], folder)).istio, '1.30');
      },
    ));

  it('takes mesh config bare and in its ConfigMap', () =>
    inFolder(
      {
        'a.yaml': `${SERVICE}---\n${GOOD.replace('host: reviews', 'host: api.partner.example')}`,
        'mesh.yaml.txt': 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }\n',
        'cm.txt': 'kind: ConfigMap\ndata:\n  mesh: |\n    outboundTrafficPolicy: { mode: REGISTRY_ONLY }\n',
      },
      async (folder) => {
        const severity = async (...args: readonly string[]) =>
          (await report(['a.yaml', '--world', 'complete', ...args], folder)).findings.map(
            (finding) => finding.severity,
          );
        assert.deepEqual(await severity(), ['hint']);
        assert.deepEqual(await severity('--mesh-config', 'mesh.yaml.txt'), ['error']);
        assert.deepEqual(await severity('--mesh-config', 'cm.txt'), ['error']);
      },
    ));

  it('takes the empty default namespace', () =>
    inFolder({ 'a.yaml': BAD.replace(', namespace: shop', '') }, async (folder) => {
      const [assumed] = (await report([], folder)).findings;
      assert.equal(assumed?.resource?.namespace, 'default');
      const [none] = (await report(['--default-namespace', ''], folder)).findings;
      assert.ok(none?.resource !== undefined && !('namespace' in none.resource));
    }));

  it('says that foreign files are none of ours only when nothing else is there', () =>
    inFolder({ 'a.yaml': GOOD, 'compose.yaml': FOREIGN }, async (folder) => {
      assert.equal((await report([], folder)).resources, 1);
    }));
});

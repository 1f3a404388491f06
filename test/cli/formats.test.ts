/** The forms of the report. The JSON is public API: a change of these expectations needs a new `version`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { LintReport } from '../../server/src/cli/report.ts';
import { BAD, GOOD, SERVICE } from './manifests.ts';
import { inFolder, runHere, SHOP } from './run-cli.ts';

const files = { 'a.yaml': BAD, 'b.yaml': SERVICE };
const CHECKED = '2 resources in 1 unit. 1 of 1 references between objects was checked.';
const ESCAPE = '\u001b[';

describe('--format json', () => {
  it('has exactly these keys in this order', () =>
    inFolder(files, async (folder) => {
      const run = await runHere(['lint', '--format', 'json'], folder);
      const report = JSON.parse(run.stdout) as LintReport;
      assert.deepEqual(Object.keys(report), [
        'version',
        'tool',
        'istio',
        'files',
        'documents',
        'resources',
        'suppressed',
        'durationMs',
        'findings',
        'coverage',
      ]);
      const { durationMs, findings, coverage, ...rest } = report;
      assert.deepEqual(coverage, {
        units: 1,
        alternatives: 0,
        references: { total: 1, good: 1, wrong: 0, made: 0, unjudged: 0 },
        unjudged: [],
        summary: CHECKED,
        isMostlyUnchecked: false,
      });
      assert.ok(Number.isInteger(durationMs));
      assert.deepEqual(rest, {
        version: 1,
        tool: { name: 'meshwright', version: '1.2.3' },
        istio: '1.31',
        files: 2,
        documents: 2,
        resources: 2,
        suppressed: 0,
      });
      assert.equal(findings.length, 1);
      const { message, equivalents, ...finding } = findings[0] ?? assert.fail();
      assert.deepEqual(equivalents[0], { tool: 'crd', code: 'schema' });
      assert.match(message, /"timout"/);
      assert.deepEqual(finding, {
        rule: 'schema/unknown-field',
        severity: 'error',
        file: 'a.yaml',
        range: { start: { line: 6, character: 6 }, end: { line: 6, character: 12 } },
        path: 'spec.http[0].timout',
        resource: {
          apiVersion: 'networking.istio.io/v1',
          kind: 'VirtualService',
          namespace: 'shop',
          name: 'reviews',
        },
        world: 'default',
        docs: 'https://github.com/meshwright/meshwright/blob/main/docs/rules/schema/unknown-field.md',
        tags: [],
        fixes: [{ title: 'Rename to "timeout"', safe: false }],
        related: [],
      });
    }));

  it('carries related places, and leaves absent keys out', () =>
    inFolder(
      {
        'a.yaml': `${SERVICE.replace('spec:', 'spec: #')}---\n${GOOD}`.replace('# {', '{'),
        'dr.yaml': `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec: { host: reviews, subsets: [{ name: v1, labels: { version: v1 } }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: other, namespace: shop }
spec:
  hosts: [other]
  http: [{ route: [{ destination: { host: reviews, subset: v9 } }] }]
`,
        'broken.yaml': 'apiVersion: networking.istio.io/v1\nx: [\n',
      },
      async (folder) => {
        const run = await runHere(['lint', '--format', 'json'], folder);
        const { findings } = JSON.parse(run.stdout) as LintReport;
        const subset = findings.find(({ rule }) => rule === 'virtual-service/subset-not-found');
        assert.equal(subset?.related[0]?.file, 'dr.yaml');
        assert.equal(subset?.related[0]?.range.start.line, 3);
        assert.ok(subset?.equivalents.some((equal) => equal.analyzer !== undefined));
        const syntax = findings.find(({ rule }) => rule === 'yaml/syntax');
        assert.ok(syntax !== undefined && !('resource' in syntax));
      },
    ));

  it('prints the same bytes twice but for the time it took, sorted by file, position and rule', async () => {
    const run = () => runHere(['lint', '--format', 'json'], SHOP);
    const [first, second] = [await run(), await run()].map(({ stdout }) =>
      stdout.replace(/"durationMs": \d+/, '"durationMs": 0'),
    );
    assert.equal(first, second);
    const { findings } = JSON.parse(first ?? '') as LintReport;
    const order = findings.map(({ file, range, rule }) =>
      [file, String(range.start.line).padStart(6), String(range.start.character).padStart(6), rule].join(' '),
    );
    assert.deepEqual(order, [...order].sort());
    assert.ok(findings.length > 4);
  });

  it('counts characters in UTF-16, lines after CRLF too', () =>
    inFolder(
      {
        'a.yaml': BAD.replace('- timout: 2s', '- { name: "🙂", timout: 2s,')
          .replace('route:', 'route: [ {')
          .replace('- destination: { host: reviews }', 'destination: { host: reviews } } ] }')
          .replaceAll('\n', '\r\n'),
      },
      async (folder) => {
        const run = await runHere(['lint', '--format', 'json', '--rule', 'schema/*'], folder);
        const { findings } = JSON.parse(run.stdout) as LintReport;
        assert.deepEqual(findings[0]?.range.start, { line: 6, character: 20 });
      },
    ));
});

describe('--format github', () => {
  it('annotates the range, and lets nothing of a file end the line or the properties', () =>
    inFolder({ 'a,b:%.yaml': BAD, 'b.yaml': SERVICE }, async (folder) => {
      const { stdout } = await runHere(['lint', '--format', 'github'], folder);
      assert.match(
        stdout,
        /^::error file=a%2Cb%3A%25\.yaml,line=7,endLine=7,col=7,endColumn=12,title=schema\/unknown-field::[^\n]*"timout"[^\n]*\n2 resources in 1 unit\. [^\n]*\n$/,
      );
    }));
});

describe('--format compact', () => {
  it('is one line for each finding, counted from 1', () =>
    inFolder(files, async (folder) => {
      const run = await runHere(['lint', '--format', 'compact'], folder);
      assert.match(
        run.stdout,
        /^a\.yaml:7:7 error schema\/unknown-field [^\n]*"timout"[^\n]*\n2 resources in 1 unit\. [^\n]*\n$/,
      );
    }));
});

describe('--format pretty', () => {
  it('shows the place, the source with marks, what can be done, and counts', () =>
    inFolder(files, async (folder) => {
      const { stdout } = await runHere(['lint'], folder);
      const lines = stdout.split('\n');
      assert.equal(lines[0], 'a.yaml:7:7  error  schema/unknown-field');
      assert.deepEqual(lines.slice(2, 5), [
        '   6 |   http:',
        '   7 |     - timout: 2s',
        '     |       ^^^^^^',
      ]);
      assert.ok(lines.includes('  in: VirtualService shop/reviews, spec.http[0].timout'));
      assert.ok(lines.includes('  fix: Rename to "timeout"'));
      assert.deepEqual(lines.slice(-3), ['1 error (2 files, 2 resources, Istio 1.31)', CHECKED, '']);
    }));

  it('shows three of a sort, and the places of the others', () =>
    inFolder(
      Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e'].map((name) => [`in/${name}.yaml`, BAD.replaceAll('reviews', name)]),
      ),
      async (folder) => {
        const { stdout } = await runHere(['lint'], folder);
        assert.equal(stdout.match(/error {2}schema\/unknown-field/g)?.length, 3);
        assert.match(stdout, /2 more of this sort: in\/d\.yaml:7:7, in\/e\.yaml:7:7\n/);
        assert.match(stdout, /\n5 errors; 5 milder not shown|\n5 errors .*; \d+ milder not shown/);
        const json = await runHere(['lint', '--format', 'json'], folder);
        const { findings } = JSON.parse(json.stdout) as LintReport;
        assert.equal(findings.filter(({ severity }) => severity === 'error').length, 5);
        // What nobody can judge is one hint for all of the unit.
        const hints = findings.filter(({ severity }) => severity === 'hint');
        assert.deepEqual(
          hints.map(({ related }) => related.length),
          [4],
        );
        assert.match(hints[0]?.message ?? '', /^5 hosts are in none of these files: shop\/a, shop\/b, /);
      },
    ));

  it('colors on a terminal only, and never against NO_COLOR', () =>
    inFolder(files, async (folder) => {
      const on = (options: { isTerminal: boolean; environment?: Record<string, string> }) =>
        runHere(['lint'], folder, options).then(({ stdout }) => stdout.includes(ESCAPE));
      assert.equal(await on({ isTerminal: true }), true);
      assert.equal(await on({ isTerminal: false }), false);
      assert.equal(await on({ isTerminal: true, environment: { NO_COLOR: '1' } }), false);
      assert.equal(await on({ isTerminal: true, environment: { NO_COLOR: '' } }), true);
      assert.equal(await on({ isTerminal: true, environment: { TERM: 'dumb' } }), false);
    }));

  it('lets nothing from a file reach the terminal as a control character', () =>
    inFolder({ 'a.yaml': BAD.replace('timout', '"tim\u001b[2Jout\\n\\e]0;x\\a"') }, async (folder) => {
      for (const format of ['pretty', 'compact']) {
        const { stdout } = await runHere(['lint', '--format', format], folder);
        const hasControl = [...stdout].some((character) => character < ' ' && character !== '\n');
        assert.equal(hasControl, false, JSON.stringify(stdout));
      }
    }));

  it('--quiet prints findings only', () =>
    inFolder(files, async (folder) => {
      const bad = await runHere(['lint', '--quiet'], folder);
      assert.doesNotMatch(bad.stdout, /2 files/);
      assert.match(bad.stdout, /^a\.yaml:7:7/);
      const good = await runHere(['lint', '--quiet', 'b.yaml'], folder);
      assert.equal(good.stdout, '');
    }));
});

describe('how much was checked', () => {
  const alone = { 'a.yaml': GOOD.replace('host: reviews', 'host: rates.billing.svc.cluster.local') };

  it('ends every form for people, says what was not checked and why, and the way out', () =>
    inFolder(alone, async (folder) => {
      for (const format of ['pretty', 'compact', 'github']) {
        const { stdout } = await runHere(['lint', '--format', format], folder);
        assert.deepEqual(stdout.split('\n').slice(-3), [
          'Only 0 of 1 references could be checked (1 resource in 1 unit). 1 was not: 1 host in a namespace that no file here defines (billing).',
          'If they exist: "externalNamespaces": ["billing"] in meshwright.json.',
          '',
        ]);
        assert.ok(!stdout.includes('No findings'), format);
      }
      const quiet = await runHere(['lint', '--quiet', '--min-severity', 'error'], folder);
      assert.match(quiet.stdout, /^Only 0 of 1 /);
    }));

  it('and the way out leads there', () =>
    inFolder({ ...alone, 'meshwright.json': '{ "externalNamespaces": ["billing"] }' }, async (folder) => {
      const run = await runHere(['lint', '--format', 'json', '--min-severity', 'hint'], folder);
      const { findings, coverage } = JSON.parse(run.stdout) as LintReport;
      assert.deepEqual(findings, []);
      assert.equal(coverage.references.made, 1);
      assert.match(coverage.summary, /1 declared in meshwright\.json \(rates\.billing/);
    }));

  it('says so where nothing refers to anything', () =>
    inFolder({ 'b.yaml': SERVICE }, async (folder) => {
      const { stdout } = await runHere(['lint'], folder);
      assert.match(stdout, /\n1 resource in 1 unit\. No references between objects\.\n$/);
    }));
});

describe('options of the report', () => {
  it('--output writes the file, without colors, and nothing else', () =>
    inFolder(files, async (folder) => {
      const run = await runHere(['lint', '--output', 'report.txt'], folder, { isTerminal: true });
      assert.equal(run.stdout, '');
      assert.equal(run.exitCode, 1);
      const text = readFileSync(join(folder, 'report.txt'), 'utf8');
      assert.match(text, /^a\.yaml:7:7 {2}error/);
      assert.ok(!text.includes(ESCAPE));
    }));

  it('--rule and --ignore choose, also by pattern', () =>
    inFolder(
      { 'a.yaml': `${BAD}---\n${GOOD.replace('reviews }', 'nowhere }')}`, 'b.yaml': SERVICE },
      async (folder) => {
        const rules = async (...args: readonly string[]) => {
          const run = await runHere(['lint', '--format', 'json', ...args], folder);
          return [...new Set((JSON.parse(run.stdout) as LintReport).findings.map(({ rule }) => rule))];
        };
        const host = 'virtual-service/host-not-found';
        assert.ok((await rules()).length >= 2);
        assert.deepEqual(await rules('--rule', host), [host]);
        assert.deepEqual(await rules('--rule', 'schema/*,yaml/*'), ['schema/unknown-field']);
        assert.ok(!(await rules('--ignore', host)).includes(host));
      },
    ));

  it('--stats goes to standard error', () =>
    inFolder(files, async (folder) => {
      const run = await runHere(['lint', '--stats', '--format', 'json'], folder);
      assert.match(run.stderr, /^files +2\n(?:.*\n)*analyze \(ms\)/);
      JSON.parse(run.stdout);
    }));

  it('counts what people have suppressed', () =>
    inFolder(
      { 'a.yaml': `# meshwright-ignore schema/unknown-field: known\n${BAD}`, 'b.yaml': SERVICE },
      async (folder) => {
        const run = await runHere(['lint', '--format', 'json'], folder);
        const report = JSON.parse(run.stdout) as LintReport;
        assert.equal(report.suppressed, 1);
        assert.deepEqual(report.findings, []);
        assert.match(
          (await runHere(['lint'], folder)).stdout,
          /^No findings .*; 1 suppressed\n.*checked\.\n$/,
        );
      },
    ));
});

describe('meshwright rules', () => {
  it('lists every rule with its metadata', async () => {
    const { stdout, exitCode } = await runHere(['rules', '--format', 'json'], '/');
    assert.equal(exitCode, 0);
    const list = JSON.parse(stdout) as {
      version: number;
      rules: { id: string; docs: string; title: string }[];
    };
    assert.equal(list.version, 1);
    const ids = list.rules.map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort());
    assert.ok(ids.includes('yaml/syntax') && ids.includes('schema/unknown-field'));
    assert.deepEqual(Object.keys(list.rules[0] ?? {}), [
      'id',
      'title',
      'severity',
      'presets',
      'kinds',
      'scope',
      'istio',
      'equivalents',
      'messages',
      'fixes',
      'options',
      'docs',
    ]);
    const pretty = await runHere(['rules'], '/');
    assert.match(pretty.stdout, new RegExp(`\\n${ids.length} rules\\n$`));
  });
});

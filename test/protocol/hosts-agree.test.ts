// Not fixtures: this judges that a folder means the same on the command line and in an editor.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LineRange } from '../../server/src/cli/line-range.ts';
import type { LintReport } from '../../server/src/cli/report.ts';
import { runHere } from '../cli/run-cli.ts';
import { parseFixture } from '../harness/fixture-format.ts';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CORPUS = join(ROOT, '..', 'shared', 'corpus');
const SEVERITIES = ['', 'error', 'warning', 'info', 'hint'];

/** Folders below a folder; none when it is not there. */
function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

/** Every case of each rule's fixture, as a folder. */
function fixtureFolders(scratch: TestFolder): readonly string[] {
  const rules = join(ROOT, 'server', 'src', 'rules');
  const fixtures = readdirSync(rules, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.fixture.yaml'),
  );
  return fixtures.flatMap((name) =>
    parseFixture(readFileSync(join(rules, name), 'utf8'), name).map(({ files, line, istio, settings }) => {
      const folder = `rules/${name.replace(/\.fixture\.yaml$/, '')}-${line}`;
      for (const { path, lines } of files) scratch.write(`${folder}${path}`, lines.join('\n'));
      const { completeness } = settings;
      const config = {
        preset: 'all',
        ...(istio && { istioVersion: istio }),
        ...(completeness && { completeness }),
      };
      scratch.write(`${folder}/meshwright.json`, JSON.stringify(config));
      return join(scratch.path, folder);
    }),
  );
}

/** The command line tells names that nobody can judge once for all of a sort in a unit; an editor, in a file. */
const UNPROVED = /none of these files|is in the files/;

function lineOf(file: string, { start, end }: LineRange, said: readonly string[]): string {
  return [`${file}:${start.line}:${start.character}-${end.line}:${end.character}`, ...said].join(' ');
}

/** `file:line:column rule severity message`, sorted. */
async function ofCommandLine(folder: string): Promise<readonly string[]> {
  const run = await runHere(['lint', '--format', 'json', '--fail-on', 'never'], folder);
  if (run.exitCode === 2) {
    assert.match(run.stderr, /Nothing to analyze/, folder);
    return [];
  }
  const { findings } = JSON.parse(run.stdout) as LintReport;
  return findings
    .flatMap(({ file, range, rule, severity, message, related }) =>
      severity === 'hint' && UNPROVED.test(message)
        ? [{ file, range, message }, ...related]
            .filter((place) => UNPROVED.test(place.message))
            .map((place) => lineOf(place.file, place.range, ['unproved']))
        : [lineOf(file, range, [rule, severity, message])],
    )
    .sort();
}

/** The same by folder, of one answer about all of them. */
async function ofServer(
  client: LspClient,
  folders: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const prefixes = folders.map((folder) => ({ folder, prefix: `${pathToFileURL(folder).href}/` }));
  const found = new Map<string, string[]>(folders.map((folder) => [folder, []]));
  for (const [uri, report] of await client.pullWorkspace()) {
    const at = prefixes.find(({ prefix }) => uri.startsWith(prefix));
    if (at === undefined || report.kind !== 'full') continue;
    const file = relative(at.folder, fileURLToPath(uri)).replaceAll('\\', '/');
    for (const { range, code, severity, message, relatedInformation } of report.items) {
      // The names of worlds count from the workspace here, and stand in a field of their own there.
      const said = (typeof message === 'string' ? message : message.value).replace(/ \(in [^()]*\)$/, '');
      const level = SEVERITIES[severity ?? 0] ?? '';
      const isUnproved = level === 'hint' && UNPROVED.test(said);
      const lines = found.get(at.folder);
      lines?.push(lineOf(file, range, isUnproved ? ['unproved'] : [String(code), level, said]));
      for (const other of isUnproved ? (relatedInformation ?? []) : []) {
        const place = relative(at.folder, fileURLToPath(other.location.uri)).replaceAll('\\', '/');
        if (UNPROVED.test(other.message)) lines?.push(lineOf(place, other.location.range, ['unproved']));
      }
    }
  }
  for (const lines of found.values()) lines.sort();
  return found;
}

/** Folders that a server is given at once: an answer must come in time on a slow machine, too. */
const AT_ONCE = 100;

async function compare(client: LspClient, folders: readonly string[]): Promise<number> {
  let count = 0;
  for (let at = 0; at < folders.length; at += AT_ONCE) {
    const some = folders.slice(at, at + AT_ONCE);
    const event = some.map((path) => ({ uri: pathToFileURL(path).href, name: basename(path) }));
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: event, removed: [] } });
    const found = await ofServer(client, some);
    for (const folder of some) {
      const expected = await ofCommandLine(folder);
      count += expected.length;
      assert.deepEqual(found.get(folder), expected, folder);
    }
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: event } });
  }
  return count;
}

test('command line and server find the same in our own folders', async (t) => {
  const scratch = new TestFolder(t, {});
  cpSync(join(ROOT, 'test', 'vscode', 'fixtures', 'workspace'), join(scratch.path, 'workspace'), {
    recursive: true,
  });
  const client = await LspClient.start(t);
  const folders = [
    ...foldersIn(join(ROOT, 'samples')),
    join(scratch.path, 'workspace'),
    ...fixtureFolders(scratch),
  ];
  assert.ok(folders.length > 700);
  assert.ok((await compare(client, folders)) > 400);
  await client.stop();
});

for (const name of ['samples', 'layouts/cases']) {
  const folders = foldersIn(join(CORPUS, name));
  const skip = folders.length > 0 ? false : 'the corpus is not beside this checkout';
  test(`command line and server find the same in corpus/${name}`, { skip }, async (t) => {
    const client = await LspClient.start(t);
    assert.ok((await compare(client, folders)) > 0);
    await client.stop();
  });
}

test('command line and server name worlds apart that are called the same', async (t) => {
  const service = (port: number) =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: cart, namespace: shop }\nspec: { ports: [{ port: ${port} }] }\n`;
  const folder = new TestFolder(t, {
    'meshwright.json': '{"worlds": [{"name": "default", "files": ["declared"]}]}',
    'a.yaml': service(80),
    'declared/a.yaml': service(81),
    'default/kustomization.yaml': 'resources: [a.yaml]\n',
    'default/a.yaml': service(82),
  });
  const client = await LspClient.start(t);
  await compare(client, [folder.path]);
  const found = await ofCommandLine(folder.path);
  assert.deepEqual(
    found.filter((line) => line.includes('object/duplicate-definition')),
    [],
  );
  await client.stop();
});

/** `*.mesh-test.yaml` in the Test Explorer: the server finds the tests and runs them, a failure shows its trace. */
import {
  type CancellationToken,
  type Disposable,
  Location,
  l10n,
  MarkdownString,
  Range,
  type TestController,
  type TestItem,
  TestMessage,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  workspace,
} from 'vscode';
import {
  MESH_TESTS,
  type MeshTestsResult,
  RUN_MESH_TESTS,
  type RunMeshTestsResult,
} from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../language-server.ts';

const PATTERN = '**/*.mesh-test.{yaml,yml}';
/** The explorer is no place for more. */
const MOST_FILES = 1_000;

type Result = RunMeshTestsResult['results'][number];

export interface MeshTestExplorer extends Disposable {
  /** All tests of a file, or one of them by its id: for code lenses. */
  run(uri: string, id?: string): Promise<void>;
}

export function createMeshTests(server: LanguageServer): MeshTestExplorer {
  const controller = tests.createTestController('meshwright', l10n.t('Mesh tests'));
  controller.resolveHandler = async (item) => {
    if (item === undefined) await findFiles(controller);
    else await findTests(server, controller, item);
  };
  const profile = controller.createRunProfile(
    l10n.t('Run'),
    TestRunProfileKind.Run,
    (request, token) => runRequest(server, controller, request, token),
    true,
  );
  const watcher = workspace.createFileSystemWatcher(PATTERN);
  const refresh = (uri: Uri) => void findTests(server, controller, fileItem(controller, uri));
  const changes = workspace.onDidChangeTextDocument(({ document }) => {
    if (isTestFile(document.uri) && controller.items.get(document.uri.toString())) refresh(document.uri);
  });
  watcher.onDidCreate(refresh);
  watcher.onDidChange(refresh);
  watcher.onDidDelete((uri) => controller.items.delete(uri.toString()));
  return {
    run: async (uri, id) => {
      const file = fileItem(controller, Uri.parse(uri, true));
      await findTests(server, controller, file);
      const item = id === undefined ? file : file.children.get(id);
      if (item === undefined) return;
      await runRequest(server, controller, new TestRunRequest([item], undefined, profile));
    },
    dispose: () => {
      watcher.dispose();
      changes.dispose();
      controller.dispose();
    },
  };
}

function isTestFile({ path }: Uri): boolean {
  return path.endsWith('.mesh-test.yaml') || path.endsWith('.mesh-test.yml');
}

async function findFiles(controller: TestController): Promise<void> {
  for (const uri of await workspace.findFiles(PATTERN, undefined, MOST_FILES)) fileItem(controller, uri);
}

function fileItem(controller: TestController, uri: Uri): TestItem {
  const id = uri.toString();
  const known = controller.items.get(id);
  if (known !== undefined) return known;
  const item = controller.createTestItem(id, workspace.asRelativePath(uri), uri);
  item.canResolveChildren = true;
  controller.items.add(item);
  return item;
}

async function findTests(server: LanguageServer, controller: TestController, file: TestItem): Promise<void> {
  const client = await server.client();
  if (client === undefined || file.uri === undefined || file.parent !== undefined) return;
  const found = await client.sendRequest<MeshTestsResult>(MESH_TESTS, { uri: file.uri.toString() });
  file.children.replace(
    found.tests.map(({ id, name, range }) => {
      const item = controller.createTestItem(id, name, file.uri);
      item.range = toRange(range);
      return item;
    }),
  );
}

async function runRequest(
  server: LanguageServer,
  controller: TestController,
  request: TestRunRequest,
  token?: CancellationToken,
): Promise<void> {
  const run = controller.createTestRun(request);
  try {
    const client = await server.client();
    if (client === undefined) return;
    if (request.include === undefined) await findFiles(controller);
    const asked = request.include ?? [...controller.items].map(([, item]) => item);
    const excluded = new Set(request.exclude ?? []);
    for (const [file, chosen] of await byFile(server, controller, asked)) {
      if (token?.isCancellationRequested === true || file.uri === undefined) break;
      const items = chosen.filter((item) => !excluded.has(item) && !excluded.has(file));
      for (const item of items) run.started(item);
      const start = Date.now();
      const { results } = await client.sendRequest<RunMeshTestsResult>(RUN_MESH_TESTS, {
        uri: file.uri.toString(),
      });
      const each = (Date.now() - start) / Math.max(1, items.length);
      for (const item of items) {
        const own = results.filter(({ id }) => id === item.id);
        const messages = own.flatMap((result) => messagesOf(file.uri as Uri, result));
        if (own.length === 0) run.skipped(item);
        else if (messages.length === 0) run.passed(item, each);
        else run.failed(item, messages, each);
      }
    }
  } finally {
    run.end();
  }
}

/** Files are run as a whole; what was asked for of them is shown. */
async function byFile(
  server: LanguageServer,
  controller: TestController,
  asked: readonly TestItem[],
): Promise<ReadonlyMap<TestItem, readonly TestItem[]>> {
  const found = new Map<TestItem, TestItem[]>();
  for (const item of asked) {
    const file = item.parent ?? item;
    if (file.children.size === 0) await findTests(server, controller, file);
    const chosen = item === file ? [...file.children].map(([, child]) => child) : [item];
    found.set(file, [...(found.get(file) ?? []), ...chosen]);
  }
  return found;
}

function messagesOf(uri: Uri, { request, failures, steps }: Result): readonly TestMessage[] {
  return failures.map(({ text, range }) => {
    const shown = new MarkdownString();
    shown.appendText(text);
    if (request !== '') shown.appendMarkdown('\n\n').appendText(request);
    for (const step of steps) {
      shown.appendMarkdown('\n- ').appendText(step.text.replace(/\s+/g, ' '));
      if (step.place === undefined) continue;
      const address = `${step.place.uri}#L${step.place.range.start.line + 1}`;
      shown.appendMarkdown(` ([${step.place.name.replace(/[\\`*_[\]()<>]/g, '\\$&')}](<${address}>))`);
    }
    const message = new TestMessage(shown);
    message.location = new Location(uri, toRange(range));
    return message;
  });
}

function toRange({ start, end }: Result['failures'][number]['range']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

/** `meshwright test`: request tests and invariants against configuration, for people and for CI. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { append } from '../base/append.ts';
import { canonicalUri } from '../base/canonical-uri.ts';
import { LineIndex } from '../base/line-index.ts';
import { Fields } from '../semantics/fields.ts';
import type { Mesh } from '../semantics/mesh.ts';
import { isMeshTest, runMeshTest } from '../semantics/tests/mesh-test.ts';
import type { TestOutcome } from '../semantics/tests/outcome.ts';
import { isValidatorSuite, runValidatorSuite } from '../semantics/tests/validator-suite.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import type { PlacedDocument } from '../yaml/node.ts';
import { pathRange } from '../yaml/position.ts';
import { readWhole } from '../yaml/read-whole.ts';
import { nodeToJson } from '../yaml/to-json.ts';
import { DECODERS } from './decoders.ts';
import { type MeshChoice, openMesh } from './open-mesh.ts';
import { displayText } from './reporters/display-text.ts';
import { type PlacedOutcome, reportTests, type TestFormat } from './reporters/tests.ts';
import { failedWith, failure, ok, type Result } from './result.ts';
import type { Terminal } from './terminal.ts';

export interface TestOptions extends MeshChoice {
  readonly tests?: readonly string[];
  readonly format: TestFormat;
}

/** 0: all hold. 1: one fails. 2: something cannot be read, or there is no test. */
export async function runTests(
  paths: readonly string[],
  options: TestOptions,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  const run = await runAll(paths, options, terminal);
  if (!run.isOk) {
    for (const problem of run.problems) terminal.stderr.write(`meshwright: ${displayText(problem)}\n`);
    return 2;
  }
  terminal.stdout.write(reportTests(run.value, options.format));
  return run.value.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

async function runAll(
  paths: readonly string[],
  options: TestOptions,
  terminal: Terminal,
): Promise<Result<readonly PlacedOutcome[]>> {
  const opened = await openMesh(paths, options, terminal);
  if (!opened.isOk) return opened;
  const { mesh, snapshot, show } = opened.value;
  const files: TestFile[] = [];
  const problems: string[] = [];
  for (const path of options.tests ?? []) {
    const read = await readTestFile(path, terminal);
    if (read.isOk) files.push(read.value);
    else append(problems, read.problems);
  }
  if (options.tests === undefined) {
    for (const uri of snapshot.uris()) {
      if (isTestFile(uri))
        files.push({ name: show(uri), text: snapshot.file(uri)?.text ?? '', isNamed: false });
    }
  }
  const outcomes = files.flatMap((file) => runFile(mesh, file, problems));
  if (problems.length > 0) return failedWith(problems);
  return outcomes.length > 0
    ? ok(outcomes)
    : failure(
        'There is no test here: name files with --tests, or keep documents of kind MeshTest in *.mesh-test.yaml',
      );
}

/** `books.mesh-test.yaml`. */
export function isTestFile(uri: string): boolean {
  return uri.endsWith('.mesh-test.yaml') || uri.endsWith('.mesh-test.yml');
}

interface TestFile {
  readonly name: string;
  readonly text: string;
  /** By `--tests`: it has to hold tests, and may be of another tool. */
  readonly isNamed: boolean;
}

async function readTestFile(path: string, { workingFolder, files }: Terminal): Promise<Result<TestFile>> {
  const uri = canonicalUri(pathToFileURL(resolve(workingFolder, path)).href);
  const [read] = await files.read([uri], MAX_FILE_BYTES);
  if (read === undefined || !('bytes' in read))
    return failure(`Cannot read "${path}": ${read?.problem ?? 'no such file'}`);
  try {
    return ok({ name: path, text: DECODERS.strict.decode(read.bytes), isNamed: true });
  } catch {
    return failure(`Cannot read "${path}": it is not UTF-8`);
  }
}

/** Every document of a file; what is broken goes to `problems`. */
function runFile(mesh: Mesh, file: TestFile, problems: string[]): readonly PlacedOutcome[] {
  const { documents } = readWhole(file.text);
  const lines = new LineIndex(file.text);
  let count = 0;
  const outcomes = documents.flatMap((placed) => {
    const { document, start } = placed;
    const [broken] = document.problems.filter(({ code }) => code === 'syntax');
    if (broken !== undefined) {
      problems.push(`${file.name}:${lines.positionAt(start + broken.start).line + 1}: this is no YAML`);
      return [];
    }
    const root = document.root === undefined ? undefined : nodeToJson(document.root);
    const found = runDocument(mesh, new Fields(root, ''), file.isNamed);
    count += found.length;
    return found.map((outcome) => placeOutcome(file, placed, lines, outcome));
  });
  if (file.isNamed && count === 0)
    problems.push(`"${file.name}" holds no test: neither a MeshTest nor testCases`);
  return outcomes;
}

function runDocument(mesh: Mesh, document: Fields, isNamed: boolean): readonly TestOutcome[] {
  if (isMeshTest(document)) return runMeshTest(mesh, document);
  return isNamed && isValidatorSuite(document) ? runValidatorSuite(mesh, document) : [];
}

function placeOutcome(
  { name }: TestFile,
  { document, start }: PlacedDocument,
  lines: LineIndex,
  outcome: TestOutcome,
): PlacedOutcome {
  const lineOf = (path: string) =>
    lines.positionAt(start + (pathRange(document, path, 'value')?.start ?? 0)).line + 1;
  return {
    file: name,
    line: lineOf(outcome.path),
    outcome,
    failures: outcome.failures.map(({ text, path }) => ({ line: lineOf(path), text })),
  };
}

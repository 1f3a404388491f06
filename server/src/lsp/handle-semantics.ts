/** Requests about what the mesh does: explanations, and the tests of `*.mesh-test.yaml`. */
import type { Connection } from 'vscode-languageserver';
import { canonicalUri } from '../base/canonical-uri.ts';
import type { JsonValue } from '../base/json.ts';
import { LineIndex } from '../base/line-index.ts';
import { explainSymptom } from '../features/explain/checklist.ts';
import { explainAt, explainLine } from '../features/explain/explain.ts';
import { symptomIn } from '../features/explain/symptoms.ts';
import type { HoverText } from '../features/hover/hover-page.ts';
import { keptTest } from '../features/mesh-tests/keep-test.ts';
import { isMeshTestFile, meshTests, runMeshTests } from '../features/mesh-tests/mesh-tests.ts';
import { toLocation } from './features/to-location.ts';
import { withPlaces } from './features/with-places.ts';
import { KEEP_TEST, type KeepTestParams, type KeepTestResult } from './panels-protocol.ts';
import {
  EXPLAIN,
  type ExplainParams,
  type ExplainResult,
  MESH_TESTS,
  type MeshTestsParams,
  type MeshTestsResult,
  RUN_MESH_TESTS,
  type RunMeshTestsParams,
  type RunMeshTestsResult,
} from './protocol.ts';
import { request } from './request.ts';
import type { Session } from './session.ts';

export function handleSemantics(connection: Connection, session: Session): void {
  connection.onRequest(
    EXPLAIN,
    request(
      session,
      { method: EXPLAIN, waitsFor: 'mesh', neutral: { markdown: '' } },
      (params: ExplainParams): ExplainResult => ({ markdown: toExplanation(session, params) }),
    ),
  );
  connection.onRequest(
    MESH_TESTS,
    request(
      session,
      { method: MESH_TESTS, waitsFor: 'nothing', neutral: { tests: [] } },
      (params: MeshTestsParams): MeshTestsResult => toMeshTests(session, params),
    ),
  );
  connection.onRequest(
    KEEP_TEST,
    request(
      session,
      { method: KEEP_TEST, waitsFor: 'nothing', neutral: { edits: [], refused: 'the server has failed' } },
      (params: KeepTestParams): KeepTestResult => toKeptTest(params),
    ),
  );
  connection.onRequest<RunMeshTestsResult, never>(
    RUN_MESH_TESTS,
    request<RunMeshTestsParams, RunMeshTestsResult>(
      session,
      { method: RUN_MESH_TESTS, waitsFor: 'mesh', neutral: { results: [] } },
      (params) => toTestResults(session, params),
    ),
  );
}

/** The text comes along: a file of tests may be edited, or not be there yet. */
function toKeptTest({ text, suite, test }: KeepTestParams): KeepTestResult {
  const planned = keptTest(text, suite, test as JsonValue);
  if ('refused' in planned) return { edits: [], refused: planned.refused };
  const index = new LineIndex(text);
  return {
    edits: planned.edits.map(({ range, newText }) => ({
      range: { start: index.positionAt(range.start), end: index.positionAt(range.end) },
      newText,
    })),
  };
}

function toExplanation(session: Session, { uri: asked, position, text }: ExplainParams): string {
  const uri = asked === undefined ? undefined : canonicalUri(asked);
  const found = text === undefined ? ofObject(session, uri, position) : ofLine(session, uri, text);
  return found === undefined ? '' : withPlaces(session, found);
}

function ofObject(
  session: Session,
  uri: string | undefined,
  position: ExplainParams['position'],
): HoverText | undefined {
  if (uri === undefined) return undefined;
  const offset = session.positions(uri).offsetAt(position ?? { line: 0, character: 0 });
  return explainAt(session.snapshot, uri, offset);
}

/** Of the file's world, else of the first that has something to say; a symptom concerns all. */
function ofLine({ snapshot }: Session, uri: string | undefined, text: string): HoverText | undefined {
  const own = uri === undefined ? undefined : snapshot.world(uri);
  for (const world of own === undefined ? snapshot.worlds() : [own]) {
    const found = explainLine(snapshot, world, text);
    if (found !== undefined) return found;
  }
  const symptom = symptomIn(text);
  return symptom && explainSymptom(snapshot, symptom);
}

function toMeshTests(session: Session, params: MeshTestsParams): MeshTestsResult {
  const uri = canonicalUri(params.uri);
  const text = session.snapshot.file(uri)?.text;
  if (text === undefined || !isMeshTestFile(uri)) return { tests: [] };
  const positions = session.positions(uri);
  return {
    tests: meshTests(text).map(({ id, name, kind, range }) => ({
      id,
      name,
      kind,
      range: positions.rangeAt(range),
    })),
  };
}

function toTestResults(session: Session, params: RunMeshTestsParams): RunMeshTestsResult {
  const uri = canonicalUri(params.uri);
  const text = session.snapshot.file(uri)?.text;
  if (text === undefined || !isMeshTestFile(uri)) return { results: [] };
  const positions = session.positions(uri);
  return {
    results: runMeshTests(session.snapshot, uri, text).map(({ id, request: asked, failures, steps }) => ({
      id,
      request: asked,
      failures: failures.map((failure) => ({ text: failure.text, range: positions.rangeAt(failure.range) })),
      steps: steps.map(({ text: said, outcome, place }) => ({
        text: said,
        outcome,
        ...(place === undefined
          ? {}
          : { place: { name: place.name, ...toLocation(session, place.location) } }),
      })),
    })),
  };
}

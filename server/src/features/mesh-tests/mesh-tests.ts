/** Request tests and invariants of `*.mesh-test.yaml`: which there are, and what comes of them in the world of their file. */
import type { OffsetRange } from '../../base/offset-range.ts';
import { Fields } from '../../semantics/fields.ts';
import { Mesh } from '../../semantics/mesh.ts';
import type { Step } from '../../semantics/steps.ts';
import { isMeshTest, runMeshTest } from '../../semantics/tests/mesh-test.ts';
import type { TestOutcome } from '../../semantics/tests/outcome.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import type { PlacedDocument } from '../../yaml/node.ts';
import { pathRange } from '../../yaml/position.ts';
import { readWhole } from '../../yaml/read-whole.ts';
import { nodeToJson } from '../../yaml/to-json.ts';
import { locationOfPlace } from '../explain/location-of-place.ts';
import type { Location } from '../navigation/location.ts';

export interface MeshTestItem {
  /** `<document> <path>`, such as `0 spec.requests[1]`: the same as long as the test keeps its place. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'request' | 'invariant';
  /** Of the whole test, in file offsets. */
  readonly range: OffsetRange;
}

export interface MeshTestFailure {
  readonly text: string;
  /** Of the expectation that does not hold. */
  readonly range: OffsetRange;
}

export interface MeshTestStep {
  readonly text: string;
  readonly outcome: Step['outcome'];
  readonly place: { readonly name: string; readonly location: Location } | undefined;
}

export interface MeshTestResult {
  readonly id: string;
  readonly request: string;
  readonly failures: readonly MeshTestFailure[];
  /** How the answer came about. */
  readonly steps: readonly MeshTestStep[];
}

/** `books.mesh-test.yaml`. */
export function isMeshTestFile(uri: string): boolean {
  return uri.endsWith('.mesh-test.yaml') || uri.endsWith('.mesh-test.yml');
}

/** In the order of the file; documents that are broken or of other kinds have none. */
export function meshTests(text: string): readonly MeshTestItem[] {
  return testDocuments(text).flatMap(({ placed, fields, index }) => {
    const spec = fields.get('spec');
    const items = (key: 'requests' | 'invariants', kind: MeshTestItem['kind']) =>
      spec
        .get(key)
        .items()
        .map((test, at): MeshTestItem => {
          const name =
            test.get('name').string() ?? `${kind === 'request' ? 'Request' : 'Invariant'} ${at + 1}`;
          return { id: `${index} ${test.path}`, name, kind, range: rangeOf(placed, test.path) };
        });
    return [...items('requests', 'request'), ...items('invariants', 'invariant')];
  });
}

/** All tests of a file against the world that it lies in. Call it when everything is read. */
export function runMeshTests(snapshot: Snapshot, uri: string, text: string): readonly MeshTestResult[] {
  const world = worldOf(snapshot, uri);
  if (world === undefined) return [];
  const mesh = new Mesh(world.reader());
  return testDocuments(text).flatMap(({ placed, fields, index }) =>
    runMeshTest(mesh, fields).map((outcome) => resultOf(snapshot, placed, index, outcome)),
  );
}

/** That of its folder: a file of tests holds no resource, so the world with the nearest files is meant. */
function worldOf(snapshot: Snapshot, uri: string): WorldView | undefined {
  const own = snapshot.world(uri);
  if (own !== undefined && !isEmpty(own)) return own;
  let nearest = own;
  let longest = -1;
  for (const world of snapshot.worlds()) {
    if (isEmpty(world)) continue;
    for (const other of world.uris()) {
      const length = sharedLength(other, uri);
      if (length > longest) [nearest, longest] = [world, length];
    }
  }
  return nearest;
}

function isEmpty(world: WorldView): boolean {
  for (const _ of world.slots()) return false;
  return true;
}

function sharedLength(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

interface TestDocument {
  readonly placed: PlacedDocument;
  readonly fields: Fields;
  readonly index: number;
}

function testDocuments(text: string): readonly TestDocument[] {
  const { documents } = readWhole(text);
  return documents.flatMap((placed, index) => {
    const { root, problems } = placed.document;
    if (root === undefined || problems.some(({ code }) => code === 'syntax')) return [];
    const fields = new Fields(nodeToJson(root), '');
    return isMeshTest(fields) ? [{ placed, fields, index }] : [];
  });
}

function rangeOf({ document, start }: PlacedDocument, path: string): OffsetRange {
  const found = pathRange(document, path, 'value') ?? { start: 0, end: 0 };
  return { start: start + found.start, end: start + found.end };
}

function resultOf(
  snapshot: Snapshot,
  placed: PlacedDocument,
  index: number,
  { path, request, failures, steps }: TestOutcome,
): MeshTestResult {
  return {
    id: `${index} ${path}`,
    request,
    failures: failures.map((failure) => ({ text: failure.text, range: rangeOf(placed, failure.path) })),
    steps: steps.map(({ text, outcome, place }) => ({
      text,
      outcome,
      place: place && locationOfPlace(snapshot, place),
    })),
  };
}

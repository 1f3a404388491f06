/** `Run test`: above each request and invariant of a `*.mesh-test.yaml`. */
import type { Snapshot } from '../../workspace/snapshot.ts';
import { meshTests } from '../mesh-tests/mesh-tests.ts';
import type { CodeLens, LensKey, LensText } from './lens.ts';

export function testLenses(snapshot: Snapshot, uri: string): readonly CodeLens[] {
  return meshTests(snapshot.file(uri)?.text ?? '').map(({ id, range }) => ({
    range,
    key: { kind: 'tests', resource: '', index: 0, path: id },
  }));
}

export function testLens({ path }: LensKey): LensText {
  return { title: 'Run test', locations: [], action: { does: 'run', test: path } };
}

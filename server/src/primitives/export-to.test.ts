import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkExportTo, type ExportToContext, type ExportToFault } from './export-to.ts';

const plain: ExportToContext = { namespace: 'foo', canHide: false, hasWorkloadSelector: false };
const serviceEntry: ExportToContext = { ...plain, canHide: true };
const selecting: ExportToContext = { ...plain, hasWorkloadSelector: true };

function check(entries: readonly string[], context: ExportToContext, faults: readonly ExportToFault[]): void {
  it(`${JSON.stringify(entries)}: ${faults.map(({ problem }) => problem).join(', ') || 'fine'}`, () => {
    assert.deepEqual(checkExportTo(entries, context), faults);
  });
}

describe('exportTo', () => {
  check([], plain, []);
  check(['*'], plain, []);
  check(['.', 'bar'], plain, []);
  check(['foo', 'bar'], plain, []);
  check(['a', 'a'], plain, [{ problem: 'duplicate', index: 1 }]);
  check(['.', '.'], plain, [{ problem: 'duplicate', index: 1 }]);
  check(['.', 'foo'], plain, [{ problem: 'own-namespace-twice', index: 1 }]);
  check(['foo', '.'], plain, [{ problem: 'own-namespace-twice', index: 1 }]);
  check(['a_b'], plain, [{ problem: 'bad-namespace', index: 0 }]);
  check([''], plain, [{ problem: 'bad-namespace', index: 0 }]);
  check(['~'], plain, [{ problem: 'nobody-not-supported', index: 0 }]);
  check(['*', 'a'], plain, [{ problem: 'everyone-with-others' }]);
  check(['*', '*'], plain, [{ problem: 'duplicate', index: 1 }, { problem: 'everyone-with-others' }]);
});

describe('exportTo of ServiceEntries', () => {
  check(['~'], serviceEntry, []);
  check(['~', 'a'], serviceEntry, [{ problem: 'nobody-with-others' }]);
});

describe('exportTo of DestinationRules for chosen workloads', () => {
  check([], selecting, []);
  check(['.'], selecting, []);
  check(['foo'], selecting, []);
  check(['*'], selecting, [{ problem: 'selector-needs-own-namespace' }]);
  check(['bar'], selecting, [{ problem: 'selector-needs-own-namespace' }]);
  check(['.', 'other'], selecting, [{ problem: 'selector-allows-only-own-namespace' }]);
});

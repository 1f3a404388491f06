/** Templates read as the real engine proved them to be: literal everywhere, literal in a branch, or templated. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { type ChartSource, readChart } from '../../server/src/helm/chart.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/corpus/helm/', import.meta.url));
const CASES = join(FOLDER, 'cases.json');

interface ExpectedNode {
  readonly file: string;
  readonly line: number;
  readonly path: string;
  readonly state: string;
  readonly value?: unknown;
}

interface Expected {
  readonly nodes: readonly ExpectedNode[];
  readonly unreadable?: { readonly file: string; readonly line: number };
}

const source: ChartSource = {
  read: (path) => (existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined),
  list: (folder) =>
    existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true }).map((entry) => ({
          name: entry.name,
          isFolder: entry.isDirectory(),
        }))
      : [],
};

describe('helm corpus', { skip: !existsSync(CASES) && '../shared/corpus is not here' }, () => {
  for (const { id, dir, title } of cases()) {
    it(`${id} ${title}`, () => {
      const root = join(FOLDER, 'cases', id);
      const expected = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Expected;
      const { templates } = readChart(join(root, dir), source);
      const found = new Map<string, string>();
      const faults: string[] = [];
      for (const { path, template } of templates) {
        const lines = new LineIndex(readFileSync(path, 'utf8'));
        const file = path.slice(join(root, dir).length + 1);
        if (template.fault !== undefined)
          faults.push(`${file}:${lines.positionAt(template.fault.start).line}`);
        for (const { nodes } of template.documents) {
          for (const node of nodes) {
            const { line } = lines.positionAt(node.range.start);
            found.set(`${file}:${line} ${node.path}`, text(node.state, node.value));
          }
        }
      }
      for (const { file, line, path, state, value } of expected.nodes)
        assert.equal(found.get(`${file}:${line} ${path}`), text(state, value), `${file}:${line} ${path}`);
      const { unreadable } = expected;
      assert.deepEqual(faults, unreadable === undefined ? [] : [`${unreadable.file}:${unreadable.line}`]);
    });
  }
});

function text(state: string, value: unknown): string {
  return state === 'templated' ? state : `${state} ${JSON.stringify(value)}`;
}

function cases(): readonly { readonly id: string; readonly dir: string; readonly title: string }[] {
  return existsSync(CASES) ? JSON.parse(readFileSync(CASES, 'utf8')) : [];
}

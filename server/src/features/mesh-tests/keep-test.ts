/** A new request in a file of tests: in its first suite, else in a new one behind what stands there. */
import type { JsonValue } from '../../base/json.ts';
import type { TextEdit } from '../../base/text-edit.ts';
import { Fields } from '../../semantics/fields.ts';
import { isMeshTest, MESH_TEST_API_VERSION, MESH_TEST_KIND } from '../../semantics/tests/mesh-test.ts';
import { append, type PlanRefusal, set } from '../../yaml/plan/operation.ts';
import { planEdits } from '../../yaml/plan/plan-edits.ts';
import { readWhole } from '../../yaml/read-whole.ts';
import { nodeToJson } from '../../yaml/to-json.ts';

/** Edits in offsets of the text. */
export function keptTest(
  text: string,
  suite: string,
  test: JsonValue,
): { readonly edits: readonly TextEdit[] } | PlanRefusal {
  for (const { document, start } of parsed(text)) {
    const { root, problems } = document;
    if (root === undefined || !isMeshTest(new Fields(nodeToJson(root), ''))) continue;
    if (problems.some(({ code }) => code === 'syntax')) return { refused: 'its YAML is broken' };
    const planned = planEdits(document, [append('spec.requests', test)]);
    if ('refused' in planned) return planned;
    return {
      edits: planned.edits.map(({ range, newText }) => ({
        range: { start: range.start + start, end: range.end + start },
        newText,
      })),
    };
  }
  const end = { start: text.length, end: text.length };
  const gap = text.trim() === '' ? '' : `${text.endsWith('\n') ? '' : '\n'}---\n`;
  return { edits: [{ range: end, newText: gap + newSuite(suite, test) }] };
}

function parsed(text: string) {
  return readWhole(text).documents;
}

function newSuite(suite: string, test: JsonValue): string {
  const head = `apiVersion: ${MESH_TEST_API_VERSION}\nkind: ${MESH_TEST_KIND}\n`;
  const [placed] = parsed(head);
  const planned =
    placed && planEdits(placed.document, [set('metadata.name', suite), append('spec.requests', test)]);
  if (planned === undefined || 'refused' in planned) return head;
  return planned.edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((text, { range, newText }) => text.slice(0, range.start) + newText + text.slice(range.end), head);
}

/** Which problems of a text keep Kustomize from reading it. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { YamlDocument } from '../yaml/node.ts';

export interface BlockingProblem extends OffsetRange {
  readonly isDuplicateKey: boolean;
  readonly detail: string;
}

export function blockingProblem(
  { problems }: YamlDocument,
  keys: 'keys-may-repeat' | 'keys-are-unique',
): BlockingProblem | undefined {
  const isTolerated = (code: string) =>
    code === 'ambiguous-scalar' || (code === 'duplicate-key' && keys === 'keys-may-repeat');
  const found = problems.find(({ code }) => !isTolerated(code));
  if (found === undefined) return undefined;
  const { code, start, end, data } = found;
  const isDuplicateKey = code === 'duplicate-key';
  const detail = isDuplicateKey
    ? `the key "${data['key']}" stands twice`
    : code === 'unknown-alias'
      ? `there is no anchor "${data['name']}"`
      : String(data['detail'] ?? code);
  return { start, end, isDuplicateKey, detail };
}

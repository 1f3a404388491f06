/** From what a source has read to what the engine takes. */
import { mentionsOwnGroup } from '../model/known-kinds.ts';
import type { FileChange } from '../workspace/workspace.ts';
import { decodeFile } from './decode-file.ts';
import type { Decoders, FileBytes } from './file-source.ts';

/** Without text for a file that cannot be read, and for one that cannot be ours and that nobody named. */
export function changeOf(
  uri: string,
  read: FileBytes,
  { strict }: Decoders,
  isExplicit: boolean,
): FileChange {
  const nothing = { uri, text: undefined };
  if ('problem' in read) return nothing;
  const content = decodeFile(read.bytes, strict, read.size);
  const named = isExplicit ? { isExplicit } : {};
  if ('text' in content) {
    const isOther = !isExplicit && /\.json$/i.test(uri) && !mentionsOwnGroup(content.text);
    return isOther ? nothing : { uri, text: content.text, ...named };
  }
  if (!isExplicit && !content.mentionsOurs) return nothing;
  const { problem } = content;
  const data = isExplicit ? { ...problem.data, isNamed: 1 } : problem.data;
  return { uri, text: '', refusal: { ...problem, data }, ...named };
}

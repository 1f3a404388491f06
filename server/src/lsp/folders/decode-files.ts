/** From what a host has read to what the engine takes. */
import { mentionsOwnGroup } from '../../model/known-kinds.ts';
import { decodeFile } from '../../workspace/decode-file.ts';
import type { FileChange } from '../../workspace/workspace.ts';
import type { FileBytes } from '../runtime.ts';

const strict = new TextDecoder('utf-8', { fatal: true });
const tolerant = new TextDecoder('utf-8');

/** Without text for a file that cannot be read, and for one that cannot be ours. */
export function changeOf(uri: string, read: FileBytes): FileChange {
  if ('problem' in read) return { uri, text: undefined };
  const content = decodeFile(read.bytes, strict, read.size);
  if ('text' in content) {
    const isOther = /\.json$/i.test(uri) && !mentionsOwnGroup(content.text);
    return { uri, text: isOther ? undefined : content.text };
  }
  return content.mentionsOurs ? { uri, text: '', refusal: content.problem } : { uri, text: undefined };
}

/** Text of a file that is read for its lines only; empty when it cannot be read. */
export function plainText(read: FileBytes): string {
  return 'problem' in read ? '' : tolerant.decode(read.bytes);
}

/** Reads files, many at a time, into what the engine takes. */
import { readFile } from 'node:fs';
import { promisify } from 'node:util';
import { mentionsOwnGroup } from '../model/known-kinds.ts';
import { decodeFile } from '../workspace/decode-file.ts';
import type { FileChange } from '../workspace/workspace.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import { displayPath } from './display-path.ts';
import type { ListedFile } from './list-files.ts';
import { reasonOf } from './reason-of.ts';
import { failure, ok, type Result } from './result.ts';

/** Name of standard input in reports. */
export const STDIN_NAME = '<stdin>';

const AT_ONCE = 32;
/** Half the cost per small file of the function of the same name in `node:fs/promises`. */
const read = promisify(readFile);
const decoder = new TextDecoder('utf-8', { fatal: true });

/** In the order of their display paths, which become the URIs. Files that cannot be ours are left out. */
export async function readFiles(
  files: readonly ListedFile[],
  workingFolder: string,
): Promise<Result<readonly FileChange[]>> {
  const named = files
    .map((file) => ({ ...file, uri: displayPath(file.path, workingFolder) }))
    .sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0));
  const changes = new Array<FileChange | undefined>(named.length).fill(undefined);
  const problems: string[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let at = next++; at < named.length; at = next++) {
      const file = named[at];
      if (file === undefined) return;
      try {
        changes[at] = changeOf(file.uri, await read(file.path), file.isExplicit);
      } catch (error) {
        problems.push(`Cannot read "${file.uri}": ${reasonOf(error)}`);
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, named.length) }, work));
  if (problems.length > 0) return failure(...problems.sort());
  return ok(changes.filter((change) => change !== undefined));
}

/** Undefined for a found file that is none of ours and whose text need not be judged. */
export function changeOf(uri: string, bytes: Uint8Array, isExplicit: boolean): FileChange | undefined {
  const content = decodeFile(bytes.subarray(0, MAX_FILE_BYTES + 1), decoder, bytes.length);
  if ('text' in content) {
    const isOther = !isExplicit && /\.json$/i.test(uri) && !mentionsOwnGroup(content.text);
    return isOther ? undefined : { uri, text: content.text, isExplicit };
  }
  if (!isExplicit && !content.mentionsOurs) return undefined;
  return { uri, text: '', isExplicit, refusal: content.problem };
}

/** Files that the editor writes. */
import { existsSync, readFileSync } from 'node:fs';
import { until } from './until.ts';

/** The text of a file, once it is as wanted: it may not be there yet, or in part. */
export async function untilText(file: string, isWanted: (text: string) => boolean): Promise<string> {
  let text = '';
  return until(
    `${file} is written as wanted`,
    () => {
      text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      return isWanted(text) && text;
    },
    () => text,
  );
}

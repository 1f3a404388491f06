/**
 * Which of V8's compilers a run of `lint` works with, from the first release on that has three of them. The slowest has not
 * paid for itself when the last of 1,000 services is judged, and the one before it not when a small folder is done.
 */
import { setFlagsFromString } from 'node:v8';

function isShortRun(args: readonly string[]): boolean {
  return args[0] === 'lint' && Number.parseInt(process.versions.node, 10) >= 24;
}

/** At the start. */
export function workWithFewCompilers(args: readonly string[]): void {
  if (!isShortRun(args)) return;
  setFlagsFromString('--no-turbofan');
  setFlagsFromString('--no-maglev');
}

/** When there turns out to be much to do. */
export function workWithMoreCompilers(args: readonly string[]): void {
  if (isShortRun(args)) setFlagsFromString('--maglev');
}

/**
 * Which of V8's compilers a run of `lint` works with. From Node 24 on there are three: the slowest has not paid for itself when
 * the last of 1,000 services is judged, and the one before it not when a small folder is done. Before, the same holds of the
 * only one for a small folder.
 */
import { setFlagsFromString } from 'node:v8';

const HAS_THREE = Number.parseInt(process.versions.node, 10) >= 24;
const isShortRun = (args: readonly string[]) => args[0] === 'lint';

/** At the start. */
export function workWithFewCompilers(args: readonly string[]): void {
  if (!isShortRun(args)) return;
  for (const flag of HAS_THREE ? ['--no-turbofan', '--no-maglev'] : ['--no-opt']) setFlagsFromString(flag);
}

/** When there turns out to be much to do. */
export function workWithMoreCompilers(args: readonly string[]): void {
  if (isShortRun(args)) setFlagsFromString(HAS_THREE ? '--maglev' : '--opt');
}

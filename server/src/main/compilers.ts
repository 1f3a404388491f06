/**
 * Which of V8's compilers a run of `lint` works with. From Node 24 on there are three: the slowest has not paid for itself when
 * the last of 1,000 services is judged, and the one before it not when a small folder is done. Before, the same holds of the
 * only one for a small folder; in a large one it takes functions up that do not pay for it, unless it waits longer for them.
 */

const HAS_THREE = Number.parseInt(process.versions.node, 10) >= 24;
/** In bytes of bytecode that a function has run; 132 kB when absent. */
const LATER = '--interrupt-budget=600000';
const isShortRun = (args: readonly string[]) => args[0] === 'lint';

/** Flags of V8 at the start. */
export function fewCompilers(args: readonly string[]): readonly string[] {
  if (!isShortRun(args)) return [];
  return HAS_THREE ? ['--no-turbofan', '--no-maglev'] : ['--no-opt', LATER];
}

/** Flags of V8 when there turns out to be much to do. */
export function moreCompilers(args: readonly string[]): readonly string[] {
  if (!isShortRun(args)) return [];
  return [HAS_THREE ? '--maglev' : '--opt'];
}

/**
 * Entry of the command line. Small, so that what answers at once does, and so that Node can be asked, before it reads the
 * rest, to keep that compiled from one run to the next.
 */
import * as modules from 'node:module';
import { setFlagsFromString } from 'node:v8';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${process.env['MESHWRIGHT_VERSION'] ?? '0.0.0'}\n`);
} else {
  // A run of seconds ends before the slowest compiler has paid for itself; from this release on there is a quicker one.
  if (args[0] === 'lint' && Number.parseInt(process.versions.node, 10) >= 24) {
    setFlagsFromString('--no-turbofan');
  }
  // From Node 22 on.
  (modules as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  await import('./cli.ts');
}

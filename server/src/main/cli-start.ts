/**
 * Entry of the command line. Small, so that what answers at once does, and so that Node can be asked, before it reads the
 * rest, to keep that compiled from one run to the next.
 */
import * as modules from 'node:module';
import { workWithFewCompilers } from './compilers.ts';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${process.env['MESHWRIGHT_VERSION'] ?? '0.0.0'}\n`);
} else {
  workWithFewCompilers(args);
  // From Node 22 on.
  (modules as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  await import('./cli.ts');
}

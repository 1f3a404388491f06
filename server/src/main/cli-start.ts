/**
 * Entry of the command line. Small, so that what answers at once does, and so that Node can be asked, before it reads the
 * rest, to keep that compiled from one run to the next.
 */
import { fewCompilers } from './compilers.ts';

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${process.env['MESHWRIGHT_VERSION'] ?? '0.0.0'}\n`);
} else {
  // Even modules of Node's own take a while that who asks for the version need not wait for.
  const flags = fewCompilers(args);
  if (flags.length > 0) {
    const { setFlagsFromString } = await import('node:v8');
    for (const flag of flags) setFlagsFromString(flag);
  }
  // From Node 22 on.
  const modules = await import('node:module');
  (modules as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  await import('./cli.ts');
}

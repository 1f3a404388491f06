/**
 * `node scripts/run.mjs FILE [ARG…]`: runs one of our own scripts, or a tool that npm installed, on a Node that can
 * (TypeScript files, recent tools), from the checkout.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { ensureDependencies, ensureToolNode, runMain } from './bootstrap.mjs';
import { ROOT } from './setup/paths.mjs';

await runMain(async () => {
  await ensureDependencies();
  const node = await ensureToolNode();
  const env = { ...process.env, PATH: [dirname(node), process.env['PATH']].join(delimiter) };
  return spawnSync(node, process.argv.slice(2), { cwd: ROOT, env, stdio: 'inherit' }).status ?? 1;
});

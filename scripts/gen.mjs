/** `npm run gen [-- --check]`: runs every generator of files that are checked in. */
import { ensureDependencies, ensureToolNode, runMain } from './bootstrap.mjs';
import { generators } from './setup/generators.mjs';
import { run } from './setup/run-command.mjs';

await runMain(async () => {
  await ensureDependencies();
  const node = await ensureToolNode();
  let worst = 0;
  for (const { name, file } of generators()) {
    console.log(`• ${name}`);
    const { code } = await run(node, [file, ...process.argv.slice(2)]);
    worst = Math.max(worst, code);
  }
  return worst;
});

/** The production build, unless it is there and no source is newer: what `vsce` calls before it packages. */
import { ensureBuild, ensureDependencies, runMain } from './bootstrap.mjs';

await runMain(async () => {
  await ensureDependencies();
  await ensureBuild();
  return 0;
});

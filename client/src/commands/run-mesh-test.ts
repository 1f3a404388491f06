/** What a click on the lens above a test does; the Test Explorer shows what came of it. */
import type { CommandContext } from './command-context.ts';

/** Not in the palette: without its arguments it has nothing to run. */
export const RUN_MESH_TEST = 'meshwright.runMeshTest';

export async function runMeshTest(
  { meshTests }: Pick<CommandContext, 'meshTests'>,
  ...args: readonly unknown[]
): Promise<void> {
  const [uri, id] = args as [string, string];
  await meshTests.run(uri, id);
}

/** Reads an opened project once into a workspace. */
import { Indexer } from '../project/indexer.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { WorkspaceConfiguration } from '../workspace/workspace-configuration.ts';
import { DECODERS } from './decoders.ts';
import type { OpenedProject } from './open-project.ts';
import { failedWith, ok, type Result } from './result.ts';

export interface ReadProject {
  /** Sentences about what was left out and keeps nothing else from being judged. */
  readonly notices: readonly string[];
}

/** More characters than are judged in a moment: compiling what does it begins to pay. */
const MUCH_TEXT = 400_000;

/**
 * Puts all files in, and sorts them into their worlds once they are known.
 * @param onMuchText is told once when there is more to judge than a moment's work
 */
export async function readProject(
  { project, sources, show }: OpenedProject,
  workspace: Workspace,
  configuration: WorkspaceConfiguration,
  onMuchText?: () => void,
): Promise<Result<ReadProject>> {
  let size = 0;
  const problems: string[] = [];
  const notices: string[] = [];
  const indexer = new Indexer({
    sources,
    decoders: DECODERS,
    // Nobody else waits for a turn.
    now: () => 0,
    giveWay: () => Promise.resolve(),
    projectOf: () => project,
    show,
    files: () => workspace.files,
    isOpen: () => false,
    apply: (changes) => {
      const before = size;
      for (const { text } of changes) size += text?.length ?? 0;
      if (before <= MUCH_TEXT && size > MUCH_TEXT) onMuchText?.();
      workspace.apply(changes.filter(({ text }) => text !== undefined));
    },
    sort: () => {
      workspace.configure(configuration);
    },
    onProblem: ({ uri, problem, kind }) => {
      (kind === 'name' ? notices : problems).push(`Cannot read "${show(uri)}": ${problem}`);
    },
    isCancelled: () => false,
  });
  await indexer.index([project], () => {});
  const all = [...project.config.problems, ...problems.sort()];
  return all.length > 0 ? failedWith(all) : ok({ notices: notices.sort() });
}

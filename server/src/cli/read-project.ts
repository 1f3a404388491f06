/** Reads an opened project once: what the engine takes, and what could not be read. */
import { Indexer } from '../project/indexer.ts';
import type { FileChange } from '../workspace/workspace.ts';
import { DECODERS } from './decoders.ts';
import type { OpenedProject } from './open-project.ts';
import { failure, ok, type Result } from './result.ts';

export interface ReadProject {
  readonly changes: readonly FileChange[];
  /** Sentences about what was left out and keeps nothing else from being judged. */
  readonly notices: readonly string[];
}

/** @param onListed when the files are known and none is read yet */
export async function readProject(
  { project, sources, show }: OpenedProject,
  onListed: () => void,
): Promise<Result<ReadProject>> {
  const changes: FileChange[] = [];
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
    knownUris: () => [],
    isOpen: () => false,
    apply: (batch) => {
      for (const change of batch) if (change.text !== undefined) changes.push(change);
    },
    sort: onListed,
    onProblem: ({ uri, problem, kind }) => {
      (kind === 'name' ? notices : problems).push(`Cannot read "${show(uri)}": ${problem}`);
    },
    isCancelled: () => false,
  });
  await indexer.index([project], () => {});
  const all = [...project.config.problems, ...problems.sort()];
  return all.length > 0 ? failure(...all) : ok({ changes, notices: notices.sort() });
}

/** What the command line sees of its surroundings; handed in, so that tests run it inside their own process. */

import type { FileSource } from '../project/file-source.ts';
import type { Helm } from '../project/helm/helm.ts';

export interface TextSink {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in characters, when it has one. */
  readonly columns: number | undefined;
}

export interface Terminal {
  /** Absolute; paths in arguments and reports are relative to it. */
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: FileSource;
  /** An installed Helm, which `--helm` names. */
  helm(program: string): Helm;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Standard input to its end, or to a little more than `limit` bytes. */
  readInput(limit: number): Promise<Uint8Array>;
  /** Milliseconds since any fixed point in time. */
  now(): number;
  /** Called once when there is more text to judge than is done in a moment. */
  readonly onMuchText?: () => void;
}

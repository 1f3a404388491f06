/** What differs between hosts: how files are read, and time. Everything else of the server is the same everywhere. */
import type { Panel } from '../features/panels/panel.ts';
import type { FileSource } from '../project/file-source.ts';
import type { Helm } from '../project/helm/helm.ts';

export interface Runtime {
  /** Reads what the process itself can read; absent in a web worker. */
  readonly files: FileSource | undefined;
  /** An installed Helm, which the setting names; absent where no program can be started. */
  readonly helm: ((program: string) => Helm) | undefined;
  /** Preview panels by name: none where no client can show them. */
  readonly panels: ReadonlyMap<string, Panel>;
  readonly version: string;
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Milliseconds since 1970. */
  date(): number;
  /** Calls back once after `milliseconds`; the returned function calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Resolves when waiting messages have had their turn. */
  giveWay(): Promise<void>;
}

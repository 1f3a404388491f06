/** The VS Code servers of one run: each kind is started when it is first needed and lives to the end. */
import { join } from 'node:path';
import { startVsCodeServer, type VsCodeServer, type VsCodeServerOptions } from './vscode-server.ts';

type Trust = VsCodeServerOptions['trust'];

export interface Servers {
  start(trust: Trust): Promise<VsCodeServer>;
  stop(): Promise<void>;
}

/** @param scratch a folder of this run alone */
export function createServers(codeServer: string, scratch: string): Servers {
  const started = new Map<Trust, Promise<VsCodeServer>>();
  return {
    start: (trust) => {
      const running =
        started.get(trust) ??
        startVsCodeServer({
          codeServer,
          dataFolder: join(scratch, `server-${trust}`),
          extensionsFolder: join(scratch, 'extensions'),
          trust,
        });
      started.set(trust, running);
      return running;
    },
    stop: async () => {
      for (const running of started.values()) await running.then((server) => server.stop(), () => {});
    },
  };
}

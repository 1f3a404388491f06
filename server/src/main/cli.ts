/** The command line: the only place where it meets the process. `cli-start.ts` brings it in. */
import { setFlagsFromString } from 'node:v8';
import { runCommandLine } from '../cli/command-line.ts';
import { reasonOf } from '../cli/reason-of.ts';
import type { TextSink } from '../cli/terminal.ts';
import { moreCompilers } from './compilers.ts';
import { nodeFiles } from './node-files.ts';
import { nodeHelm } from './node-helm.ts';
import { steadyYoungGeneration } from './young-generation.ts';

// A disk that is full, a pipe that nobody reads any more: the report did not arrive, so nothing may count as judged.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.stderr.write(`meshwright: Cannot write the report: ${reasonOf(error)}\n`, () => process.exit(2));
});
process.stderr.on('error', () => process.exit(2));

function sinkOf(stream: NodeJS.WriteStream): TextSink {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  };
}

async function readInput(limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}

const args = process.argv.slice(2);
try {
  const exitCode = await runCommandLine(args, {
    terminal: {
      workingFolder: process.cwd(),
      environment: process.env,
      files: nodeFiles(),
      helm: nodeHelm,
      stdout: sinkOf(process.stdout),
      stderr: sinkOf(process.stderr),
      readInput,
      // `performance` is there only after its module was loaded, which takes longer than all that is measured at first.
      now: () => Number(process.hrtime.bigint()) / 1e6,
      onMuchText: () => {
        const flags = [...moreCompilers(args), ...steadyYoungGeneration(args)];
        for (const flag of flags) setFlagsFromString(flag);
      },
    },
    version: process.env['MESHWRIGHT_VERSION'] ?? '0.0.0',
    async startServer() {
      const { startNodeServer } = await import('./start-node-server.ts');
      // An editor that goes away is no report that did not arrive.
      process.stdout.removeAllListeners('error');
      startNodeServer();
    },
  });
  if (exitCode !== undefined) process.exitCode = exitCode;
} catch (error) {
  console.error('meshwright: a defect stopped the run; please report it');
  console.error(error);
  process.exitCode = 2;
}
